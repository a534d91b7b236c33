//! Files: ours and not ours, locked, read-only, copied.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use fetchgrid_model::{
    Extraction, Field, Header, OutcomeResult, RequestTemplate, StartMode, ValueList, ValueSource, View,
};
use fetchgrid_store::{Document, StoreError};

use crate::support::{Folder, Model, answer, assert_reads, fetched, finish, outcome, pages, record, response, start};

fn names(folder: &Folder) -> Vec<String> {
    let entries = fs::read_dir(folder.path()).expect("lists");
    let mut names: Vec<String> =
        entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

fn ours(folder: &Folder) -> Vec<u8> {
    drop(fetched(folder, vec![answer(0, "{\"n\":1}")]));
    fs::read(folder.document()).expect("reads")
}

#[test]
fn files_that_cannot_be_opened() {
    let sqlite = |folder: &Folder| {
        let connection = rusqlite::Connection::open(folder.document()).expect("opens");
        connection.execute_batch("CREATE TABLE request (id INTEGER)").expect("creates");
    };
    type Prepare = Box<dyn Fn(&Folder)>;
    type Expect = fn(&StoreError) -> bool;
    let cases: [(&str, Prepare, Expect); 8] = [
        ("missing", Box::new(|_| {}), |error| matches!(error, StoreError::NotFound { .. })),
        ("empty", Box::new(|folder| fs::write(folder.document(), b"").expect("writes")), |error| {
            matches!(error, StoreError::NotOurs { .. })
        }),
        ("text", Box::new(|folder| fs::write(folder.document(), "id,name\n".repeat(100)).expect("writes")), |error| {
            matches!(error, StoreError::NotOurs { .. })
        }),
        ("a folder", Box::new(|folder| fs::create_dir(folder.document()).expect("creates")), |error| {
            matches!(error, StoreError::NotOurs { .. } | StoreError::Io { .. })
        }),
        ("another SQLite file", Box::new(sqlite), |error| matches!(error, StoreError::NotOurs { .. })),
        (
            "newer",
            Box::new(|folder| {
                let mut file = ours(folder);
                file[60..64].copy_from_slice(&99_u32.to_be_bytes());
                fs::write(folder.document(), file).expect("writes");
            }),
            |error| matches!(error, StoreError::Newer { found: 99, supported: 5, .. }),
        ),
        (
            "cut short",
            Box::new(|folder| {
                let file = ours(folder);
                fs::write(folder.document(), &file[..file.len() - 8192]).expect("writes");
            }),
            |error| matches!(error, StoreError::Damaged { .. }),
        ),
        (
            "overwritten inside",
            Box::new(|folder| {
                let mut file = ours(folder);
                file[100..8192].fill(0xa5);
                fs::write(folder.document(), file).expect("writes");
            }),
            |error| matches!(error, StoreError::Damaged { .. }),
        ),
    ];
    for (name, prepare, is_expected) in cases {
        let folder = Folder::new();
        prepare(&folder);
        let before = names(&folder);
        let Err(error) = Document::open(&folder.document()) else { panic!("{name}: it was opened") };
        assert!(is_expected(&error), "{name}: {error:?}");
        assert!(error.to_string().contains(&folder.document().display().to_string()), "{name}: {error}");
        assert_eq!(names(&folder), before, "{name}: something was left behind");
    }
}

#[test]
fn a_new_document_replaces_nothing() {
    let folder = Folder::new();
    fs::write(folder.document(), "precious").expect("writes");
    assert!(matches!(Document::create(&folder.document()), Err(StoreError::Exists { .. })));
    assert_eq!(fs::read(folder.document()).expect("reads"), b"precious");
    assert_eq!(names(&folder), ["inventory.fetchgrid"]);
    let nowhere = folder.path().join("no/such/folder/x.fetchgrid");
    assert!(matches!(Document::create(&nowhere), Err(StoreError::Io { .. })));
}

#[test]
fn a_closed_document_is_a_single_file() {
    let folder = Folder::new();
    let document = fetched(&folder, vec![answer(0, "{\"n\":1}")]);
    let clone = document.clone();
    drop(document);
    assert!(matches!(Document::open(&folder.document()), Err(StoreError::Busy { .. })));
    drop(clone);
    assert_eq!(names(&folder), ["inventory.fetchgrid"]);
    let header = fs::read(folder.document()).expect("reads");
    assert_eq!(header[18..20], [1, 1], "not in write-ahead mode");
    assert_eq!(header[68..72], *b"FgDc");
}

#[cfg(unix)]
#[test]
fn a_link_to_a_document_is_the_document() {
    let folder = Folder::new();
    let document = fetched(&folder, vec![answer(0, "{\"n\":1}")]);
    let link = folder.path().join("link.fetchgrid");
    std::os::unix::fs::symlink(folder.document(), &link).expect("links");
    assert!(matches!(Document::open(&link), Err(StoreError::Busy { .. })));
    drop(document);
    let document = Document::open(&link).expect("opens");
    assert_eq!(document.path(), link);
    assert!(matches!(Document::open(&folder.document()), Err(StoreError::Busy { .. })));
    assert_eq!(pages(&document, &View::default(), 5).len(), 1);
    drop(document);
    assert_eq!(names(&folder), ["inventory.fetchgrid", "link.fetchgrid"]);
}

#[test]
fn a_read_only_file_can_be_read() {
    let folder = Folder::new();
    drop(fetched(&folder, (0..50).map(|position| answer(position, format!("{{\"n\":{position}}}"))).collect()));
    let mut permissions = fs::metadata(folder.document()).expect("is there").permissions();
    permissions.set_readonly(true);
    fs::set_permissions(folder.document(), permissions).expect("sets");
    let document = Document::open(&folder.document()).expect("opens");
    assert!(document.is_read_only());
    assert_eq!(pages(&document, &View::default(), 20).len(), 50);
    assert_eq!(document.counts().succeeded, 50);
    let error = document.save_extraction(&Extraction::default());
    assert!(matches!(error, Err(StoreError::ReadOnly { .. })));
    assert!(matches!(document.begin_run(start(StartMode::Missing, 60)), Err(StoreError::ReadOnly { .. })));
    let copy = folder.path().join("copy.fetchgrid");
    document.save_as(&copy).expect("saves");
    drop(document);
    let copy = Document::open(&copy).expect("opens");
    assert!(!copy.is_read_only());
    assert_eq!(pages(&copy, &View::default(), 20).len(), 50);
}

/// Run by `killed_in_the_middle` in a process of its own; does nothing by itself.
#[test]
fn helper_that_records_until_it_is_killed() {
    let Some(path) = std::env::var_os("FETCHGRID_STORE_VICTIM") else { return };
    let document = Document::create(Path::new(&path)).expect("creates");
    let recorder = document.begin_run(start(StartMode::StartOver, u64::from(u32::MAX))).expect("begins");
    for from in (0..).step_by(500) {
        record(&recorder, (from..from + 500).map(|position| answer(position, format!("{{\"n\":{position}}}"))));
        // Told only after the commit, so whoever hears it can hold the document to it.
        let counted = document.counts().succeeded;
        fs::write(Path::new(&path).with_extension("counted.new"), counted.to_string()).expect("writes");
        fs::rename(Path::new(&path).with_extension("counted.new"), Path::new(&path).with_extension("counted"))
            .expect("renames");
    }
}

#[test]
fn killed_in_the_middle() {
    let folder = Folder::new();
    let counted_file = folder.document().with_extension("counted");
    let mut victim = Command::new(std::env::current_exe().expect("this program"))
        .args(["--exact", "documents::helper_that_records_until_it_is_killed"])
        .env("FETCHGRID_STORE_VICTIM", folder.document())
        .stdout(Stdio::null())
        .spawn()
        .expect("starts");
    let counted = || fs::read_to_string(&counted_file).ok().and_then(|text| text.parse::<u64>().ok()).unwrap_or(0);
    while counted() < 9000 {
        assert!(victim.try_wait().expect("asks").is_none(), "it ended by itself");
        std::thread::yield_now();
    }
    assert!(matches!(Document::open(&folder.document()), Err(StoreError::Busy { .. })));
    victim.kill().expect("kills");
    victim.wait().expect("ends");
    let counted = counted();

    let document = Document::open(&folder.document()).expect("opens");
    assert!(document.was_interrupted());
    let counts = document.counts();
    assert!(counts.succeeded >= counted, "{} there, {counted} counted", counts.succeeded);
    // What is there is all there, and what is missing is exactly the rest.
    let rows = pages(&document, &View::default(), 1000);
    assert_eq!(rows.len() as u64, counts.rows);
    assert!(
        rows.iter()
            .enumerate()
            .all(|(row, (position, cells))| { *position == row as u64 && cells["n"].text == position.to_string() })
    );
    let missing: Vec<u64> = document.missing(counts.succeeded + 3).map(|position| position.expect("reads")).collect();
    assert_eq!(missing, (counts.succeeded..counts.succeeded + 3).collect::<Vec<_>>());
}

#[test]
fn what_the_user_set_up_is_kept_without_secrets() {
    let folder = Folder::new();
    let secret = "hunter2-do-not-tell";
    let document = Document::create(&folder.document()).expect("creates");
    assert_eq!(document.extraction().expect("reads"), Extraction::default());
    let extraction = Extraction {
        request: RequestTemplate {
            address: "http://127.0.0.1/{id}".into(),
            headers: vec![Field::new("Authorization", secret), Field::new("Accept", "text/csv")],
            query: vec![Field { secret: true, ..Field::new("key", secret) }],
            ..RequestTemplate::default()
        },
        lists: vec![ValueList::typed("id", "1-5")],
        ..Extraction::default()
    };
    document.save_extraction(&extraction).expect("saves");
    let recorder = document.begin_run(start(StartMode::StartOver, 1)).expect("begins");
    let mut answered = response(200, "{}");
    answered.headers.push(Header { name: "Set-Cookie".into(), value: format!("session={secret}") });
    record(&recorder, [outcome(0, OutcomeResult::Response(answered))]);
    finish(recorder);
    drop(document);
    let bytes = fs::read(folder.document()).expect("reads");
    assert!(bytes.windows(8).any(|window| window == b"text/csv"), "the rest is in plain sight");
    assert!(!bytes.windows(secret.len()).any(|window| window == secret.as_bytes()));
    let document = Document::open(&folder.document()).expect("opens");
    let saved = document.extraction().expect("reads");
    assert_eq!(saved, Extraction { request: extraction.request.without_secrets(), ..extraction });
    let headers = document.detail(0, 1).expect("reads").expect("is there").headers;
    assert!(headers.iter().any(|header| header.name == "Set-Cookie" && !header.value.contains(secret)));
}

#[test]
fn value_lists_live_as_long_as_they_are_spoken_of() {
    let folder = Folder::new();
    let document = Document::create(&folder.document()).expect("creates");
    let long: Vec<String> = (0..200_000).map(|number| format!("value {number} é")).collect();
    let kept = document.store_values(long.clone()).expect("stores");
    let dropped = document.store_values(vec!["007".into(), String::new(), "🦀".into()]).expect("stores");
    let empty = document.store_values(Vec::new()).expect("stores");
    assert_eq!(document.values(kept).expect("reads"), long);
    assert_eq!(document.values(dropped).expect("reads"), ["007", "", "🦀"]);
    assert_eq!(document.values(empty).expect("reads"), Vec::<String>::new());
    assert!(matches!(document.values(99), Err(StoreError::NoSuchList { id: 99, .. })));
    let source = ValueSource::File { path: "ids.csv".into(), sheet: None, column: None, count: 200_000, stored: kept };
    let lists = vec![ValueList { placeholder: "id".into(), source }];
    document.save_extraction(&Extraction { lists, ..Extraction::default() }).expect("saves");
    drop(document);
    let document = Document::open(&folder.document()).expect("opens");
    assert_eq!(document.values(kept).expect("reads"), long);
    assert!(matches!(document.values(dropped), Err(StoreError::NoSuchList { .. })));
    // A number is not given out twice.
    assert!(document.store_values(Vec::new()).expect("stores") > empty);
}

#[test]
fn saving_under_another_name() {
    let folder = Folder::new();
    let mut model = Model::default();
    let outcomes: Vec<_> = (0..60).map(|position| answer(position, format!("{{\"n\":{position}}}"))).collect();
    outcomes.iter().for_each(|outcome| model.record(outcome));
    let document = Document::create(&folder.document()).expect("creates");
    let recorder = document.begin_run(start(StartMode::StartOver, 60)).expect("begins");
    record(&recorder, outcomes);
    let target = folder.path().join("Kopie ü?#%.fetchgrid");
    fs::write(&target, "an older file").expect("writes");
    // In the middle of a run: the copy holds everything recorded so far.
    document.save_as(&target).expect("saves");
    finish(recorder);
    document.save_as(&folder.document()).expect("saving under its own name is nothing to do");
    let copy = Document::open(&target).expect("opens");
    assert!(copy.was_interrupted());
    assert_reads(&copy, &model, 60);
    assert!(matches!(document.save_as(&target), Err(StoreError::Busy { .. })));
    drop(copy);
    let nowhere = folder.path().join("no/such/folder/x.fetchgrid");
    assert!(matches!(document.save_as(&nowhere), Err(StoreError::Io { .. })));
    assert_reads(&document, &model, 60);
    drop(document);
    assert_eq!(names(&folder), ["Kopie ü?#%.fetchgrid", "inventory.fetchgrid"]);
}
