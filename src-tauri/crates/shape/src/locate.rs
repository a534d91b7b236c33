//! Where a JSONPath leads in a text, as byte indices: what is there is then read from the text itself, digit by digit.

use std::collections::HashMap;

use jiter::{Jiter, Peek};
use jsonpath_rust::JsonPath;
use jsonpath_rust::parser::model::{JpQuery, Segment, Selector};
use jsonpath_rust::parser::parse_json_path;
use serde_json::{Map, Number, Value};

use crate::error::Fault;
use crate::repeats::last_of_each;

/// A path made ready.
#[derive(Clone, Debug)]
pub(crate) enum Place {
    /// Names, places in lists and "each": found in one walk over the text.
    Steps(Way),
    /// Anything else that JSONPath can say, asked of the answer as a tree.
    Query(String),
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
    /// What is wrong with the path, in words of the parser.
    pub(crate) fn parse(path: &str) -> Result<Self, String> {
        let query = parse_json_path(path.trim()).map_err(|error| error.to_string())?;
        let mut way = Way::default();
        Ok(if way.add(&query) { Place::Steps(way) } else { Place::Query(path.trim().to_owned()) })
    }

    /// The byte indices of the values that the path leads to, in the order of the text. `repeats`: an object may name a key
    /// twice; the last one counts.
    pub(crate) fn nodes(&self, text: &str, repeats: bool) -> Result<Vec<usize>, Fault> {
        match self {
            Place::Steps(way) => way.nodes(text, repeats),
            Place::Query(path) => {
                let mut json = Jiter::new(text.as_bytes());
                let peek = json.peek()?;
                let tree = tree(&mut json, peek)?;
                let mut way = Way::default();
                for found in tree.query_only_path(path).unwrap_or_default() {
                    // The paths of found values consist of names and places.
                    if let Ok(query) = parse_json_path(&found) {
                        way.add(&query);
                    }
                }
                way.nodes(text, repeats)
            }
        }
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

    fn nodes(&self, text: &str, repeats: bool) -> Result<Vec<usize>, Fault> {
        let mut walk = Walk { json: Jiter::new(text.as_bytes()), repeats, found: Vec::new() };
        let peek = walk.json.peek()?;
        walk.value(peek, self)?;
        Ok(walk.found)
    }

    fn leads_on(&self) -> bool {
        self.each.is_some() || !self.names.is_empty() || !self.indices.is_empty()
    }

    fn named(&self, name: &str) -> Option<&Way> {
        self.names.get(name).or(self.each.as_deref())
    }

    fn at(&self, index: usize) -> Option<&Way> {
        self.indices.get(&index).or(self.each.as_deref())
    }
}

struct Walk<'j> {
    json: Jiter<'j>,
    repeats: bool,
    found: Vec<usize>,
}

impl Walk<'_> {
    fn value(&mut self, peek: Peek, way: &Way) -> Result<(), Fault> {
        if way.is_end {
            self.found.push(self.json.current_index());
        }
        match peek {
            Peek::Object if way.leads_on() => self.members(way),
            Peek::Array if way.leads_on() => self.elements(way),
            other => Ok(self.json.known_skip(other)?),
        }
    }

    fn members(&mut self, way: &Way) -> Result<(), Fault> {
        let last = if self.repeats { last_of_each(self.json.clone())? } else { HashMap::new() };
        let follow =
            |key: &str, number: usize| way.named(key).filter(|_| last.get(key).is_none_or(|last| *last == number));
        let mut number = 0;
        let mut next = self.json.known_object()?.map(|key| follow(key, number));
        while let Some(way) = next {
            let peek = self.json.peek()?;
            match way {
                Some(way) => self.value(peek, way)?,
                None => self.json.known_skip(peek)?,
            }
            number += 1;
            next = self.json.next_key()?.map(|key| follow(key, number));
        }
        Ok(())
    }

    fn elements(&mut self, way: &Way) -> Result<(), Fault> {
        let mut index = 0;
        let mut next = self.json.known_array()?;
        while let Some(peek) = next {
            match way.at(index) {
                Some(way) => self.value(peek, way)?,
                None => self.json.known_skip(peek)?,
            }
            index += 1;
            next = self.json.array_step()?;
        }
        Ok(())
    }
}

/// The next value as a tree, to be asked questions. Numbers are as near as a tree can hold them; what is found is read from
/// the text.
fn tree(json: &mut Jiter<'_>, peek: Peek) -> Result<Value, Fault> {
    Ok(match peek {
        Peek::Null => {
            json.known_null()?;
            Value::Null
        }
        Peek::True | Peek::False => Value::Bool(json.known_bool(peek)?),
        Peek::String => Value::String(json.known_str()?.to_owned()),
        Peek::Array => {
            let mut elements = Vec::new();
            let mut next = json.known_array()?;
            while let Some(peek) = next {
                elements.push(tree(json, peek)?);
                next = json.array_step()?;
            }
            Value::Array(elements)
        }
        Peek::Object => {
            let mut members = Map::new();
            let mut next = json.known_object()?.map(str::to_owned);
            while let Some(key) = next {
                let peek = json.peek()?;
                members.insert(key, tree(json, peek)?);
                next = json.next_key()?.map(str::to_owned);
            }
            Value::Object(members)
        }
        _ => {
            let text = std::str::from_utf8(json.known_number_bytes(peek)?).unwrap_or_default();
            let whole = text.parse::<i64>().map(Number::from).or_else(|_| text.parse::<u64>().map(Number::from));
            let number = whole.ok().or_else(|| Number::from_f64(text.parse().ok()?));
            number.map_or(Value::Null, Value::Number)
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(path: &str, text: &str) -> Vec<String> {
        let place = Place::parse(path).expect("a path");
        let nodes = place.nodes(text, true).expect("JSON");
        let value = |start: usize| {
            let mut json = Jiter::new(&text.as_bytes()[start..]);
            json.next_skip().expect("a value");
            text[start..start + json.current_index()].to_owned()
        };
        nodes.into_iter().map(value).collect()
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
            assert!(Place::parse(path).is_err(), "{path}");
        }
    }
}
