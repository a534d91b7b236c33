//! What an answer looks like: as a tree for the eye, and the places in it that could be its rows.

use fetchgrid_model::{RecordKind, RecordUnit, TreeKind, TreeNode};
use jiter::{Jiter, Peek};

use crate::error::{Fault, ShapeError};
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
    let mut walk = Walk { json: Jiter::new(json.as_bytes()), left: NODES };
    let tree =
        walk.json.peek().map_err(Fault::from).and_then(|peek| walk.node(String::new(), JsonPath::default(), peek, 0));
    tree.map_err(|fault| fault.describe(json))
}

struct Walk<'j> {
    json: Jiter<'j>,
    left: usize,
}

impl Walk<'_> {
    fn node(&mut self, key: String, path: JsonPath, peek: Peek, depth: usize) -> Result<TreeNode, Fault> {
        self.left = self.left.saturating_sub(1);
        let mut node = TreeNode {
            key,
            path: path.to_string(),
            kind: TreeKind::Null,
            text: String::new(),
            count: 0,
            children: Vec::new(),
        };
        match peek {
            Peek::Array => {
                node.kind = TreeKind::List;
                let mut next = self.json.known_array()?;
                while let Some(peek) = next {
                    let index = node.count as usize;
                    self.child(&mut node, peek, depth, || (index.to_string(), path.at(index)))?;
                    next = self.json.array_step()?;
                }
            }
            Peek::Object => {
                node.kind = TreeKind::Object;
                let mut next = self.json.known_object()?.map(str::to_owned);
                while let Some(key) = next {
                    let peek = self.json.peek()?;
                    let below = path.with(&key);
                    self.child(&mut node, peek, depth, || (key, below))?;
                    next = self.json.next_key()?.map(str::to_owned);
                }
            }
            Peek::Null => self.json.known_null()?,
            Peek::True | Peek::False => {
                node.kind = TreeKind::Bool;
                node.text = self.json.known_bool(peek)?.to_string();
            }
            Peek::String => {
                node.kind = TreeKind::Text;
                node.text = cut(self.json.known_str()?);
            }
            _ => {
                node.kind = TreeKind::Number;
                node.text = cut(std::str::from_utf8(self.json.known_number_bytes(peek)?).unwrap_or_default());
            }
        }
        Ok(node)
    }

    fn child(
        &mut self,
        parent: &mut TreeNode,
        peek: Peek,
        depth: usize,
        name: impl FnOnce() -> (String, JsonPath),
    ) -> Result<(), Fault> {
        parent.count += 1;
        if parent.children.len() < CHILDREN && self.left > 0 && depth < DEPTH {
            let (key, path) = name();
            parent.children.push(self.node(key, path, peek, depth + 1)?);
        } else {
            self.json.known_skip(peek)?;
        }
        Ok(())
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
    let mut walk = Jiter::new(json.as_bytes());
    // A text that breaks off in the middle still has what came before.
    let _ =
        walk.peek().map_err(Fault::from).and_then(|peek| look(&mut walk, peek, &JsonPath::default(), 0, &mut found));
    found
}

#[derive(Clone, Copy)]
enum Seen {
    Single,
    Object,
    List { elements: u64, of_singles: bool },
}

fn look(
    json: &mut Jiter<'_>,
    peek: Peek,
    path: &JsonPath,
    level: usize,
    found: &mut Vec<PlaceSeen>,
) -> Result<Seen, Fault> {
    match peek {
        Peek::Array => {
            let (mut elements, mut objects, mut singles) = (0, 0, 0);
            let mut next = json.known_array()?;
            while let Some(peek) = next {
                match peek {
                    Peek::Object => objects += 1,
                    Peek::Array => {}
                    _ => singles += 1,
                }
                // `[{paging}, [rows]]`: lists in the answer's own list are looked at, those further down are not.
                if peek == Peek::Array && level == 0 && elements < FIRST_LISTS {
                    look(json, peek, &path.at(elements as usize), LEVELS, found)?;
                } else {
                    json.known_skip(peek)?;
                }
                elements += 1;
                next = json.array_step()?;
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
            Ok(Seen::List { elements, of_singles: singles == elements && elements > 0 })
        }
        Peek::Object if level < LEVELS => {
            let at = found.len();
            let mut members = Vec::new();
            let mut next = json.known_object()?.map(str::to_owned);
            while let Some(key) = next {
                let peek = json.peek()?;
                members.push(look(json, peek, &path.with(&key), level + 1, found)?);
                next = json.next_key()?.map(str::to_owned);
            }
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
            Ok(Seen::Object)
        }
        other => {
            json.known_skip(other)?;
            Ok(if other == Peek::Object { Seen::Object } else { Seen::Single })
        }
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
