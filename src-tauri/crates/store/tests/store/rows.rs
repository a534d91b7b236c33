//! Cells, columns, pages, orders.

use fetchgrid_model::{Cell, CellKind, ColumnOrigin, ColumnType, FailureCategory, Sort, StartMode, View};
use fetchgrid_store::{Document, FailedWhich, Place, StoreError};

use crate::support::{
    Folder, Model, answer, assert_reads, drop_segments, failure, fetched, finish, label, pages, places, record, start,
    walk,
};

/// Every cell comes out in the characters in which it came in, before and after the file was closed.
#[test]
fn nothing_is_guessed_on_the_way() {
    let cases = [
        ("9007199254740993", Cell::number("9007199254740993"), ColumnType::Integer),
        ("18446744073709551616", Cell::number("18446744073709551616"), ColumnType::Integer),
        ("0.10", Cell::number("0.10"), ColumnType::Decimal),
        ("1.0", Cell::number("1.0"), ColumnType::Decimal),
        ("1e400", Cell::number("1e400"), ColumnType::Decimal),
        ("-0", Cell::number("-0"), ColumnType::Integer),
        ("\"007\"", Cell::text("007"), ColumnType::Text),
        ("\"🦀 é\"", Cell::text("🦀 é"), ColumnType::Text),
        ("\"\"", Cell::text(""), ColumnType::Text),
        ("true", Cell::bool(true), ColumnType::Bool),
        ("null", Cell::NULL, ColumnType::Empty),
        ("[1,2]", Cell::json("[1,2]"), ColumnType::Json),
    ];
    for (json, expected, ty) in cases {
        let folder = Folder::new();
        let check = |document: &Document| {
            assert_eq!(pages(document, &View::default(), 10)[0].1["x"], expected, "{json}");
            assert_eq!(document.table().columns.last().map(|column| column.ty), Some(ty), "{json}");
        };
        let document = fetched(&folder, vec![answer(0, format!("{{\"x\": {json}}}"))]);
        check(&document);
        drop(document);
        check(&Document::open(&folder.document()).expect("opens"));
    }
}

#[test]
fn a_type_fits_every_cell() {
    let cases: [(&[&str], ColumnType); 8] = [
        (&["1", "2"], ColumnType::Integer),
        (&["1", "2.5"], ColumnType::Decimal),
        (&["null", "1"], ColumnType::Integer),
        (&["1", "\"1\""], ColumnType::Text),
        (&["true", "1"], ColumnType::Text),
        (&["[1]", "[2]"], ColumnType::Json),
        (&["[1]", "1"], ColumnType::Text),
        (&["null", "null"], ColumnType::Empty),
    ];
    for (cells, expected) in cases {
        let folder = Folder::new();
        let outcomes = cells.iter().zip(0..).map(|(cell, position)| answer(position, format!("{{\"x\":{cell}}}")));
        let document = fetched(&folder, outcomes.collect());
        assert_eq!(document.table().columns.last().map(|column| column.ty), Some(expected), "{cells:?}");
        drop(document);
        let document = Document::open(&folder.document()).expect("opens");
        assert_eq!(document.table().columns.last().map(|column| column.ty), Some(expected), "{cells:?} reopened");
    }
}

#[test]
fn values_come_first_and_late_columns_last() {
    let folder = Folder::new();
    let bodies = ["{\"a\":1}", "{\"b\":2,\"id\":5}", "{\"a\":3,\"c\":{\"d\":4}}"];
    let outcomes = bodies.iter().zip(0..).map(|(body, position)| answer(position, *body)).collect();
    let document = fetched(&folder, outcomes);
    let columns = document.table().columns.clone();
    let labels: Vec<String> = columns.iter().map(label).collect();
    // The field `id` is not the value `id`.
    assert_eq!(labels, ["{type}", "{id}", "a", "b", "id", "c.d"]);
    assert_eq!(columns.iter().filter(|column| column.origin == ColumnOrigin::Value).count(), 2);
    let rows = pages(&document, &View::default(), 2);
    assert_eq!(rows[1].1["{id}"], Cell::text("1"));
    assert_eq!(rows[1].1["id"], Cell::number("5"));
    assert!(!rows[0].1.contains_key("c.d"));

    // A name that comes again after starting over has the id that it had.
    let recorder = document.begin_run(start(StartMode::StartOver, 1)).expect("begins");
    record(&recorder, [answer(0, "{\"b\":1}")]);
    finish(recorder);
    let again = document.table().columns.clone();
    assert_eq!(again.iter().map(label).collect::<Vec<_>>(), ["{type}", "{id}", "b"]);
    assert_eq!(again[2].id, columns[3].id);
    assert_eq!(again[2].ty, ColumnType::Integer);
}

