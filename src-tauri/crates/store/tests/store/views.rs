//! Views against a plain model in memory: which rows, in which order, and what is found out about them.

use std::cmp::Ordering;
use std::collections::HashMap;

use fetchgrid_model::{
    Area, Bound, Cell, CellKind, CellPosition, Column, CompareRequest, CompareWhich, Condition, FacetRequest, Filter,
    FindDirection, GroupKey, Grouping, Measure, MeasureFunction, NamedView, NumberRange, Outcome, RowChange, Selection,
    Sort, StartMode, View,
};
use fetchgrid_store::Document;
use proptest::prelude::*;

use crate::support::{Folder, Model, SeenRow, answer, compare, fetched, finish, label, pages, record, start};

const PLANNED: u64 = 40;

fn json_cell() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => (-6_i64..6).prop_map(|number| number.to_string()),
        3 => "[aAbBé]{0,2}".prop_map(|text| format!("{text:?}")),
        1 => Just("null".to_owned()),
        1 => any::<bool>().prop_map(|truth| truth.to_string()),
    ]
}

fn body() -> impl Strategy<Value = String> {
    let record = prop::collection::btree_map("[ab]", json_cell(), 1..3).prop_map(|fields| {
        let fields: Vec<String> = fields.iter().map(|(name, cell)| format!("{name:?}:{cell}")).collect();
        format!("{{{}}}", fields.join(","))
    });
    prop::collection::vec(record, 0..4).prop_map(|records| format!("[{}]", records.join(",")))
}

/// By the names of columns, which get their numbers when there is a table.
#[derive(Clone, Debug)]
enum Asked {
    All,
    Is(&'static str, Condition),
    Not(Box<Asked>),
    And(Vec<Asked>),
    Or(Vec<Asked>),
}

fn condition() -> impl Strategy<Value = Condition> {
    prop_oneof![
        "[aé]".prop_map(|text| Condition::Contains { text, match_case: false }),
        "[aB]".prop_map(|text| Condition::Contains { text, match_case: true }),
        (-6_i64..6).prop_map(|from| {
            let from = Some(Bound::included(from.to_string()));
            Condition::Number { range: NumberRange { from, to: None } }
        }),
        Just(Condition::Missing),
        Just(Condition::Null),
        Just(Condition::Empty),
        Just(Condition::Blank),
        Just(Condition::True),
        (-3_i64..3).prop_map(|number| Condition::OneOf { cells: vec![Cell::number(number.to_string()), Cell::NULL] }),
    ]
}

fn asked() -> impl Strategy<Value = Asked> {
    let column = prop_oneof![Just("a"), Just("b"), Just("{id}")];
    let leaf = prop_oneof![
        1 => Just(Asked::All),
        6 => (column, condition()).prop_map(|(column, condition)| Asked::Is(column, condition)),
    ];
    leaf.prop_recursive(2, 6, 3, |inner| {
        prop_oneof![
            inner.clone().prop_map(|one| Asked::Not(Box::new(one))),
            prop::collection::vec(inner.clone(), 0..3).prop_map(Asked::And),
            prop::collection::vec(inner, 0..3).prop_map(Asked::Or),
        ]
    })
}

impl Asked {
    fn filter(&self, columns: &[Column]) -> Filter {
        let all = |of: &[Asked]| of.iter().map(|one| one.filter(columns)).collect();
        match self {
            Asked::All => Filter::All,
            Asked::Is(name, is) => Filter::Column { column: id(columns, name), is: is.clone() },
            Asked::Not(one) => Filter::Not { filter: Box::new(one.filter(columns)) },
            Asked::And(of) => Filter::And { of: all(of) },
            Asked::Or(of) => Filter::Or { of: all(of) },
        }
    }

