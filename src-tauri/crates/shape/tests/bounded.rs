//! Memory while an answer is shaped stays within a small multiple of its size, whatever it is.

use std::sync::Mutex;

use fetchgrid_model::{AnswerFormat, CellKind, ListPolicy, ListRule, RecordUnit, Records, Shape};
use fetchgrid_shape::{RowSink, Shaper, outline, places};
use peak_alloc::PeakAlloc;

#[global_allocator]
static ALLOCATOR: PeakAlloc = PeakAlloc;

/// Bytes that a piece of work holds at its peak. One at a time: all threads are counted.
fn peak_of(work: impl FnOnce()) -> usize {
    static ONE: Mutex<()> = Mutex::new(());
    let _one = ONE.lock().expect("no work panics");
    ALLOCATOR.reset_peak_usage();
    let before = ALLOCATOR.current_usage();
    work();
    ALLOCATOR.peak_usage().saturating_sub(before)
}

struct Nowhere;

impl RowSink for Nowhere {
    fn begin_row(&mut self) {}
    fn cell(&mut self, _path: &str, _kind: CellKind, _text: &str, _rows: u32) {}
    fn end_row(&mut self) {}
}

/// Two hundred thousand bytes of a pattern.
fn much(begin: &str, pattern: &str, end: &str) -> Vec<u8> {
    format!("{begin}{}{end}", pattern.repeat(200_000 / pattern.len())).into_bytes()
}

#[test]
fn memory_is_bounded_by_the_answer() {
    // With what its own format takes at most: a byte may be a cell, and a few bytes an element of a page.
    let bodies: Vec<(&str, Vec<u8>, usize)> = vec![
        ("objects", much("[", "{\"id\":1,\"name\":\"x\",\"tags\":[1,2]},", "{}]"), 24),
        ("numbers", much("[", "1,", "2]"), 24),
        ("lists", much("[", "[],", "[]]"), 24),
        ("one list in a record", much("{\"id\":1,\"a\":[", "1,", "2]}"), 24),
        ("keys", much("{", "\"k\":1,", "\"k\":2}"), 24),
        ("a text", much("{\"id\":1,\"a\":\"", "x", "\"}"), 24),
        ("escapes", much("{\"id\":1,\"a\":\"", "\\u00e9", "\"}"), 24),
        ("halves of pairs", much("{\"id\":1,\"a\":\"", "\\ud83d", "\"}"), 24),
        ("rows of a CSV", much("a,b\n", "1,\"x\"\"y\"\n", ""), 24),
        ("commas", much("", ",", ""), 50),
        ("rows of commas", much("", ",\n", ""), 24),
        ("a long name over short rows", much(&format!("{},b\n", "a".repeat(50_000)), "1,2\n", ""), 24),
        ("lines", much("", "{\"a\":1}\n", ""), 24),
        ("elements", much("<r>", "<e a='1'>x</e>", "</r>"), 24),
        ("empty elements", much("<r>", "<e/>", "</r>"), 50),
        ("entities", much("<r>", "&amp;", "</r>"), 24),
        ("cells of a page", much("<html><table><tr><th>a<th>b</tr>", "<tr><td>1<td>2", "</table>"), 170),
        ("wide cells of a page", much("<table><tr><th>a<th>b", "<tr><td colspan=1000>x", "</table>"), 170),
        ("tall cells of a page", much("<table><tr><td colspan=1000 rowspan=10000>x", "<tr><td>x", "</table>"), 170),
        ("open elements of a page", much("<html><table><tr><td>", "<b>", ""), 170),
        ("open brackets", much("", "[", ""), 24),
        ("nothing readable", much("", "\u{1}\u{7f}<", ""), 24),
    ];
    let shape = |format: AnswerFormat, records: Records, policy| Shape {
        format,
        records,
        lists: vec![ListRule { path: "a".into(), policy }],
        ..Shape::default()
    };
    let everything = || Records::At { path: "$..*".into(), unit: RecordUnit::Elements };
    let shapes = [
        ("by itself", Shape::default(), 0),
        ("lists as rows", shape(AnswerFormat::Auto, Records::Auto, ListPolicy::Rows), 60),
        ("lists as columns", shape(AnswerFormat::Auto, Records::Auto, ListPolicy::Numbered), 0),
        ("as JSON, everything", shape(AnswerFormat::Json, everything(), ListPolicy::Json), 110),
        (
            "as CSV",
            shape(AnswerFormat::Delimited { delimiter: None, header: None }, Records::Auto, ListPolicy::Json),
            50,
        ),
        ("as XML", shape(AnswerFormat::Xml, Records::Auto, ListPolicy::Json), 50),
        ("as a page", shape(AnswerFormat::Html { selectors: None }, Records::Auto, ListPolicy::Json), 170),
        ("as text", shape(AnswerFormat::Text, Records::Auto, ListPolicy::Json), 0),
    ];
    let mut over = Vec::new();
    for (what, body, own) in &bodies {
        for (how, shape, most) in &shapes {
            let shaper = Shaper::new(shape).expect("a shape");
            let peak = peak_of(|| drop(shaper.shape(body, None, &mut Nowhere)));
            let times = peak.div_ceil(body.len());
            if times > *own.max(most) {
                over.push(format!("{what}, {how}: {times} times its size"));
            }
        }
        let looked = peak_of(|| {
            let text = String::from_utf8_lossy(body);
            drop((outline(&text), places(&text)));
        });
        if looked.div_ceil(body.len()) > 24 {
            over.push(format!("{what}, looked at: {} times its size", looked.div_ceil(body.len())));
        }
    }
    assert!(over.is_empty(), "{}", over.join("\n"));
}