#[test]
fn columns_are_read_by_id() {
    let folder = Folder::new();
    let document = fetched(&folder, vec![answer(0, "{\"a\":1,\"b\":2}"), answer(1, "{\"b\":3}")]);
    let columns = document.table().columns.clone();
    let (a, b) = (columns[2].id, columns[3].id);
    let info = document.view(&View::default(), &|| false).expect("a view");
    let page = document.page(info.id, 0, 10, &[b, 999, a, b]).expect("a page");
    let texts: Vec<Vec<&str>> =
        page.columns.iter().map(|column| column.texts.iter().map(String::as_str).collect()).collect();
    assert_eq!(texts, [vec!["2", "3"], vec!["", ""], vec!["1", ""], vec!["2", "3"]]);
    assert_eq!(page.columns[1].kinds, [CellKind::Missing; 2]);
    assert_eq!(page.positions, [0, 1]);
    assert_eq!(document.page(info.id, 1, 10, &[]).expect("a page").positions, [1]);

    let mut cursor = document.cursor(&View::default(), &[b, a, b], &|| false).expect("a cursor");
    let names: Vec<&str> = cursor.columns().iter().map(|column| column.name.as_str()).collect();
    assert_eq!(names, ["b", "a", "b"]);
    let batch = cursor.next_batch().expect("reads").expect("a batch");
    assert_eq!(batch.rows[0], [Cell::number("2"), Cell::number("1"), Cell::number("2")]);
    assert_eq!(batch.rows[1], [Cell::number("3"), Cell::MISSING, Cell::number("3")]);
    let meta = cursor.request_meta(&[1, 0, 0, 7].map(Place::first)).expect("reads");
    let positions: Vec<Option<u64>> = meta.iter().map(|meta| meta.as_ref().map(|meta| meta.position)).collect();
    assert_eq!(positions, [Some(1), Some(0), Some(0), None]);
}

/// Enough of everything to fill segments by requests, by rows, and by one large answer.
#[test]
fn many_segments_of_every_kind() {
    let folder = Folder::new();
    let mut model = Model::default();
    let planned = 11_000;
    let outcomes = (0..planned).map(|position| match position {
        // One answer for several segments.
        2000 => {
            let records: Vec<String> = (0..40_000).map(|item| format!("{{\"n\":{item}}}")).collect();
            answer(position, format!("[{}]", records.join(",")))
        }
        _ if position % 50 == 7 => failure(position, FailureCategory::NotFound, Some(404)),
        _ if position > 9500 => answer(position, "[{\"n\":1},{\"n\":2},{\"m\":\"x\"}]"),
        _ => answer(position, format!("{{\"n\":{},\"name\":\"Näme {}\"}}", position * 7919 % 1000, position % 13)),
    });
    let document = Document::create(&folder.document()).expect("creates");
    let recorder = document.begin_run(start(StartMode::StartOver, planned)).expect("begins");
    // In blocks of 64 that arrive back to front, one straggler after another.
    let mut outcomes: Vec<_> = outcomes.collect();
    outcomes.iter().for_each(|outcome| model.record(outcome));
    outcomes.chunks_mut(64).for_each(<[_]>::reverse);
    let straggler = outcomes.remove(100);
    outcomes.push(straggler);
    record(&recorder, outcomes);
    assert_eq!(finish(recorder), model.counts(planned));

    let expected = model.rows();
    let check = |document: &Document| {
        assert_eq!(pages(document, &View::default(), 1777), expected);
        assert_eq!(walk(document, &View::default()), expected);
        for (name, descending) in [("n", false), ("n", true), ("name", false), ("{id}", true)] {
            let columns = document.table().columns.clone();
            let column = columns.iter().find(|column| label(column) == name).expect("the column").id;
            let view = View::sorted(Sort { descending, ..Sort::ascending(column) });
            assert_eq!(pages(document, &view, 4999), model.sorted(name, descending), "by {name}");
        }
        let view = View::found("ÄME 12");
        assert_eq!(walk(document, &view), model.found("ÄME 12"));
    };
    check(&document);
    document.settle().expect("settles");
    check(&document);
    drop(document);
    drop_segments(&folder.document());
    let document = Document::open(&folder.document()).expect("opens");
    document.settle().expect("settles");
    check(&document);

    // Retried failures take their places again, in segments that were sealed without them.
    let recorder = document.begin_run(start(StartMode::RetryFailed, planned)).expect("begins");
    let failed = places(document.failed(FailedWhich::default()));
    assert_eq!(failed.len(), 220);
    for position in failed {
        let outcome = answer(position, format!("{{\"n\":{position}}}"));
        model.record(&outcome);
        record(&recorder, [outcome]);
    }
    finish(recorder);
    let expected = model.rows();
    assert_eq!(pages(&document, &View::default(), 5000), expected);
    document.settle().expect("settles");
    assert_eq!(pages(&document, &View::default(), 5000), expected);
}