    fn shows(&self, row: &SeenRow) -> bool {
        match self {
            Asked::All => true,
            Asked::Is(name, is) => is_true(is, row.1.get(*name).unwrap_or(&Cell::MISSING), *name == "{id}"),
            Asked::Not(one) => !one.shows(row),
            Asked::And(of) => of.iter().all(|one| one.shows(row)),
            Asked::Or(of) => of.iter().any(|one| one.shows(row)),
        }
    }
}

fn is_true(condition: &Condition, cell: &Cell, is_value: bool) -> bool {
    match condition {
        Condition::Contains { text, match_case: true } => cell.text.contains(text),
        Condition::Contains { text, .. } => cell.text.to_lowercase().contains(&text.to_lowercase()),
        Condition::Number { range } => {
            let is_number = cell.kind == CellKind::Number || is_value && cell.kind == CellKind::Text;
            let from: i64 = range.from.as_ref().and_then(|from| from.value.parse().ok()).expect("a bound");
            is_number && cell.text.parse::<i64>().is_ok_and(|number| number >= from)
        }
        Condition::OneOf { cells } => cells.contains(cell),
        Condition::Missing => cell.kind == CellKind::Missing,
        Condition::Null => cell.kind == CellKind::Null,
        Condition::Empty => *cell == Cell::text(""),
        Condition::Blank => cell.text.is_empty(),
        Condition::True => *cell == Cell::bool(true),
        other => panic!("{other:?} is not for this model"),
    }
}

/// A column that never came has a number that is nobody's.
fn id(columns: &[Column], name: &str) -> i64 {
    columns.iter().find(|column| label(column) == name).map_or(999, |column| column.id)
}

fn expected(model: &Model, asked: &Asked, sorts: &[(&str, bool)]) -> Vec<SeenRow> {
    let mut rows: Vec<SeenRow> = model.rows().into_iter().filter(|row| asked.shows(row)).collect();
    rows.sort_by(|left, right| {
        let by = |(name, descending): &(&str, bool)| {
            let cell = |row: &SeenRow| row.1.get(*name).filter(|cell| !cell.is_blank()).cloned();
            match (cell(left), cell(right)) {
                (Some(left), Some(right)) => {
                    let order = compare(&left, &right, *name == "{id}");
                    if *descending { order.reverse() } else { order }
                }
                (left, right) => left.is_none().cmp(&right.is_none()),
            }
        };
        sorts.iter().map(by).find(|order| *order != Ordering::Equal).unwrap_or(Ordering::Equal)
    });
    rows
}

fn view(columns: &[Column], asked: &Asked, sorts: &[(&str, bool)]) -> View {
    let sort =
        |(name, descending): &(&str, bool)| Sort { descending: *descending, ..Sort::ascending(id(columns, name)) };
    View { sort: sorts.iter().map(sort).collect(), ..View::filtered(asked.filter(columns)) }
}

fn sorts() -> impl Strategy<Value = Vec<(&'static str, bool)>> {
    let name = prop_oneof![Just("a"), Just("b"), Just("{id}")];
    prop::collection::vec((name, any::<bool>()), 0..3)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, max_shrink_iters: 300, ..ProptestConfig::default() })]

    /// The rows of a view are those of the model, also while further ones arrive in any order; what is found out about them
    /// adds up; and a view that grew is the view made anew.
    #[test]
    fn views_show_what_the_model_shows(
        batches in prop::collection::vec(prop::collection::vec((0..PLANNED, body()), 0..8), 1..5),
        asked in asked(),
        more in asked(),
        sorts in sorts(),
        settle: bool,
    ) {
        let folder = Folder::new();
        let mut model = Model::default();
        let document = Document::create(&folder.document()).expect("creates");
        let recorder = document.begin_run(start(StartMode::StartOver, PLANNED)).expect("begins");
        // The columns that there will be are met first, so that their numbers are known.
        let first = answer(PLANNED, r#"[{"a":1,"b":"x"}]"#);
        model.record(&first);
        record(&recorder, [first]);
        document.settle().expect("settles");
        let columns = document.table().columns.clone();
        let view = view(&columns, &asked, &sorts);
        for batch in batches {
            let batch: Vec<Outcome> = batch.into_iter().map(|(position, body)| answer(position, body)).collect();
            batch.iter().for_each(|outcome| model.record(outcome));
            record(&recorder, batch);
            if settle {
                document.settle().expect("settles");
            }
            // Committed, whether settled or not.
            document.save_extraction(&document.extraction().expect("reads")).expect("commits");
            prop_assert_eq!(pages(&document, &view, 7), expected(&model, &asked, &sorts));
        }
        let info = document.view(&view, &|| false).expect("a view");
        for name in ["a", "b", "{id}"] {
            let column = id(&columns, name);
            let request = FacetRequest { column, search: String::new(), limit: 1000, bins: 5 };
            let facet = document.facet(info.id, &request, &|| false).expect("a facet");
            let without = view.filter.without(column);
            let shown = pages(&document, &View::filtered(without), 50);
            let mut counts: HashMap<Cell, u64> = HashMap::new();
            for row in &shown {
                *counts.entry(row.1.get(name).unwrap_or(&Cell::MISSING).clone()).or_default() += 1;
            }
            prop_assert_eq!(facet.rows, shown.len() as u64);
            prop_assert_eq!(facet.values.iter().map(|value| value.count).sum::<u64>(), facet.rows);
            let found: HashMap<Cell, u64> = facet.values.into_iter().map(|value| (value.cell, value.count)).collect();
            prop_assert_eq!(found, counts);
            let profile = document.profile(info.id, column, &|| false).expect("a profile");
            prop_assert_eq!(profile.rows, info.rows);
            prop_assert_eq!(profile.missing + profile.null + profile.empty + profile.filled, info.rows);
        }
        // A filter of what a filter shows is both.
        let both = Asked::And(vec![asked.clone(), more.clone()]);
        let twice: Vec<SeenRow> =
            expected(&model, &asked, &sorts).into_iter().filter(|row| more.shows(row)).collect();
        prop_assert_eq!(pages(&document, &self::view(&columns, &both, &sorts), 9), twice);
        finish(recorder);
        drop(document);
        let document = Document::open(&folder.document()).expect("opens");
        prop_assert_eq!(pages(&document, &view, 11), expected(&model, &asked, &sorts));
    }
}

