//! The table made anew from what was fetched.

use std::collections::BTreeMap;
use std::sync::Arc;

use fetchgrid_model::{
    AnswerFormat, Cell, Column, ColumnKey, ColumnOrigin, ColumnType, FailureCategory, ListPolicy, Outcome, RecordUnit,
    Records, ShapeStep, StartMode, View,
};
use fetchgrid_store::{Document, ReshapeControl, StoreError};
use proptest::prelude::*;

use crate::support::{Folder, answer, assert_integrity, drop_segments, failure, finish, pages, record, start};

const PLANNED: u64 = 12;

fn reshape(document: &Document, steps: &[ShapeStep]) -> Result<(), StoreError> {
    document.reshape(steps, &Arc::default())
}

fn fetch(folder: &Folder, steps: &[ShapeStep], outcomes: &[Outcome]) -> Document {
    let document = Document::create(&folder.document()).expect("creates");
    reshape(&document, steps).expect("is a shape");
    let recorder = document.begin_run(start(StartMode::StartOver, PLANNED)).expect("begins");
    record(&recorder, outcomes.iter().cloned());
    finish(recorder);
    document
}

/// All that one sees of a table: columns and what their cells look like, rows in order, counts, failures.
type Seen = (Vec<Column>, Vec<(u64, BTreeMap<String, Cell>)>, String, Vec<(u64, FailureCategory, String)>);

fn seen(document: &Document) -> Seen {
    // Ids are those of this document.
    let columns = document.table().columns.iter().map(|column| Column { id: 0, ..column.clone() }).collect();
    let failed = document.failed_page(&Default::default(), 0, 100).expect("reads");
    let failed = failed.rows.into_iter().map(|row| (row.position, row.category, row.message)).collect();
    (columns, pages(document, &View::default(), 5), format!("{:?}", document.counts()), failed)
}

fn at(path: &str, unit: RecordUnit) -> Vec<ShapeStep> {
    vec![ShapeStep::Records { records: Records::At { path: path.into(), unit } }]
}

fn list(path: &str, policy: ListPolicy) -> Vec<ShapeStep> {
    vec![ShapeStep::List { path: path.into(), policy }]
}

fn read_as(format: AnswerFormat) -> Vec<ShapeStep> {
    vec![ShapeStep::ReadAs { format }]
}

fn retype(path: &str, ty: ColumnType) -> ShapeStep {
    ShapeStep::Retype { column: ColumnKey::field(path), ty: Some(ty) }
}

fn show(keys: &[(ColumnOrigin, &str)]) -> ShapeStep {
    ShapeStep::Show { columns: keys.iter().map(|(origin, name)| ColumnKey::new(*origin, *name)).collect() }
}

fn shapes() -> Vec<Vec<ShapeStep>> {
    use ColumnOrigin::{Answer, Request};
    vec![
        vec![],
        at("$.b", RecordUnit::Elements),
        at("$[*].a", RecordUnit::Elements),
        at("$", RecordUnit::Elements),
        [at("$", RecordUnit::Members), list("a", ListPolicy::Rows)].concat(),
        at("$", RecordUnit::Places),
        list("a", ListPolicy::Rows),
        [list("a", ListPolicy::Rows), list("b", ListPolicy::Rows)].concat(),
        list("b", ListPolicy::Join { separator: ", ".into() }),
        list("a", ListPolicy::Numbered),
        list("a", ListPolicy::Count),
        read_as(AnswerFormat::Text),
        read_as(AnswerFormat::JsonLines),
        read_as(AnswerFormat::Delimited { delimiter: Some(','), header: Some(false) }),
        vec![retype("a", ColumnType::Text), retype("b", ColumnType::Decimal)],
        vec![show(&[(Request, "address"), (Request, "status"), (Request, "fetchedAt"), (Request, "page")])],
        vec![show(&[(Request, "milliseconds"), (Answer, "$.a"), (Answer, "$..b"), (Request, "attempts")])],
        vec![
            ShapeStep::Rename { column: ColumnKey::field("a"), name: Some("b".into()) },
            ShapeStep::Only { columns: vec![ColumnKey::field("b"), ColumnKey::field("a")] },
        ],
    ]
}

