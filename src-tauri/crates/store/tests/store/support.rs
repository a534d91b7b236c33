//! Outcomes to record, and the table that they should make.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use fetchgrid_model::{
    Cell, CellKind, Column, ColumnOrigin, Counts, Failure, FailureCategory, Header, Outcome, OutcomeResult, Response,
    Rest, RunSettings, Sort, StartMode, View,
};
use fetchgrid_shape::{Shaper, shape_to_rows};
use fetchgrid_store::{Document, FailedWhich, Recorder, Reuse, RunMark, RunStart, StoreError};
use tempfile::TempDir;

pub struct Folder(TempDir);

impl Folder {
    pub fn new() -> Self {
        Folder(tempfile::tempdir().expect("a folder"))
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    pub fn document(&self) -> PathBuf {
        self.0.path().join("inventory.fetchgrid")
    }
}

pub fn block_on<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().build().expect("a runtime").block_on(future)
}

pub fn start(mode: StartMode, planned: u64) -> RunStart {
    RunStart {
        mode,
        planned,
        fingerprint: "0123456789abcdef".into(),
        placeholders: vec!["type".into(), "id".into()],
        settings: RunSettings::default(),
        request: mode.into(),
        keep_since_ms: None,
    }
}

pub fn record(recorder: &Recorder, outcomes: impl IntoIterator<Item = Outcome>) {
    block_on(async {
        for outcome in outcomes {
            recorder.record(outcome).await.expect("records");
        }
    });
}

pub fn finish(recorder: Recorder) -> Counts {
    block_on(recorder.finish(RunMark::Finished)).expect("finishes")
}

pub fn reuse(recorder: &Recorder, reuse: Reuse) -> bool {
    block_on(recorder.reuse(reuse)).expect("answers").is_some()
}

pub fn places(places: impl Iterator<Item = Result<u64, StoreError>>) -> Vec<u64> {
    places.map(|place| place.expect("reads")).collect()
}

pub fn values(position: u64) -> Vec<String> {
    vec!["materials".into(), position.to_string()]
}

pub fn outcome(position: u64, result: OutcomeResult) -> Outcome {
    Outcome {
        position,
        page: 1,
        rest: Rest::SINGLE,
        values: values(position),
        address: format!("http://127.0.0.1/inventory/materials?id={position}"),
        started_at_ms: 1_700_000_000_000 + position as i64,
        duration_us: 1500 + position,
        attempts: 1,
        result,
    }
}

pub fn response(status: u16, body: impl Into<Vec<u8>>) -> Response {
    let headers = vec![
        Header { name: "content-type".into(), value: "application/json".into() },
        Header { name: "x-served-by".into(), value: "a test".into() },
    ];
    Response { status, headers, body: bytes::Bytes::from(body.into()) }
}

pub fn answer(position: u64, body: impl Into<Vec<u8>>) -> Outcome {
    outcome(position, OutcomeResult::Response(response(200, body)))
}

pub fn failure(position: u64, category: FailureCategory, status: Option<u16>) -> Outcome {
    let message = format!("It did not work out ({category:?}).");
    let response = status.map(|status| response(status, "{\"error\":\"no\"}"));
    outcome(position, OutcomeResult::Failure { failure: Failure { category, message }, response })
}

/// A new document with these outcomes, finished.
pub fn fetched(folder: &Folder, outcomes: Vec<Outcome>) -> Document {
    let document = Document::create(&folder.document()).expect("creates");
    let recorder = document.begin_run(start(StartMode::StartOver, outcomes.len() as u64)).expect("begins");
    record(&recorder, outcomes);
    finish(recorder);
    document
}

/// A row as a reader sees it: its place in the plan, and its cells by the name of the column, the missing left out.
pub type SeenRow = (u64, BTreeMap<String, Cell>);

/// Names are unique for a reader of these tests: a value's column is written `{id}`.
pub fn label(column: &Column) -> String {
    match column.origin {
        ColumnOrigin::Value => format!("{{{}}}", column.name),
        ColumnOrigin::Field => column.name.clone(),
        ColumnOrigin::Request | ColumnOrigin::Answer => format!("<{}>", column.name),
    }
}