fn shop(folder: &Folder) -> Document {
    let towns = ["Oslo", "Bergen", "oslo", "Gent"];
    let outcomes = (0..400).map(|position| {
        let town = towns[position as usize % 4];
        answer(position, format!(r#"{{"town":"{town}","price":{}.5,"n":{position}}}"#, position % 10))
    });
    fetched(folder, outcomes.collect())
}

#[test]
fn every_match_is_found_in_turn() {
    let folder = Folder::new();
    let document = shop(&folder);
    document.settle().expect("settles");
    let columns: Vec<i64> = document.table().columns.iter().map(|column| column.id).collect();
    let n = id(&document.table().columns, "n");
    for view in [View::default(), View::sorted(Sort::descending(n))] {
        let info = document.view(&view, &|| false).expect("a view");
        let marks = document.find_marks(info.id, "OSLO", 0, 1000, &columns).expect("marks");
        let summary = document.find(info.id, "OSLO", &columns, &|| false).expect("a find");
        assert_eq!((summary.matches, summary.rows, marks.len()), (200, 200, 200));
        let mut at = None;
        for (ordinal, mark) in (1..).zip(&marks) {
            let step = document.find_step(info.id, "OSLO", &columns, at, FindDirection::Next, &|| false);
            let hit = step.expect("a step").expect("a match");
            assert_eq!((hit.at, hit.ordinal, hit.matches), (*mark, ordinal, 200));
            at = Some(hit.at);
        }
        let round = document.find_step(info.id, "OSLO", &columns, at, FindDirection::Next, &|| false);
        assert_eq!(round.expect("a step").map(|hit| hit.ordinal), Some(1));
        let back = document.find_step(info.id, "OSLO", &columns, None, FindDirection::Previous, &|| false);
        assert_eq!(back.expect("a step").map(|hit| hit.at), marks.last().copied());
        let between = Some(CellPosition { row: marks[5].row, column: 0 });
        let back = document.find_step(info.id, "OSLO", &columns, between, FindDirection::Previous, &|| false);
        assert_eq!(back.expect("a step").map(|hit| hit.at), Some(marks[4]));
        let none = document.find_step(info.id, "Paris", &columns, at, FindDirection::Next, &|| false);
        assert_eq!(none.expect("a step"), None);
    }
}

#[test]
fn a_row_is_found_again_in_another_view() {
    let folder = Folder::new();
    let document = shop(&folder);
    let columns = document.table().columns.clone();
    let sorted = document.view(&View::sorted(Sort::descending(id(&columns, "n"))), &|| false).expect("a view");
    let plain = document.view(&View::default(), &|| false).expect("a view");
    let found = |from, row, to| document.find_row(from, row, to).expect("looks");
    assert_eq!(found(sorted.id, 0, plain.id), Some(399));
    assert_eq!(found(plain.id, 7, sorted.id), Some(392));
    let gent = Condition::Equals { text: "Gent".into(), match_case: true };
    let filter = Filter::Column { column: id(&columns, "town"), is: gent };
    let filtered = document.view(&View::filtered(filter), &|| false).expect("a view");
    // Rows 3, 7, 11, … are shown; of the others, the one before.
    assert_eq!(found(plain.id, 7, filtered.id), Some(1));
    assert_eq!(found(plain.id, 9, filtered.id), Some(1));
    assert_eq!(found(plain.id, 1, filtered.id), None);
    assert_eq!(found(9_999, 1, filtered.id), None);

    // It does not move when rows arrive before it.
    let recorder = document.begin_run(start(StartMode::Missing, 500)).expect("begins");
    record(&recorder, [answer(2, r#"[{"n":1000},{"n":1001},{"n":-5}]"#)]);
    finish(recorder);
    let later = document.view(&View::sorted(Sort::descending(id(&columns, "n"))), &|| false).expect("a view");
    assert_eq!(found(sorted.id, 0, later.id), Some(2));
    let later = document.view(&View::default(), &|| false).expect("a view");
    assert_eq!(found(plain.id, 7, later.id), Some(9));
}

#[test]
fn groups_and_selections() {
    let folder = Folder::new();
    let document = shop(&folder);
    document.settle().expect("settles");
    let columns = document.table().columns.clone();
    let plain = document.view(&View::default(), &|| false).expect("a view");
    let (town, price) = (id(&columns, "town"), id(&columns, "price"));
    let grouping = Grouping {
        by: vec![GroupKey { column: town, unit: None }],
        measures: vec![Measure { column: price, function: MeasureFunction::Sum }],
        sort: None,
    };
    let info = document.group(plain.id, &grouping, &|| false).expect("groups");
    assert_eq!((info.rows, info.view_rows, info.columns.len()), (4, 400, 3));
    let page = document.group_page(info.id, 0, 10).expect("a page");
    let texts: Vec<Vec<&str>> =
        page.columns.iter().map(|column| column.texts.iter().map(String::as_str).collect()).collect();
    assert_eq!(texts[0], ["Bergen", "Gent", "oslo", "Oslo"]);
    assert_eq!(texts[1], ["100"; 4]);
    // 1 + 5 + 9 + 3 + 7, twenty times, and the halves; the even ones.
    assert_eq!(texts[2], ["550", "550", "450", "450"]);

    let area = |from_row, to_row, columns: &[i64]| Area { from_row, to_row, columns: columns.to_vec() };
    let check = |areas: &[Area], cells, sum: Option<&str>, distinct| {
        let selection = Selection { areas: areas.to_vec() };
        let summary = document.summarise(plain.id, &selection, &|| false).expect("a summary");
        assert_eq!((summary.cells, summary.sum.as_deref(), summary.distinct), (cells, sum, distinct), "{areas:?}");
        let mut rows = document.selected_rows(plain.id, &selection).expect("rows");
        let mut filled = 0;
        while let Some(batch) = rows.next_batch().expect("reads") {
            filled += batch.iter().flatten().filter(|cell| !cell.is_blank()).count();
        }
        assert_eq!(filled as u64, summary.count);
    };
    check(&[area(0, 4, &[price])], 4, Some("8"), 4);
    check(&[area(0, 2, &[price]), area(1, 4, &[price, town])], 7, Some("8"), 7);
    check(&[area(0, 9_999, &[town])], 400, None, 4);
    check(&[], 0, None, 0);
}

/// Many cells are counted by reading columns, few by reading rows.
#[test]
fn large_selections_are_summed_like_small_ones() {
    let folder = Folder::new();
    let outcomes = (0..6).map(|position| {
        let records: Vec<String> =
            (0..2_000).map(|item| format!("{{\"n\":{},\"t\":\"x{item}\"}}", item % 50)).collect();
        answer(position, format!("[{}]", records.join(",")))
    });
    let document = fetched(&folder, outcomes.collect());
    document.settle().expect("settles");
    let columns = document.table().columns.clone();
    let n = id(&columns, "n");
    let view = document.view(&View::sorted(Sort::descending(n)), &|| false).expect("a view");
    let selection =
        |columns: &[i64]| Selection { areas: vec![Area { from_row: 240, to_row: 12_000, columns: columns.to_vec() }] };
    let few = document.summarise(view.id, &selection(&[n]), &|| false).expect("a summary");
    assert_eq!(
        (few.cells, few.distinct, few.max.as_deref(), few.sum.as_deref()),
        (11_760, 49, Some("48"), Some("282240"))
    );
    let many = document.summarise(view.id, &selection(&[n, id(&columns, "t")]), &|| false).expect("a summary");
    assert_eq!((many.cells, many.sum, many.min, many.max), (23_520, few.sum, few.min, few.max));
}

#[test]
fn named_views_stay_in_the_document() {
    let folder = Folder::new();
    let document = Document::create(&folder.document()).expect("creates");
    let view = View { today: Some("2026-11-30".into()), ..View::found("x") };
    let named = NamedView { name: "Only x".into(), view, ..NamedView::default() };
    assert!(document.save_view(named.clone()).expect("saves"));
    drop(document);
    let document = Document::open(&folder.document()).expect("opens");
    let kept = document.named_views().expect("reads");
    let expected = NamedView { id: 1, view: View::found("x"), ..named };
    assert_eq!(kept, std::slice::from_ref(&expected));
    assert!(document.save_view(NamedView { name: "Still x".into(), ..expected.clone() }).expect("saves"));
    assert!(!document.save_view(NamedView { id: 77, ..expected }).expect("looks"));
    assert_eq!(document.named_views().expect("reads")[0].name, "Still x");
    assert!(document.delete_view(1).expect("deletes"));
    assert!(!document.delete_view(1).expect("looks"));
    assert_eq!(document.named_views().expect("reads"), []);
}

#[test]
fn an_earlier_table_is_compared_by_its_keys() {
    let folder = Folder::new();
    let document = shop(&folder);
    let earlier = folder.path().join("earlier.fetchgrid");
    document.save_as(&earlier).expect("saves");
    let recorder = document.begin_run(start(StartMode::StartOver, 400)).expect("begins");
    let outcomes = (1..401).map(|position| {
        let town = ["Oslo", "Bergen", "oslo", "Gent"][position as usize % 4];
        let price = if position == 9 { "null".to_owned() } else { format!("{}.5", position % 10) };
        answer(position, format!(r#"{{"town":"{town}","price":{price},"n":{position}}}"#))
    });
    record(&recorder, outcomes);
    finish(recorder);
    let open = || Document::open_to_read(&earlier).expect("opens");
    let look = document.look_at_earlier(&open()).expect("looks");
    assert_eq!((look.rows, look.name.as_str(), look.shared.len()), (400, "earlier", 5));
    let request = CompareRequest { keys: look.keys, ..CompareRequest::default() };
    let info = document.compare(open(), &request, &|| false).expect("compares");
    assert_eq!((info.added, info.removed, info.changed, info.unchanged, info.repeated_keys), (1, 1, 1, 398, 0));
    let page = document.compare_page(info.id, CompareWhich::Differing, 0, 10).expect("a page");
    assert_eq!(page.changes, [RowChange::Changed, RowChange::Added, RowChange::Removed]);
    let price = info.columns.iter().position(|column| column.key.name == "price").expect("the column");
    assert_eq!(page.columns[price].kinds, [CellKind::Null, CellKind::Number, CellKind::Number]);
    let before: Vec<(u32, &str)> =
        page.columns[price].before.iter().map(|before| (before.row, before.cell.text.as_str())).collect();
    assert_eq!(before, [(0, "9.5")]);
    let removed = document.compare_page(info.id, CompareWhich::Removed, 0, 10).expect("a page");
    assert_eq!((removed.total, removed.changes.as_slice()), (1, [RowChange::Removed].as_slice()));
}