fn body() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![Just("null"), Just("1"), Just("2.50"), Just("\"x, y\""), Just("true"), Just("{}")];
    let list = prop::collection::vec(leaf.clone(), 0..4).prop_map(|items| format!("[{}]", items.join(",")));
    let value = prop_oneof![3 => leaf.prop_map(str::to_owned), 2 => list];
    let object = prop::collection::btree_map("[abc]", value, 0..4).prop_map(|members| {
        let members: Vec<String> = members.iter().map(|(name, value)| format!("{name:?}:{value}")).collect();
        format!("{{{}}}", members.join(","))
    });
    let record = prop_oneof![
        2 => object.clone(),
        2 => prop::collection::vec(object, 0..3).prop_map(|records| format!("[{}]", records.join(","))),
    ];
    prop_oneof![8 => record, 1 => Just("no JSON, at all".to_owned()), 1 => Just(String::new()), 1 => Just("a,b\n1,2".to_owned())]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, max_shrink_iters: 200, ..ProptestConfig::default() })]

    /// Fetched with one shape and reshaped is fetched with the other; and the order of arrival does not matter.
    #[test]
    fn reshaped_is_fetched_so(
        bodies in prop::collection::vec(prop::option::of(body()), PLANNED as usize),
        order in Just((0..PLANNED as usize).collect::<Vec<_>>()).prop_shuffle(),
        first in prop::sample::select(shapes()),
        second in prop::sample::select(shapes()),
    ) {
        let outcome = |position: usize| match &bodies[position] {
            Some(body) => answer(position as u64, body.clone()),
            None => failure(position as u64, FailureCategory::ServerError, Some(500)),
        };
        let shuffled: Vec<Outcome> = order.iter().map(|position| outcome(*position)).collect();
        let in_order: Vec<Outcome> = (0..PLANNED as usize).map(outcome).collect();
        let (one, other) = (Folder::new(), Folder::new());
        let document = fetch(&one, &first, &shuffled);
        reshape(&document, &second).expect("reshapes");
        let expected = fetch(&other, &second, &in_order);
        prop_assert_eq!(seen(&document), seen(&expected));
        assert_integrity(&document);
        // Back again, and there once more.
        reshape(&document, &first).expect("reshapes");
        reshape(&document, &second).expect("reshapes");
        prop_assert_eq!(seen(&document), seen(&expected));
        prop_assert_eq!(&*document.steps(), &second[..]);
        // And as the file says.
        drop(document);
        let document = Document::open(&one.document()).expect("opens");
        prop_assert_eq!(seen(&document), seen(&expected));
        prop_assert_eq!(&*document.steps(), &second[..]);
    }
}

#[test]
fn answers_that_were_no_rows_become_some_and_the_other_way_round() {
    let folder = Folder::new();
    let document = fetch(
        &folder,
        &read_as(AnswerFormat::Json),
        &[answer(0, "a,b\n1,2\n3,4"), answer(1, "{\"a\":1}"), failure(2, FailureCategory::NotFound, Some(404))],
    );
    let counts = |document: &Document| {
        let counts = document.counts();
        (counts.succeeded, counts.failed, counts.rows)
    };
    assert_eq!(counts(&document), (1, 2, 1));
    let delimited = AnswerFormat::Delimited { delimiter: None, header: None };
    reshape(&document, &read_as(delimited)).expect("reshapes");
    assert_eq!(counts(&document), (2, 1, 3));
    reshape(&document, &read_as(AnswerFormat::Json)).expect("reshapes");
    assert_eq!(counts(&document), (1, 2, 1));
    assert_integrity(&document);
}

