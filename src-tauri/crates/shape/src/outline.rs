//! What an answer looks like: as a tree for the eye, and the places in it that could be its rows.

use fetchgrid_model::{RecordKind, RecordUnit, TreeKind, TreeNode};

use crate::error::ShapeError;
use crate::flatten::cell_at;
use crate::json::{Json, Kind, WHOLE};
use crate::jsonpath::JsonPath;

/// Shown of one list or object, of all of them together, and of a text.
const CHILDREN: usize = 200;
const NODES: usize = 4000;
const TEXT: usize = 500;
/// Levels that are shown; nobody opens more.
const DEPTH: usize = 64;
/// Levels of objects in which rows are looked for.
const LEVELS: usize = 6;
/// Lists in the answer's own list that are looked at.
const FIRST_LISTS: u64 = 8;
/// Places that could be rows: more than this are members of a keyed object.
const PLACES: usize = 100;

/// A JSON text as a tree, cut where it is larger than anybody reads.
///
/// # Errors
/// What is not JSON.
pub fn outline(json: &str) -> Result<TreeNode, ShapeError> {
    let read = Json::read(json).map_err(|fault| fault.describe(json))?;
    Ok(Outline { json: &read, left: NODES }.node(String::new(), JsonPath::default(), WHOLE, 0))
}

struct Outline<'j> {
    json: &'j Json<'j>,
    left: usize,
}

impl Outline<'_> {
    fn node(&mut self, key: String, path: JsonPath, value: usize, depth: usize) -> TreeNode {
        self.left = self.left.saturating_sub(1);
        let json = self.json;
        let kind = match json.kind(value) {
            Kind::Null | Kind::End => TreeKind::Null,
            Kind::True | Kind::False => TreeKind::Bool,
            Kind::Number => TreeKind::Number,
            Kind::Text => TreeKind::Text,
            Kind::List => TreeKind::List,
            Kind::Object => TreeKind::Object,
        };
        let mut node =
            TreeNode { key, path: path.to_string(), kind, text: String::new(), count: 0, children: Vec::new() };
        match kind {
            TreeKind::List => {
                for (index, element) in json.elements(value).enumerate() {
                    self.child(&mut node, element, depth, || (index.to_string(), path.at(index)));
                }
            }
            TreeKind::Object => {
                for (key, member) in json.members(value) {
                    self.child(&mut node, member, depth, || (key.to_owned(), path.with(key)));
                }
            }
            _ => node.text = cut(&cell_at(json, value).1),
        }
        node
    }

    fn child(&mut self, parent: &mut TreeNode, value: usize, depth: usize, name: impl FnOnce() -> (String, JsonPath)) {
        parent.count += 1;
        if parent.children.len() < CHILDREN && self.left > 0 && depth < DEPTH {
            let (key, path) = name();
            parent.children.push(self.node(key, path, value, depth + 1));
        }
    }
}

fn cut(text: &str) -> String {
    match text.char_indices().nth(TEXT) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}

/// A place in one answer that could be its rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlaceSeen {
    /// JSONPath.
    pub path: String,
    pub unit: RecordUnit,
    pub rows: u64,
    pub of: RecordKind,
}

/// Every list that is not inside of another, objects whose members are all objects, and lists side by side, in the order of
/// the text. What is no JSON has none.
pub fn places(json: &str) -> Vec<PlaceSeen> {
    let mut found = Vec::new();
    if let Ok(json) = Json::read(json) {
        look(&json, WHOLE, &JsonPath::default(), 0, &mut found);
    }
    found
}

#[derive(Clone, Copy)]
enum Seen {
    Single,
    Object,
    List { elements: u64, of_singles: bool },
}