/// Requests that hang do not keep the rows after them in memory: they are sealed around them, and find their places.
#[test]
fn requests_that_hang_are_not_waited_for() {
    let planned = 70_000;
    // One that hangs, and as many as there can be workers.
    for every in [planned, 300] {
        let folder = Folder::new();
        let document = Document::create(&folder.document()).expect("creates");
        let recorder = document.begin_run(start(StartMode::StartOver, planned)).expect("begins");
        let one = |position: u64| answer(position, format!("{{\"n\":{position}}}"));
        let hangs = |position: &u64| position % every == 3;
        record(&recorder, (0..planned).filter(|position| !hangs(position)).map(one));
        let copy = folder.path().join("copy.fetchgrid");
        document.save_as(&copy).expect("saves");
        let connection = rusqlite::Connection::open(&copy).expect("opens");
        let count = |sql: &str| connection.query_row(sql, (), |row| row.get::<_, u64>(0)).expect("counts");
        assert!(count("SELECT COUNT(*) FROM segment") > 0);
        let with_holes = count("SELECT COUNT(*) FROM segment WHERE requests <= (last >> 20) - (first >> 20)");
        assert_eq!(with_holes > 0, every == 300, "{with_holes} segments with holes");
        record(&recorder, (0..planned).filter(hangs).map(one));
        assert_eq!(finish(recorder).rows, planned);
        for _ in 0..2 {
            let info = document.view(&View::default(), &|| false).expect("a view");
            let column = info.columns.iter().find(|column| label(column) == "n").expect("a column").id;
            for offset in (0..planned).step_by(1000) {
                let page = document.page(info.id, offset, 1000, &[column]).expect("a page");
                let expected: Vec<u64> = (offset..planned.min(offset + 1000)).collect();
                assert_eq!(page.positions, expected);
                assert_eq!(page.columns[0].texts, expected.iter().map(u64::to_string).collect::<Vec<_>>());
            }
            document.settle().expect("settles");
        }
    }
}

#[test]
fn search_and_sort_together() {
    let folder = Folder::new();
    let outcomes = (0..40)
        .map(|position| answer(position, format!("{{\"n\":{},\"s\":\"{}\"}}", (position * 17) % 40, position % 4)));
    let document = fetched(&folder, outcomes.collect());
    let column = document.table().columns[2].id;
    let view = View { sort: vec![Sort::descending(column)], ..View::found("materials") };
    assert_eq!(pages(&document, &view, 9).len(), 40);
    let view = View { sort: vec![Sort::descending(column)], ..View::found("39") };
    let rows = pages(&document, &view, 9);
    // n = 39 at one place and id = 39 at another.
    assert_eq!(rows.iter().map(|(_, cells)| cells["n"].text.as_str()).collect::<Vec<_>>(), ["39", "23"]);
}