#[test]
fn a_reshaping_that_does_not_end_changes_nothing() {
    let folder = Folder::new();
    let bodies = (0..PLANNED).map(|position| answer(position, format!("{{\"a\":[{position},1]}}")));
    let document = fetch(&folder, &[], &bodies.collect::<Vec<_>>());
    let before = seen(&document);
    let cancelled = Arc::new(ReshapeControl::default());
    cancelled.cancel();
    let rows = list("a", ListPolicy::Rows);
    assert!(matches!(document.reshape(&rows, &cancelled), Err(StoreError::Cancelled)));
    assert!(matches!(reshape(&document, &at("$.a[", RecordUnit::Elements)), Err(StoreError::Shape(_))));
    assert_eq!(seen(&document), before);
    assert!(document.steps().is_empty());

    let recorder = document.begin_run(start(StartMode::Missing, PLANNED)).expect("begins");
    assert!(matches!(reshape(&document, &rows), Err(StoreError::RunActive)));
    finish(recorder);
    assert_eq!(seen(&document).1, before.1);

    let control = Arc::new(ReshapeControl::default());
    document.reshape(&rows, &control).expect("reshapes");
    assert_eq!((control.done(), document.counts().rows), (PLANNED, 2 * PLANNED));
    assert_integrity(&document);
}

#[test]
fn a_view_of_the_old_table_shows_that_or_nothing() {
    let folder = Folder::new();
    let document = fetch(&folder, &[], &[answer(0, "{\"a\":[1,2]}")]);
    let view = document.view(&View::default(), &|| false).expect("a view");
    let column = view.columns.last().expect("a column").id;
    reshape(&document, &list("a", ListPolicy::Rows)).expect("reshapes");
    match document.page(view.id, 0, 10, &[column]) {
        Ok(page) => assert_eq!(page.columns[0].texts, ["[1,2]"]),
        Err(error) => assert!(matches!(error, StoreError::ViewGone), "{error}"),
    }
    // What is called as before is the same column.
    assert_eq!(document.table().columns.last().map(|column| column.id), Some(column));
}

#[test]
fn what_is_fetched_later_has_the_shape_as_well() {
    let folder = Folder::new();
    let shape = list("a", ListPolicy::Rows);
    let document = fetch(&folder, &shape, &[answer(0, "{\"a\":[1,2]}"), answer(3, "{\"a\":[3]}")]);
    drop(document);
    let document = Document::open(&folder.document()).expect("opens");
    let recorder = document.begin_run(start(StartMode::Missing, PLANNED)).expect("begins");
    record(&recorder, [answer(1, "{\"a\":[7,8,9]}")]);
    finish(recorder);
    let rows: Vec<(u64, String)> =
        pages(&document, &View::default(), 2).into_iter().map(|(at, cells)| (at, cells["a"].text.clone())).collect();
    let expected = [(0, "1"), (0, "2"), (1, "7"), (1, "8"), (1, "9"), (3, "3")];
    assert_eq!(rows, expected.map(|(at, text)| (at, text.to_owned())));
}