/// The rows of a view, page by page.
pub fn pages(document: &Document, view: &View, limit: u32) -> Vec<SeenRow> {
    let info = document.view(view, &|| false).expect("a view");
    assert_eq!(info.total_rows, document.table().rows);
    let ids: Vec<i64> = info.columns.iter().map(|column| column.id).collect();
    let mut rows = Vec::new();
    while (rows.len() as u64) < info.rows {
        let page = document.page(info.id, rows.len() as u64, limit, &ids).expect("a page");
        assert_eq!(page.offset, rows.len() as u64);
        assert!(!page.positions.is_empty(), "an empty page before the end");
        for (row, position) in page.positions.iter().enumerate() {
            let cells = info.columns.iter().zip(&page.columns).filter_map(|(column, cells)| {
                assert_eq!(column.id, cells.id);
                let cell = Cell { kind: cells.kinds[row], text: cells.texts[row].clone() };
                (cell.kind != CellKind::Missing).then(|| (label(column), cell))
            });
            rows.push((*position, cells.collect()));
        }
    }
    assert!(document.page(info.id, info.rows, limit, &ids).expect("the page after the last").positions.is_empty());
    rows
}

/// The rows of a view by cursor.
pub fn walk(document: &Document, view: &View) -> Vec<SeenRow> {
    let mut cursor = document.cursor(view, &[], &|| false).expect("a cursor");
    let columns = cursor.columns().to_vec();
    let mut rows = Vec::new();
    while let Some(batch) = cursor.next_batch().expect("a batch") {
        for (row, position) in batch.rows.into_iter().zip(batch.places.iter().map(|place| place.position())) {
            assert_eq!(row.len(), columns.len());
            let cells = columns.iter().zip(row).filter(|(_, cell)| cell.kind != CellKind::Missing);
            rows.push((position, cells.map(|(column, cell)| (label(column), cell)).collect()));
        }
    }
    assert_eq!(rows.len() as u64, cursor.total());
    rows
}

/// What the document should hold: the last outcome of each request.
#[derive(Clone, Debug, Default)]
pub struct Model(pub BTreeMap<u64, Outcome>);

impl Model {
    pub fn record(&mut self, outcome: &Outcome) {
        self.0.insert(outcome.position, outcome.clone());
    }

    pub fn rows(&self) -> Vec<SeenRow> {
        let mut rows = Vec::new();
        for outcome in self.0.values() {
            let OutcomeResult::Response(response) = &outcome.result else { continue };
            if response.body.is_empty() {
                continue;
            }
            let Ok((names, records, _)) = shape_to_rows(&Shaper::default(), &response.body, Some("application/json"))
            else {
                continue;
            };
            for record in records {
                let fields = names.iter().cloned().zip(record).filter(|(_, cell)| cell.kind != CellKind::Missing);
                let values = ["{type}", "{id}"].map(String::from).into_iter().zip(&outcome.values);
                let values = values.map(|(name, value)| (name, Cell::text(value.clone())));
                rows.push((outcome.position, values.chain(fields).collect()));
            }
        }
        rows
    }

    pub fn is_failed(outcome: &Outcome) -> bool {
        match &outcome.result {
            OutcomeResult::Failure { .. } => true,
            OutcomeResult::Response(response) => {
                !response.body.is_empty()
                    && shape_to_rows(&Shaper::default(), &response.body, Some("application/json")).is_err()
            }
        }
    }

    pub fn counts(&self, planned: u64) -> Counts {
        let failed = self.0.values().filter(|outcome| Model::is_failed(outcome)).count() as u64;
        Counts { planned, succeeded: self.0.len() as u64 - failed, failed, rows: self.rows().len() as u64 }
    }

    /// A plain stable sort by an obvious comparison.
    pub fn sorted(&self, column: &str, descending: bool) -> Vec<SeenRow> {
        let is_value = column.starts_with('{');
        let (mut filled, blank): (Vec<SeenRow>, Vec<SeenRow>) =
            self.rows().into_iter().partition(|(_, cells)| cells.get(column).is_some_and(|cell| !cell.is_blank()));
        filled.sort_by(|left, right| {
            let order = compare(&left.1[column], &right.1[column], is_value);
            if descending { order.reverse() } else { order }
        });
        filled.extend(blank);
        filled
    }

