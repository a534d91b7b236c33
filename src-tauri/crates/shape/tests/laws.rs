//! Laws over trees and bytes nobody chose.

use fetchgrid_model::{Cell, CellKind, ListPolicy, ListRule, Shape};
use fetchgrid_shape::{Found, RowSink, Shaper, shape, shape_to_rows};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

fn key() -> impl Strategy<Value = String> {
    prop_oneof![4 => "[a-d]{0,2}", 1 => "[a.\\\\\"é/ \n]{0,4}", 1 => "id|name|results|items|total|page"]
}

fn tree() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_filter("JSON has no others", |number| number.is_finite()).prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(5, 64, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::vec((key(), inner), 0..6)
                .prop_map(|members| Value::Object(members.into_iter().collect::<Map<_, _>>())),
        ]
    })
}

/// Flattening written another way: over a finished tree.
fn leaves(value: &Value, path: Option<String>, out: &mut Vec<(String, CellKind, Value)>) {
    let kind = match value {
        Value::Object(members) if !members.is_empty() || path.is_none() => {
            for (key, member) in members {
                let key = key.replace('\\', "\\\\").replace('.', "\\.");
                leaves(member, Some(path.as_ref().map_or(key.clone(), |path| format!("{path}.{key}"))), out);
            }
            return;
        }
        Value::Object(_) | Value::Array(_) => CellKind::Json,
        Value::Null => CellKind::Null,
        Value::Bool(_) => CellKind::Bool,
        Value::Number(_) => CellKind::Number,
        Value::String(_) => CellKind::Text,
    };
    out.push((path.unwrap_or_else(|| "value".to_owned()), kind, value.clone()));
}

/// The cell's text as the tree would print it.
fn printed(kind: CellKind, value: &Value) -> String {
    match (kind, value) {
        (CellKind::Null, _) => String::new(),
        (_, Value::String(text)) => text.clone(),
        (_, value) => value.to_string(),
    }
}

fn check_rows(body: &[u8], records: &[Value], place: &Found) {
    let (names, rows, found) = shape_to_rows(&Shaper::default(), body, None).expect("JSON has a shape");
    assert_eq!(&found, place);
    assert_eq!(rows.len(), records.len());
    for (row, record) in rows.iter().zip(records) {
        let mut expected = Vec::new();
        leaves(record, None, &mut expected);
        let filled: Vec<usize> = (0..row.len()).filter(|&index| row[index].kind != CellKind::Missing).collect();
        assert_eq!(filled.len(), expected.len(), "{record}");
        for (path, kind, value) in expected {
            let index = names.iter().position(|name| *name == path).expect("the column is there");
            let cell = Cell { kind, text: printed(kind, &value) };
            assert_eq!(row[index], cell, "{path}");
        }
    }
}

/// Repeats of a path within a row, and calls out of turn, are what the store may rely on not to see.
#[derive(Default)]
struct Strict {
    calls: usize,
    open: Option<Vec<String>>,
    /// Paths that rows to come have too, and how many.
    held: Vec<(String, u32)>,
}

impl RowSink for Strict {
    fn begin_row(&mut self) {
        self.calls += 1;
        self.held.retain_mut(|(_, rows)| {
            *rows -= 1;
            *rows > 0
        });
        assert!(self.open.replace(self.held.iter().map(|(path, _)| path.clone()).collect()).is_none());
    }

    fn cell(&mut self, path: &str, kind: CellKind, text: &str, rows: u32) {
        self.calls += 1;
        assert_ne!(kind, CellKind::Missing);
        assert!(kind != CellKind::Null || text.is_empty());
        let open = self.open.as_mut().expect("a row is open");
        assert!(!open.iter().any(|seen| seen == path), "{path} twice");
        open.push(path.to_owned());
        if rows > 1 {
            self.held.push((path.to_owned(), rows));
        }
    }

    fn end_row(&mut self) {
        self.calls += 1;
        assert!(self.open.take().is_some());
    }
}