fn look(json: &Json<'_>, value: usize, path: &JsonPath, level: usize, found: &mut Vec<PlaceSeen>) -> Seen {
    match json.kind(value) {
        Kind::List => {
            let (mut elements, mut objects, mut singles) = (0, 0, 0);
            for element in json.elements(value) {
                match json.kind(element) {
                    Kind::Object => objects += 1,
                    // `[{paging}, [rows]]`: lists in the answer's own list are looked at, those further down are not.
                    Kind::List if level == 0 && elements < FIRST_LISTS => {
                        look(json, element, &path.at(elements as usize), LEVELS, found);
                    }
                    Kind::List => {}
                    _ => singles += 1,
                }
                elements += 1;
            }
            let of = match (objects, singles) {
                (objects, _) if objects == elements => RecordKind::Objects,
                (0, singles) if singles == elements => RecordKind::Values,
                _ => RecordKind::Mixed,
            };
            let place = PlaceSeen { path: path.to_string(), unit: RecordUnit::Elements, rows: elements, of };
            if found.len() < PLACES {
                found.push(place);
            }
            Seen::List { elements, of_singles: singles == elements && elements > 0 }
        }
        Kind::Object if level < LEVELS => {
            let at = found.len();
            let members: Vec<Seen> = json
                .members(value)
                .map(|(key, member)| look(json, member, &path.with(key), level + 1, found))
                .collect();
            let place = |unit, rows, of| PlaceSeen { path: path.to_string(), unit, rows, of };
            let lists = members.iter().filter_map(|seen| match seen {
                Seen::List { elements, of_singles: true } => Some(*elements),
                _ => None,
            });
            let lists: Vec<u64> = lists.collect();
            if lists.len() > 1 && lists.iter().all(|length| *length == lists[0]) {
                found.insert(at, place(RecordUnit::Places, lists[0], RecordKind::Objects));
            } else if members.len() > 1 && members.iter().all(|seen| matches!(seen, Seen::Object)) {
                // Its members are the rows; what is inside of them is not.
                found.truncate(at);
                found.push(place(RecordUnit::Members, members.len() as u64, RecordKind::Objects));
            }
            Seen::Object
        }
        Kind::Object => Seen::Object,
        _ => Seen::Single,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_that_could_be_rows() {
        let check = |json: &str, expected: &[&str]| {
            let seen: Vec<String> = places(json)
                .into_iter()
                .map(|place| format!("{} {:?} {} {:?}", place.path, place.unit, place.rows, place.of))
                .collect();
            assert_eq!(seen, expected, "{json}");
        };
        check(r#"[{"a": 1}, {"a": 2}]"#, &["$ Elements 2 Objects"]);
        check(r#"[{"page": 1}, [{"a": 2}]]"#, &["$[1] Elements 1 Objects", "$ Elements 2 Mixed"]);
        check(r#"{"info": {"count": 2}, "results": [{"tags": ["x"]}, {}]}"#, &["$.results Elements 2 Objects"]);
        check(r#"{"a": [1, "x"], "b": [null]}"#, &["$.a Elements 2 Values", "$.b Elements 1 Values"]);
        check(
            r#"{"daily": {"time": ["a", "b"], "t": [1, 2]}}"#,
            &["$.daily Places 2 Objects", "$.daily.time Elements 2 Values", "$.daily.t Elements 2 Values"],
        );
        check(r#"{"1007": {"a": [1]}, "1008": {"a": [2]}}"#, &["$ Members 2 Objects"]);
        check(r#"{"data": {"x": {"edges": [{"node": {}}]}}}"#, &["$.data.x.edges Elements 1 Objects"]);
        check("7", &[]);
        check("[1, 2", &[]);
    }

    #[test]
    fn trees_are_cut() {
        let tree = outline(r#"{"a b": [1.50, "x", null, true], "c": {}}"#).expect("JSON");
        assert_eq!((tree.kind, tree.count, tree.path.as_str()), (TreeKind::Object, 2, "$"));
        let list = &tree.children[0];
        assert_eq!((list.key.as_str(), list.path.as_str(), list.count), ("a b", "$['a b']", 4));
        assert_eq!((list.children[0].text.as_str(), list.children[0].path.as_str()), ("1.50", "$['a b'][0]"));
        let long = format!("[{}]", vec!["[1]"; 100_000].join(","));
        let tree = outline(&long).expect("JSON");
        assert_eq!((tree.count, tree.children.len()), (100_000, CHILDREN));
        let text = format!("\"{}\"", "é".repeat(1000));
        assert_eq!(outline(&text).expect("JSON").text.chars().count(), TEXT + 1);
        assert!(outline("[1,").is_err());
        assert!(outline(&"[".repeat(100_000)).is_err());
    }
}
