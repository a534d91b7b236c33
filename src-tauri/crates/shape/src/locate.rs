//! Where a JSONPath leads in an answer: what is there is then read from its text, digit by digit.

use std::collections::{HashMap, HashSet};
use std::ptr;

use jsonpath_rust::parser::model::{JpQuery, Segment, Selector};
use jsonpath_rust::parser::parse_json_path;
use jsonpath_rust::query::js_path_process;
use serde_json::{Map, Number, Value};

use crate::json::{Json, Kind, WHOLE};

/// A path made ready.
#[derive(Clone, Debug)]
pub(crate) enum Place {
    /// Names, places in lists and "each": found in one walk.
    Steps(Way),
    /// Anything else that JSONPath can say, asked of the answer as a tree.
    Query(JpQuery),
}

/// The ways on from one value.
#[derive(Clone, Debug, Default)]
pub(crate) struct Way {
    is_end: bool,
    names: HashMap<String, Way>,
    indices: HashMap<usize, Way>,
    each: Option<Box<Way>>,
}

impl Place {
    /// # Errors
    /// What is wrong with the path: the end of a sentence.
    pub(crate) fn parse(path: &str) -> Result<Self, String> {
        let query = parse_json_path(path.trim()).map_err(|error| reason(&error.to_string()))?;
        let mut way = Way::default();
        Ok(if way.add(&query) { Place::Steps(way) } else { Place::Query(query) })
    }

    /// The values that the path leads to, in the order of the text.
    pub(crate) fn nodes(&self, json: &Json<'_>) -> Vec<usize> {
        let mut nodes = Vec::new();
        match self {
            Place::Steps(way) => way.walk(json, WHOLE, &mut nodes),
            Place::Query(query) => {
                let tree = tree(json, WHOLE);
                let found = js_path_process(query, &tree).unwrap_or_default();
                let found = found.into_iter().map(|found| ptr::from_ref(found.val)).collect();
                pick(json, WHOLE, &tree, &found, &mut nodes);
            }
        }
        nodes
    }
}

/// The parser draws the path with an arrow, over several lines; where the arrow points is enough.
fn reason(drawn: &str) -> String {
    let place = drawn.split_once("--> 1:").map(|(_, place)| place.split(|letter: char| !letter.is_ascii_digit()));
    match place.and_then(|mut place| place.next()) {
        Some(column) => format!("something is wrong or missing at character {column}."),
        None => drawn.trim().to_owned(),
    }
}

impl Way {
    /// False, and nothing added that leads to an end, when the path is more than steps.
    fn add(&mut self, query: &JpQuery) -> bool {
        let mut way = self;
        for segment in &query.segments {
            let Segment::Selector(selector) = segment else { return false };
            way = match selector {
                Selector::Name(name) => way.names.entry(name.clone()).or_default(),
                Selector::Index(index) => match usize::try_from(*index) {
                    Ok(index) => way.indices.entry(index).or_default(),
                    Err(_) => return false,
                },
                Selector::Wildcard => way.each.get_or_insert_default(),
                _ => return false,
            };
        }
        way.is_end = true;
        true
    }

    fn named(&self, name: &str) -> Option<&Way> {
        self.names.get(name).or(self.each.as_deref())
    }

    fn at(&self, index: usize) -> Option<&Way> {
        self.indices.get(&index).or(self.each.as_deref())
    }

    fn walk(&self, json: &Json<'_>, value: usize, found: &mut Vec<usize>) {
        if self.is_end {
            found.push(value);
        }
        match json.kind(value) {
            Kind::Object if self.each.is_some() || !self.names.is_empty() => {
                for (key, member) in json.members(value) {
                    if let Some(way) = self.named(key) {
                        way.walk(json, member, found);
                    }
                }
            }
            Kind::List if self.each.is_some() || !self.indices.is_empty() => {
                for (index, element) in json.elements(value).enumerate() {
                    if let Some(way) = self.at(index) {
                        way.walk(json, element, found);
                    }
                }
            }
            _ => {}
        }
    }
}