#[test]
fn a_view_can_be_given_up_and_ages() {
    let folder = Folder::new();
    let outcomes = (0..10).map(|position| answer(position, format!("{{\"n\":{position}}}")));
    let document = fetched(&folder, outcomes.collect());
    let view = View::sorted(Sort::descending(document.table().columns[2].id));
    assert!(matches!(document.view(&view, &|| true), Err(StoreError::Cancelled)));
    let before = document.view(&view, &|| false).expect("a view");
    assert_eq!(document.view(&view, &|| true).expect("the same view, ready").id, before.id);
    assert!(matches!(document.page(before.id + 100, 0, 1, &[]), Err(StoreError::ViewGone)));

    // Starting over takes the rows away from under it. It may still show those that were read before, never others.
    let recorder = document.begin_run(start(StartMode::StartOver, 1)).expect("begins");
    record(&recorder, [answer(0, "{\"n\":99}")]);
    finish(recorder);
    let column = before.columns[2].id;
    match document.page(before.id, 0, 5, &[column]) {
        Err(StoreError::ViewGone) => {}
        page => assert_eq!(page.expect("rows").columns[0].texts, ["9", "8", "7", "6", "5"]),
    }
    assert!(matches!(document.page(before.id, 0, 5, &[before.columns[1].id]), Err(StoreError::ViewGone)));
    let after = document.view(&view, &|| false).expect("a view");
    assert_ne!(after.id, before.id);
    assert_eq!(document.page(after.id, 0, 5, &[column]).expect("a page").columns[0].texts, ["99"]);
}

/// A cursor sees one state of the document from its first row to its last.
#[test]
fn a_cursor_does_not_see_what_comes_later() {
    let folder = Folder::new();
    let mut model = Model::default();
    let document = Document::create(&folder.document()).expect("creates");
    let recorder = document.begin_run(start(StartMode::StartOver, 6000)).expect("begins");
    let batch = |from: u64, model: &mut Model| {
        let outcomes: Vec<_> =
            (from..6000).step_by(2).map(|position| answer(position, format!("{{\"n\":{position}}}"))).collect();
        outcomes.iter().for_each(|outcome| model.record(outcome));
        outcomes
    };
    record(&recorder, batch(0, &mut model));
    document.settle().expect("settles");
    let expected = model.rows();
    let mut cursor = document.cursor(&View::default(), &[], &|| false).expect("a cursor");
    let mut places = cursor.next_batch().expect("reads").expect("a batch").places;
    record(&recorder, batch(1, &mut model));
    finish(recorder);
    document.settle().expect("settles");
    while let Some(batch) = cursor.next_batch().expect("reads") {
        places.extend(batch.places);
    }
    let positions: Vec<u64> = places.iter().map(|place| place.position()).collect();
    assert_eq!(positions, expected.iter().map(|(position, _)| *position).collect::<Vec<_>>());
    drop(cursor);
    assert_eq!(pages(&document, &View::default(), 2000), model.rows());
}

/// A document of 300 answers, closed again.
fn fetched_texts() -> (Folder, Model) {
    let folder = Folder::new();
    let mut model = Model::default();
    let outcomes: Vec<_> = (0..300).map(|position| answer(position, format!("{{\"n\":\"x{position}\"}}"))).collect();
    outcomes.iter().for_each(|outcome| model.record(outcome));
    drop(fetched(&folder, outcomes));
    (folder, model)
}

/// A damaged segment is rebuilt from the answers when somebody stumbles over it.
#[test]
fn damage_to_what_is_derived_heals() {
    let (folder, model) = fetched_texts();
    let connection = rusqlite::Connection::open(folder.document()).expect("opens");
    connection.execute_batch("UPDATE segment_column SET data = x'00000100ffffffff';").expect("damages");
    drop(connection);

    let document = Document::open(&folder.document()).expect("opens");
    let info = document.view(&View::default(), &|| false).expect("a view");
    let ids: Vec<i64> = info.columns.iter().map(|column| column.id).collect();
    assert!(matches!(document.page(info.id, 0, 200, &ids), Err(StoreError::ViewGone)));
    assert_reads(&document, &model, 300);
}

/// Segments as the format before laid them out are read as they are; those of any other are made anew.
#[test]
fn segments_of_other_formats() {
    let (folder, model) = fetched_texts();
    let asked = |sql: &str| -> i64 {
        let connection = rusqlite::Connection::open(folder.document()).expect("opens");
        connection.query_row(sql, (), |row| row.get(0)).expect("answers")
    };
    let format = || asked("SELECT segment_format FROM grid");
    let current = format();
    for (found, is_kept) in [(current, true), (current - 1, true), (current - 2, false), (current + 1, false)] {
        asked(&format!("UPDATE grid SET segment_format = {found} RETURNING 0"));
        asked("UPDATE segment SET raw_bytes = 7 RETURNING 0");
        let document = Document::open(&folder.document()).expect("opens");
        document.settle().expect("settles");
        assert_reads(&document, &model, 300);
        drop(document);
        assert_eq!((format(), asked("SELECT raw_bytes FROM segment") == 7), (current, is_kept), "{found}");
    }
}