    pub fn found(&self, text: &str) -> Vec<SeenRow> {
        let contains = |cell: &Cell| cell.text.to_lowercase().contains(&text.to_lowercase());
        self.rows().into_iter().filter(|(_, cells)| cells.values().any(contains)).collect()
    }
}

pub fn compare(left: &Cell, right: &Cell, is_value: bool) -> Ordering {
    let number = |cell: &Cell| {
        let counts = cell.kind == CellKind::Number || is_value && cell.kind == CellKind::Text;
        counts.then(|| cell.text.parse::<i128>().ok()).flatten()
    };
    let class = |cell: &Cell| match cell.kind {
        CellKind::Bool => 0,
        _ if number(cell).is_some() => 1,
        _ => 2,
    };
    class(left).cmp(&class(right)).then_with(|| match (number(left), number(right)) {
        (Some(left), Some(right)) => left.cmp(&right),
        _ => natural(&left.text).cmp(&natural(&right.text)),
    })
}

/// Signs, then numbers by their value, then letters without their case and accents; then accents, then case.
fn natural(text: &str) -> impl Ord {
    let plain: String = text
        .to_lowercase()
        .chars()
        .map(|letter| match letter {
            'é' => 'e',
            'ä' => 'a',
            letter => letter,
        })
        .collect();
    let mut parts: Vec<(u8, usize, String)> = Vec::new();
    let mut rest = plain.as_str();
    while let Some(first) = rest.chars().next() {
        let digits = rest.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(rest.len());
        let length = if digits > 0 { digits } else { first.len_utf8() };
        let part = &rest[..length];
        rest = &rest[length..];
        let class = if digits > 0 { 1 } else { 2 * u8::from(first.is_alphabetic()) };
        let part = if digits > 0 { part.trim_start_matches('0') } else { part };
        parts.push((class, if digits > 0 { part.len() } else { 0 }, part.to_owned()));
    }
    let accents = if text.is_ascii() { String::new() } else { text.to_lowercase() };
    let mut capitals: Vec<bool> = text.chars().map(char::is_uppercase).collect();
    while capitals.last() == Some(&false) {
        capitals.pop();
    }
    (parts, accents, capitals)
}

/// Everything that can be read agrees with the model.
pub fn assert_reads(document: &Document, model: &Model, planned: u64) {
    let plain = View::default();
    let expected = model.rows();
    assert_eq!(document.counts(), model.counts(planned));
    assert_eq!(document.table().rows, expected.len() as u64);
    assert_eq!(pages(document, &plain, 3), expected);
    assert_eq!(pages(document, &plain, 1000), expected);
    assert_eq!(walk(document, &plain), expected);
    for column in &document.table().columns {
        for descending in [false, true] {
            let view = View::sorted(Sort { descending, ..Sort::ascending(column.id) });
            assert_eq!(pages(document, &view, 7), model.sorted(&label(column), descending), "sorted by {column:?}");
        }
    }
    for text in ["1", "A", "é", "true", "zzz"] {
        let view = View::found(text);
        assert_eq!(pages(document, &view, 5), model.found(text), "searched for {text}");
    }
    let missing = places(document.missing(planned));
    assert_eq!(missing, (0..planned).filter(|position| !model.0.contains_key(position)).collect::<Vec<_>>());
    let failed = places(document.failed(FailedWhich::default()));
    let expected_failed: Vec<u64> =
        model.0.values().filter(|outcome| Model::is_failed(outcome)).map(|outcome| outcome.position).collect();
    assert_eq!(failed, expected_failed);
}

/// Throws away everything that is derived from the answers but the counts, as a careless program might.
pub fn drop_segments(path: &Path) {
    let connection = rusqlite::Connection::open(path).expect("opens");
    connection.execute_batch("DELETE FROM segment; DELETE FROM segment_column;").expect("deletes");
}

pub fn assert_integrity(document: &Document) {
    let connection = rusqlite::Connection::open(document.path()).expect("opens");
    let verdict: String = connection.query_row("PRAGMA integrity_check", (), |row| row.get(0)).expect("checks");
    assert_eq!(verdict, "ok");
}