/// A value as a tree, to be asked questions. Numbers are as near as a tree can hold them; what is found is read from the
/// text.
fn tree(json: &Json<'_>, value: usize) -> Value {
    match json.kind(value) {
        Kind::Null | Kind::End => Value::Null,
        Kind::True => Value::Bool(true),
        Kind::False => Value::Bool(false),
        Kind::Text => Value::String(json.says(value).to_owned()),
        Kind::List => Value::Array(json.elements(value).map(|element| tree(json, element)).collect()),
        Kind::Object => {
            let members = json.members(value).map(|(key, member)| (key.to_owned(), tree(json, member)));
            Value::Object(members.collect::<Map<_, _>>())
        }
        Kind::Number => {
            let text = json.says(value);
            let whole = text.parse::<i64>().map(Number::from).or_else(|_| text.parse::<u64>().map(Number::from));
            let number = whole.ok().or_else(|| Number::from_f64(text.parse().ok()?));
            number.map_or(Value::Null, Value::Number)
        }
    }
}

/// The values whose images in the tree were found.
fn pick(json: &Json<'_>, value: usize, image: &Value, found: &HashSet<*const Value>, nodes: &mut Vec<usize>) {
    if found.contains(&ptr::from_ref(image)) {
        nodes.push(value);
    }
    match image {
        Value::Array(images) => {
            json.elements(value).zip(images).for_each(|(element, image)| pick(json, element, image, found, nodes));
        }
        // The tree was made from the same members, in the same order.
        Value::Object(images) => json
            .members(value)
            .zip(images.values())
            .for_each(|((_, member), image)| pick(json, member, image, found, nodes)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(path: &str, text: &str) -> Vec<String> {
        let place = Place::parse(path).expect("a path");
        let json = Json::read(text).expect("JSON");
        let value = |node: usize| match json.kind(node) {
            Kind::List | Kind::Object => json.raw(node).to_owned(),
            _ => json.says(node).to_owned(),
        };
        place.nodes(&json).into_iter().map(value).collect()
    }

    #[test]
    fn paths_lead_to_values() {
        let check = |path: &str, text: &str, expected: &[&str]| assert_eq!(found(path, text), expected, "{path}");
        let text = r#"{"a": {"b": [1, {"c": 2.50}]}, "p q": 3, "x.y": [[4], [5]], "n": null}"#;
        check("$", text, &[text]);
        check("$.a.b", text, &[r#"[1, {"c": 2.50}]"#]);
        check("$.a.b[*]", text, &["1", r#"{"c": 2.50}"#]);
        check("$.a.b[1].c", text, &["2.50"]);
        check("$['p q']", text, &["3"]);
        check(r#"$["x.y"][*][0]"#, text, &["4", "5"]);
        check("$.n", text, &["null"]);
        check("$.none", text, &[]);
        check("$.a.b[7]", text, &[]);
        check("$.a.none[*]", text, &[]);
        // More than steps.
        check("$..c", text, &["2.50"]);
        check("$.a.b[-1]", text, &[r#"{"c": 2.50}"#]);
        check("$['x.y'][1:]", text, &["[5]"]);
        check("$.a.b[?@.c > 2]", text, &[r#"{"c": 2.50}"#]);
        check("$.a['b','none']", text, &[r#"[1, {"c": 2.50}]"#]);
        check("$..*", r#"[[1],2]"#, &["[1]", "1", "2"]);
        // The last of a key counts, and digits are not changed.
        check("$.a", r#"{"a": 1, "a": 9007199254740993}"#, &["9007199254740993"]);
        check("$[?@ > 1]", "[1, 1e400, 2]", &["2"]);
        check("$.*", r#"{"a": 1, "b": 2, "a": 3}"#, &["2", "3"]);
    }

    #[test]
    fn what_is_no_path_is_refused() {
        for path in ["", "a.b", "$.", "$[", "$.a[", "$['a", "$[?]"] {
            let reason = Place::parse(path).expect_err(path);
            assert!(reason.starts_with("something is wrong or missing at character "), "{path}: {reason}");
        }
    }
}
