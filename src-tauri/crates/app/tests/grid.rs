//! What the results grid asks, from the use-cases down to the file.

use std::path::Path;
use std::sync::Arc;

use fetchgrid_app::{ErrorCode, OpenDocument, Surroundings};
use fetchgrid_model::{
    Anchor, Area, CompareRequest, CompareWhich, Condition, CopyFormat, CopyStyle, ExportFormat, ExportOptions,
    ExportScope, FailureFilter, Filter, GroupKey, Grouping, Header, ListPolicy, Measure, MeasureFunction, NamedView,
    Outcome, OutcomeResult, Response, Rest, RunSettings, Selection, ShapeStep, Sort, StartMode, View,
};
use fetchgrid_store::{Document, RunMark, RunStart};
use tempfile::TempDir;

/// Six towns in three rows a request.
async fn towns() -> (TempDir, OpenDocument) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("towns.fetchgrid");
    let store = Document::create(&path).expect("creates");
    let recorder = store
        .begin_run(RunStart {
            mode: StartMode::StartOver,
            planned: 2,
            fingerprint: "towns".into(),
            placeholders: vec!["id".into()],
            settings: RunSettings::default(),
            request: StartMode::StartOver.into(),
            keep_since_ms: None,
        })
        .expect("begins");
    let bodies = [
        r#"[{"town":"Oslo","n":9007199254740993},{"town":"Gent","n":1.5},{"town":"Oslo","n":2}]"#,
        r#"[{"town":"Århus","n":-3},{"town":"a|b","n":null},{"town":"=1+1"}]"#,
    ];
    for (position, body) in (0..).zip(bodies) {
        let content_type = Header { name: "content-type".into(), value: "application/json".into() };
        let response = Response { status: 200, headers: vec![content_type], body: body.into() };
        let outcome = Outcome {
            position,
            page: 1,
            rest: Rest::SINGLE,
            values: vec![position.to_string()],
            address: format!("https://api.example.org/{position}"),
            started_at_ms: 1_700_000_000_000,
            duration_us: 1500,
            attempts: 1,
            result: OutcomeResult::Response(response),
        };
        recorder.record(outcome).await.expect("records");
    }
    recorder.finish(RunMark::Finished).await.expect("finishes");
    drop(store);
    let around = Surroundings::of_command(folder.path(), Arc::new(|_| {}));
    let document = OpenDocument::open(&path, &around).expect("opens");
    (folder, document)
}

fn column(document: &OpenDocument, name: &str) -> i64 {
    document.state().table.columns.iter().find(|column| column.name == name).expect("a column").id
}

fn options(path: &Path, scope: ExportScope) -> ExportOptions {
    ExportOptions {
        path: path.display().to_string(),
        format: ExportFormat::Csv,
        scope,
        view: View::default(),
        columns: Vec::new(),
        selection: Selection::default(),
        grouping: Grouping::default(),
        failures: FailureFilter::default(),
        request_columns: false,
        byte_order_mark: false,
    }
}

fn style(format: CopyFormat, headers: bool) -> CopyStyle {
    CopyStyle { format, headers, decimal_comma: false }
}

#[tokio::test]
async fn cells_are_copied_in_every_way() {
    let (_folder, document) = towns().await;
    let (town, n) = (column(&document, "town"), column(&document, "n"));
    let view = document.view(&View::sorted(Sort::descending(n)), 0, None, &|| false).expect("a view");
    let areas = vec![
        Area { from_row: 0, to_row: 2, columns: vec![town, n] },
        Area { from_row: 3, to_row: 5, columns: vec![town] },
    ];
    let selection = Selection { areas };
    let check = |format, headers, expected: &str| {
        let copied = document.copy_text(view.id, &selection, style(format, headers), &|| false).expect("copies");
        assert_eq!(copied, (expected.to_owned(), 6), "{format:?}");
    };
    check(CopyFormat::Tsv, true, "town\tn\nOslo\t9007199254740993\nOslo\t2\nÅrhus\t\na|b\t\n");
    check(CopyFormat::Csv, false, "Oslo,9007199254740993\nOslo,2\nÅrhus,\na|b,\n");
    check(CopyFormat::SqlIn, false, "('Oslo', 9007199254740993, 2, 'Århus', 'a|b')");
    let summary = document.summarise(view.id, &selection, &|| false).expect("a summary");
    assert_eq!((summary.cells, summary.numbers, summary.sum.as_deref()), (6, 2, Some("9007199254740995")));
    let all = Selection { areas: vec![Area { from_row: 0, to_row: u64::MAX, columns: vec![town; 3] }] };
    assert_eq!(document.copy_text(view.id, &all, style(CopyFormat::Tsv, false), &|| false).expect("copies").1, 6);
}

#[tokio::test]
async fn what_is_shown_is_exported() {
    let (folder, document) = towns().await;
    let (town, n) = (column(&document, "town"), column(&document, "n"));
    let path = folder.path().join("out.csv");
    let exported = |options: &ExportOptions| {
        document.export(options).expect("exports");
        std::fs::read_to_string(&path).expect("a file")
    };
    let filter = Filter::Column { column: town, is: Condition::Contains { text: "o".into(), match_case: false } };
    let view = View { sort: vec![Sort::ascending(n)], ..View::filtered(filter) };
    let of_view = ExportOptions { view: view.clone(), columns: vec![n, town], ..options(&path, ExportScope::View) };
    assert_eq!(exported(&of_view), "n,town\r\n2,Oslo\r\n9007199254740993,Oslo\r\n");
    let selection = Selection { areas: vec![Area { from_row: 1, to_row: 2, columns: vec![town] }] };
    let of_cells = ExportOptions { view, selection, ..options(&path, ExportScope::Selection) };
    assert_eq!(exported(&of_cells), "town\r\nOslo\r\n");
    let grouping = Grouping {
        by: vec![GroupKey { column: town, unit: None }],
        measures: vec![Measure { column: n, function: MeasureFunction::Max }],
        sort: None,
    };
    let of_groups = ExportOptions { grouping, ..options(&path, ExportScope::Groups) };
    let expected = "town,rows,n (max)\r\n'=1+1,1,\r\na|b,1,\r\nÅrhus,1,-3\r\nGent,1,1.5\r\nOslo,2,9007199254740993\r\n";
    assert_eq!(exported(&of_groups), expected);
}