#[test]
fn rows_are_counted_by_the_shape_of_now_whatever_becomes_of_the_segments() {
    let outcomes: Vec<Outcome> = (0..PLANNED)
        .map(|position| match position {
            5 => failure(5, FailureCategory::Timeout, None),
            // As many rows as the position says, and one for none.
            position => answer(position, format!(r#"{{"a":{:?}}}"#, (0..position).collect::<Vec<_>>())),
        })
        .collect();
    let rows = list("a", ListPolicy::Rows);
    let again = answer(5, r#"{"a":[1,2,3,4,5]}"#);
    let check = |what: &str, disturb: &dyn Fn(&Folder, Document) -> Document, is_fetched_again: bool| {
        let folder = Folder::new();
        let document = fetch(&folder, &[], &outcomes);
        reshape(&document, &rows).expect("reshapes");
        let document = disturb(&folder, document);
        if is_fetched_again {
            let recorder = document.begin_run(start(StartMode::RetryFailed, PLANNED)).expect("begins");
            record(&recorder, [again.clone()]);
            finish(recorder);
        }
        let mut expected = outcomes.clone();
        if is_fetched_again {
            expected[5] = again.clone();
        }
        let other = Folder::new();
        document.settle().expect("settles");
        let expected = seen(&fetch(&other, &rows, &expected));
        assert_eq!(seen(&document), expected, "{what}");
        assert_integrity(&document);
        drop(document);
        assert_eq!(seen(&Document::open(&folder.document()).expect("opens")), expected, "{what}, opened again");
    };
    let same = |_: &Folder, document: Document| document;
    let reopened = |folder: &Folder, document: Document| {
        drop(document);
        Document::open(&folder.document()).expect("opens")
    };
    let without_segments = |folder: &Folder, document: Document| {
        drop(document);
        drop_segments(&folder.document());
        Document::open(&folder.document()).expect("opens")
    };
    for is_fetched_again in [false, true] {
        check("as it is", &same, is_fetched_again);
        check("opened", &reopened, is_fetched_again);
        check("without segments", &without_segments, is_fetched_again);
    }
}

#[test]
fn nothing_is_left_of_tables_of_before() {
    let folder = Folder::new();
    let outcomes: Vec<Outcome> = (0..PLANNED).map(|position| answer(position, r#"{"a":[1,2],"b":3}"#)).collect();
    let document = fetch(&folder, &[], &outcomes);
    for steps in shapes() {
        reshape(&document, &steps).expect("reshapes");
    }
    document.settle().expect("settles");
    drop(document);
    let connection = rusqlite::Connection::open(folder.document()).expect("opens");
    let litter = "SELECT COUNT(*) FROM segment_column WHERE id >> 20 NOT IN (SELECT id FROM segment)";
    let litter: i64 = connection.query_row(litter, (), |row| row.get(0)).expect("counts");
    assert_eq!(litter, 0);
}

/// The rows of one record have a copy each of what it says once: together they may be far larger than the answer.
#[test]
fn what_rows_share_is_written_in_pieces() {
    const ROWS: u64 = 300;
    let folder = Folder::new();
    let long = "long ".repeat(80_000);
    let numbers = (0..ROWS).map(|number| number.to_string()).collect::<Vec<_>>().join(",");
    let bodies = [format!(r#"{{"text":"{long}","a":[{numbers}],"b":1}}"#), r#"{"a":[7,8],"b":2}"#.to_owned()];
    let outcomes: Vec<_> = (0..).zip(bodies).map(|(position, body)| answer(position, body)).collect();
    let document = fetch(&folder, &list("a", ListPolicy::Rows), &outcomes);

    let connection = rusqlite::Connection::open(folder.document()).expect("opens");
    let segments: u64 = connection.query_row("SELECT COUNT(*) FROM segment", (), |row| row.get(0)).expect("counts");
    assert!(segments > 2, "{segments}");
    let info = document.view(&View::default(), &|| false).expect("a view");
    let at = |name: &str| info.columns.iter().find(|column| column.name == name).expect("is there").id;
    let texts = |name: &str, offset, limit| {
        let page = document.page(info.id, offset, limit, &[at(name)]).expect("a page");
        page.columns.into_iter().flat_map(|column| column.texts).collect::<Vec<_>>()
    };
    let numbers = (0..ROWS).chain([7, 8]).map(|number| number.to_string());
    assert_eq!(texts("a", 0, 400), numbers.collect::<Vec<_>>());
    let of_answers = (0..ROWS + 2).map(|row| if row < ROWS { "1" } else { "2" });
    assert_eq!(texts("b", 0, 400), of_answers.collect::<Vec<_>>());
    for row in [0, ROWS / 2, ROWS - 1] {
        assert!(texts("text", row, 1)[0].starts_with("long long"), "row {row}");
    }
    assert_eq!(texts("text", ROWS, 1), [""]);
    assert_integrity(&document);
}
