//! Bytes that nobody should send, read as every format: rows or an error, never a panic.

use fetchgrid_model::{AnswerFormat, CellKind, ListPolicy, ListRule, RecordUnit, Records, Shape};
use fetchgrid_shape::{JsonPlace, RowSink, Shaper, outline, places, shape};
use proptest::prelude::*;

/// Takes everything and remembers nothing.
struct Nowhere;

impl RowSink for Nowhere {
    fn begin_row(&mut self) {}
    fn cell(&mut self, _path: &str, _kind: CellKind, _text: &str, _rows: u32) {}
    fn end_row(&mut self) {}
}

fn shapers() -> Vec<Shaper> {
    let formats = [
        AnswerFormat::Auto,
        AnswerFormat::Json,
        AnswerFormat::JsonLines,
        AnswerFormat::Delimited { delimiter: None, header: None },
        AnswerFormat::Xml,
        AnswerFormat::Html { selectors: None },
        AnswerFormat::Text,
    ];
    let places = [
        Records::Auto,
        Records::At { path: "$..*".into(), unit: RecordUnit::Elements },
        Records::At { path: "$".into(), unit: RecordUnit::Members },
        Records::At { path: "$.a".into(), unit: RecordUnit::Places },
    ];
    let policies = [ListPolicy::Json, ListPolicy::Rows, ListPolicy::Numbered, ListPolicy::Count];
    let mut shapers = Vec::new();
    for format in &formats {
        for (records, policy) in places.iter().zip(&policies) {
            let lists = vec![ListRule { path: "a".into(), policy: policy.clone() }];
            let shape = Shape { format: format.clone(), records: records.clone(), lists, ..Shape::default() };
            shapers.push(Shaper::new(&shape).expect("a shape"));
        }
    }
    shapers
}

fn check(body: &[u8]) {
    for shaper in shapers() {
        for content_type in [None, Some("text/html"), Some("text/csv"), Some("application/xml; charset=utf-16")] {
            // Either is fine.
            let _ = shaper.shape(body, content_type, &mut Nowhere);
            shaper.takes_page(body, content_type);
            shaper.format_of(body, content_type);
            if let Ok(json) = shaper.json_of(body, content_type) {
                let _ = outline(&json);
                for place in places(&json) {
                    JsonPlace::parse(&place.path).expect("a path of our own").first(&json);
                }
            }
        }
    }
}

#[test]
fn a_text_that_is_cut_anywhere_names_the_place() {
    let body = "{\"a\": [1, -2.50e3, true, null, \"x\\n\\u00e9\\ud83d\\ude00\"], \"b\": {\"c\": {}, \"d\": [[]]}, \"é\": \"日\"}";
    for end in 1..body.len() {
        let Err(error) = shape(&body.as_bytes()[..end], None, &mut Nowhere) else { panic!("{end}: it has rows") };
        let told = error.to_string();
        assert!(
            told.contains("line 1, column ") || told.contains(&format!("byte {}", end - 1)) || told.contains("byte"),
            "{end}: {told}"
        );
    }
    shape(body.as_bytes(), None, &mut Nowhere).expect("the whole of it");
}

#[test]
fn odd_texts_by_hand() {
    for body in [
        "<",
        "<a",
        "<a ",
        "<a b",
        "<a b=",
        "<a b='",
        "</a>",
        "<!DOCTYPE",
        "<!--",
        "<![CDATA[",
        "<?xml",
        "<a>&#x110000;</a>",
        "<a>&#0;</a>",
        "<a b='1' b='2'/>",
        "<html>",
        "<table><tr><td colspan=99999999999>x<td>y<tr><td rowspan=-1>z<td>w",
        "<table><table><table>",
        "\"",
        "\"\"\"",
        ",,,\n,,",
        "\n\n",
        "\u{FEFF}",
        "\u{0}",
        "sep=",
        "sep=;",
        "{}{}",
        "[]\n[]",
    ] {
        check(body.as_bytes());
    }
    check(b"\xFF\xFE");
    check(b"\xEF\xBB\xBF{");
    check(&[b'<'; 5000]);
    check("<a>".repeat(5000).as_bytes());
    check("<div>".repeat(5000).as_bytes());
    check("<table><tr><td>".repeat(500).as_bytes());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_bytes(body in prop::collection::vec(any::<u8>(), 0..120)) {
        check(&body);
    }

    #[test]
    fn near_markup(body in r#"(<[/?!]?(a|b|html|table|tr|td|th|input type=password)?( x='1')?/?>?|&[a-z#0-9]{0,4};?|text| |\n){0,24}"#) {
        check(body.as_bytes());
    }

    #[test]
    fn near_tables(body in r#"([a-z0-9]{0,3}|[,;\t|]|"|\r?\n|é){0,40}"#) {
        check(body.as_bytes());
    }

    #[test]
    fn near_lines(body in r#"((\{"a":(\[(1|2|null|\{"b":\[\]\}),?3?\]|1|"x"|null)\}|\[\]|5|x)\n?){0,8}"#) {
        check(body.as_bytes());
    }
}