#[tokio::test]
async fn groups_and_comparisons_are_copied() {
    let (folder, document) = towns().await;
    let (town, n) = (column(&document, "town"), column(&document, "n"));
    let view = document.view(&View::default(), 0, None, &|| false).expect("a view");
    let grouping = Grouping {
        by: vec![GroupKey { column: town, unit: None }],
        measures: vec![Measure { column: n, function: MeasureFunction::Sum }],
        sort: None,
    };
    let groups = document.group(view.id, &grouping, &|| false).expect("groups");
    let check = |format, headers, expected: &str| {
        let copied = document.copy_groups(groups.id, style(format, headers), &|| false).expect("copies");
        assert_eq!(copied, (expected.to_owned(), 15), "{format:?}");
    };
    let rows = "'=1+1\t1\t\na|b\t1\t\nÅrhus\t1\t-3\nGent\t1\t1.5\nOslo\t2\t9007199254740995\n";
    check(CopyFormat::Tsv, true, &format!("town\trows\tn (sum)\n{rows}"));
    check(CopyFormat::Tsv, false, rows);
    let cancelled = document.copy_groups(groups.id, style(CopyFormat::Tsv, true), &|| true).expect_err("is overtaken");
    assert_eq!(cancelled.code, ErrorCode::Cancelled);
    let gone = document.copy_groups(groups.id + 99, style(CopyFormat::Tsv, true), &|| false).expect_err("is not there");
    assert_eq!(gone.code, ErrorCode::ViewGone);

    // Nothing differs from a copy.
    let earlier = folder.path().join("earlier.fetchgrid");
    document.keep(&earlier).expect("is kept");
    assert_eq!(document.keep(&document.path()).expect_err("is itself").code, ErrorCode::Busy);
    let seen = document.look_at_earlier(&earlier).expect("is looked at");
    let request = CompareRequest { path: earlier.display().to_string(), keys: seen.keys.clone(), columns: Vec::new() };
    let same = document.compare(&request, &|| false).expect("compares");
    let which = CompareWhich::Differing;
    let copied = document.copy_comparison(same.id, which, style(CopyFormat::Json, true), &|| false).expect("copies");
    assert_eq!(copied, ("[]".to_owned(), 0));
}

#[tokio::test]
async fn a_comparison_is_copied_with_what_was_before() {
    let (folder, document) = towns().await;
    let earlier = folder.path().join("earlier.fetchgrid");
    document.keep(&earlier).expect("is kept");
    // One number is counted as a list of one.
    let step = ShapeStep::List { path: "n".into(), policy: ListPolicy::Count };
    document.reshape(&[step], &Arc::default()).expect("reshapes");
    let seen = document.look_at_earlier(&earlier).expect("is looked at");
    let town = seen.shared.iter().find(|column| column.title == "town").expect("a column").key.clone();
    let n = seen.shared.iter().find(|column| column.title == "n").expect("a column").key.clone();
    let request = CompareRequest { path: earlier.display().to_string(), keys: vec![town], columns: vec![n] };
    let info = document.compare(&request, &|| false).expect("compares");
    let (text, cells) = document
        .copy_comparison(info.id, CompareWhich::Changed, style(CopyFormat::Csv, true), &|| false)
        .expect("copies");
    assert_eq!(cells, info.changed * 4);
    assert!(text.starts_with("change,town,n,n before\nchanged,Oslo,1,9007199254740993\n"), "{text}");
}

#[tokio::test]
async fn views_have_names_and_anchors() {
    let (_folder, document) = towns().await;
    let named = |name: &str| NamedView { name: name.into(), ..NamedView::default() };
    let names = |views: Vec<NamedView>| views.into_iter().map(|view| view.name).collect::<Vec<_>>();
    assert_eq!(names(document.save_view(named(" North ")).expect("saves")), ["North"]);
    assert_eq!(names(document.save_view(named("by n")).expect("saves")), ["by n", "North"]);
    let refused = |result: Result<Vec<NamedView>, fetchgrid_app::AppError>| result.expect_err("refused").code;
    assert_eq!(refused(document.save_view(named("NORTH"))), ErrorCode::AlreadyExists);
    assert_eq!(refused(document.save_view(named(" "))), ErrorCode::BadView);
    assert_eq!(refused(document.rename_view(7, "x")), ErrorCode::NotFound);
    assert_eq!(names(document.rename_view(1, "south").expect("renames")), ["by n", "south"]);
    assert_eq!(names(document.delete_view(2).expect("deletes")), ["south"]);

    let n = column(&document, "n");
    let plain = document.view(&View::default(), 0, None, &|| false).expect("a view");
    let anchor = Some(Anchor { view_id: plain.id, row: 0 });
    let sorted = document.view(&View::sorted(Sort::ascending(n)), 2, anchor, &|| false).expect("a view");
    assert_eq!((sorted.anchor, sorted.first.map(|page| page.positions.len())), (Some(3), Some(2)));
    let broken = Condition::Matches { pattern: "(".into(), match_case: false };
    let view = View::filtered(Filter::Column { column: n, is: broken });
    assert_eq!(document.view(&view, 0, None, &|| false).expect_err("refused").code, ErrorCode::BadView);
}