fn check_sink(body: &[u8]) {
    let mut sink = Strict::default();
    let result = shape(body, None, &mut sink);
    assert!(sink.open.is_none());
    assert!(result.is_ok() || sink.calls == 0, "the sink saw a refused answer");
    // What the other reader takes, this one takes, and the other way round (depth, odd escapes and other formats apart).
    if let Ok(text) = std::str::from_utf8(body)
        && result.is_ok_and(|shaped| shaped.found != Found::Table)
        && !text.trim_start().starts_with('<')
        && !text.contains("\\u")
        && !text.starts_with('\u{FEFF}')
    {
        assert!(serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok(), "{text:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn leaves_of_a_list_are_the_leaves_of_the_tree(rows in prop::collection::vec(tree(), 0..6), pretty: bool) {
        let value = Value::from(rows.clone());
        let body = if pretty { serde_json::to_vec_pretty(&value) } else { serde_json::to_vec(&value) }.expect("text");
        // Two elements may be the paging and the rows.
        prop_assume!(rows.len() != 2);
        check_rows(&body, &rows, &Found::TopLevelList);
        check_sink(&body);
    }

    #[test]
    fn leaves_of_an_answer_are_the_leaves_of_the_tree(tree in tree(), pretty: bool) {
        // With a second member that no wrapper has, an answer is one row.
        let whole = json!({"id": 1, "name": "x", "member": tree});
        let body = if pretty { serde_json::to_vec_pretty(&whole) } else { serde_json::to_vec(&whole) }.expect("text");
        check_rows(&body, &[whole], &Found::Whole);
        let wrapped = json!({"total": 1, "results": [{"member": tree}]});
        check_rows(&serde_json::to_vec(&wrapped).expect("text"), &[json!({"member": tree})], &Found::List("results".into()));
        check_sink(&serde_json::to_vec(&tree).expect("text"));
    }

    /// Each element is a row with all that stands beside its list, and a record whose list is empty stays one.
    #[test]
    fn exploded_and_grouped_again_gives_the_parents(lists in prop::collection::vec(prop::collection::vec(tree(), 0..5), 1..6), nested: bool) {
        let record = |(id, list): (usize, &Vec<Value>)| {
            let list = Value::from(list.clone());
            let inner = if nested { json!({"deep": {"list": list}}) } else { json!({"list": list}) };
            json!({"id": id, "beside": [id, "x"], "in": inner})
        };
        let records: Vec<Value> = lists.iter().enumerate().map(record).collect();
        let path = if nested { "in.deep.list" } else { "in.list" };
        let shape = Shape { lists: vec![ListRule { path: path.into(), policy: ListPolicy::Rows }], ..Shape::default() };
        let shaper = Shaper::new(&shape).expect("a shape");
        let body = serde_json::to_vec(&json!({ "results": records })).expect("text");
        let (names, rows, _) = shape_to_rows(&shaper, &body, None).expect("JSON");
        let of = |row: &Vec<Cell>, name: &str| names.iter().position(|known| known == name).map(|at| row[at].text.clone());
        let mut counts = vec![0; lists.len()];
        for row in &rows {
            let id: usize = of(row, "id").and_then(|id| id.parse().ok()).expect("an id in every row");
            prop_assert_eq!(of(row, "beside"), Some(format!("[{id},\"x\"]")));
            counts[id] += 1;
        }
        prop_assert_eq!(counts, lists.iter().map(|list| list.len().max(1)).collect::<Vec<_>>());
    }

    #[test]
    fn any_bytes_are_rows_or_an_error(body in prop::collection::vec(any::<u8>(), 0..200)) {
        check_sink(&body);
    }

    #[test]
    fn near_json_is_rows_or_an_error(body in r#"([\[\]{},:"]|\\|\\u|\\ud83d|\\ude00|"a":|"a"|1|-|0\.|e5|true|nul|é| |\n){0,40}"#) {
        check_sink(body.as_bytes());
    }

    #[test]
    fn broken_trees_are_rows_or_an_error(tree in tree(), at: prop::sample::Index, byte: u8) {
        let mut body = serde_json::to_vec(&json!([tree])).expect("text");
        let at = at.index(body.len());
        body[at] = byte;
        check_sink(&body);
        body.truncate(at);
        check_sink(&body);
    }
}
