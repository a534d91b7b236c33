//! Documents of earlier formats.

use std::fs;

use fetchgrid_model::{
    AnswerFormat, ColumnType, FailureCategory, FailureFilter, ListPolicy, RecordUnit, Records, RunRequest, RunSettings,
    ShapeStep, StartMode, View,
};
use fetchgrid_store::{Document, FailedWhich};

use crate::support::{Folder, answer, assert_integrity, finish, pages, places, record, start};

/// Packed with zstd: a plan of 40 requests of which 30 are good, 5 failed, and 3 came in a second run, which nobody ended. Each
/// was written by the last version of its format, but for the one of format 3: that is the one of format 2 after the SQL that
/// leads to format 3, with a shape.
const FORMATS: [(i64, &[u8]); 3] = [
    (1, include_bytes!("format-1.fetchgrid.zst")),
    (2, include_bytes!("format-2.fetchgrid.zst")),
    (3, include_bytes!("format-3.fetchgrid.zst")),
];
const NEWEST: i64 = 5;

fn unpack(folder: &Folder, document: &[u8]) -> Vec<u8> {
    let document = zstd::decode_all(document).expect("unpacks");
    fs::write(folder.document(), &document).expect("writes");
    document
}

/// The document of format 3 was shaped, with these steps as they are said now.
fn steps_of(format: i64) -> Vec<ShapeStep> {
    if format < 3 {
        return Vec::new();
    }
    vec![
        ShapeStep::ReadAs { format: AnswerFormat::Json },
        ShapeStep::Records { records: Records::At { path: "$".into(), unit: RecordUnit::Elements } },
        ShapeStep::List { path: "tags".into(), policy: ListPolicy::Count },
    ]
}

fn assert_holds_everything(document: &Document, format: i64) {
    assert_eq!(*document.steps(), steps_of(format));
    let types: Vec<_> = document.table().columns.iter().map(|column| (column.name.clone(), column.ty)).collect();
    assert!(types.contains(&("name".into(), ColumnType::Text)), "{types:?}");
    let counts = document.counts();
    assert_eq!((counts.planned, counts.succeeded, counts.failed, counts.rows), (40, 33, 5, 33));
    assert_eq!(document.extraction().expect("reads").request.address, "http://127.0.0.1:8080/items/{id}");
    let rows = pages(document, &View::default(), 10);
    let expected: Vec<u64> = (0..30).chain(35..38).collect();
    assert_eq!(rows.iter().map(|(position, _)| *position).collect::<Vec<_>>(), expected);
    assert!(rows.iter().all(|(position, cells)| cells["name"].text == format!("Item {position}")));
    assert_eq!(places(document.missing(40)), [38, 39]);

    assert!(document.was_interrupted());
    assert_eq!(document.pause(), None);
    let run = document.last_run().expect("reads").expect("is there");
    assert_eq!((run.mode, run.request, run.pause), (StartMode::Missing, RunRequest::from(StartMode::Missing), None));
    let defaults = RunSettings::default();
    assert_eq!((run.settings.workers, run.settings.limits), (defaults.workers, defaults.limits));

    let groups = document.failure_groups().expect("reads");
    let mut groups: Vec<_> = groups
        .iter()
        .map(|group| (group.sample, group.category, group.status, group.host.as_str(), group.count))
        .collect();
    groups.sort_unstable();
    assert_eq!(
        groups,
        [
            (30, FailureCategory::NotFound, Some(404), "127.0.0.1:8080", 2),
            (32, FailureCategory::ServerError, Some(500), "api.example.org", 1),
            (33, FailureCategory::Connection, None, "[::1]:9", 1),
            (34, FailureCategory::InvalidRequest, None, "ho st", 1),
        ]
    );
    let of_host = FailureFilter { host: Some("127.0.0.1:8080".into()), ..FailureFilter::default() };
    assert_eq!(places(document.failed(of_host.clone().into())), [30, 31]);
    assert_eq!(document.failed_page(&of_host, 1, 5).expect("reads").rows[0].message, "It failed at 31.");
}

fn schema_of(path: &std::path::Path) -> (i64, Vec<String>) {
    let connection = rusqlite::Connection::open(path).expect("opens");
    let version = connection.pragma_query_value(None, "user_version", |row| row.get(0)).expect("reads");
    let mut statement =
        connection.prepare("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name").expect("prepares");
    let tables = statement.query_map((), |row| row.get(0)).expect("reads");
    (version, tables.map(|sql| sql.expect("reads")).collect())
}

#[test]
fn earlier_formats_become_the_newest() {
    for (format, packed) in FORMATS {
        let folder = Folder::new();
        unpack(&folder, packed);
        assert_eq!(schema_of(&folder.document()).0, format);
        let document = Document::open(&folder.document()).expect("opens");
        assert_holds_everything(&document, format);
        assert_integrity(&document);
        drop(document);
        let fresh = Folder::new();
        drop(Document::create(&fresh.document()).expect("creates"));
        assert_eq!(schema_of(&folder.document()), schema_of(&fresh.document()));
        assert_eq!(schema_of(&folder.document()).0, NEWEST);

        let document = Document::open(&folder.document()).expect("opens");
        assert_holds_everything(&document, format);
        let recorder = document.begin_run(start(StartMode::RetryFailed, 40)).expect("begins");
        let failed = places(document.failed(FailedWhich::default()));
        record(&recorder, failed.into_iter().chain([38, 39]).map(|position| answer(position, "{}")));
        assert_eq!(finish(recorder).succeeded, 40);
        assert_integrity(&document);
    }
}

#[test]
fn earlier_formats_on_a_medium_that_cannot_be_written_to() {
    for (format, packed) in FORMATS {
        let folder = Folder::new();
        let before = unpack(&folder, packed);
        let mut permissions = fs::metadata(folder.document()).expect("is there").permissions();
        permissions.set_readonly(true);
        fs::set_permissions(folder.document(), permissions).expect("sets");
        let document = Document::open(&folder.document()).expect("opens");
        assert!(document.is_read_only());
        assert_eq!(document.path(), folder.document());
        assert_holds_everything(&document, format);
        let mut cursor = document.cursor(&View::default(), &[], &|| false).expect("a cursor");
        assert_eq!(cursor.next_batch().expect("reads").map(|batch| batch.rows.len()), Some(33));
        drop(cursor);
        let copy = folder.path().join("copy.fetchgrid");
        document.save_as(&copy).expect("saves");
        drop(document);
        assert_eq!(fs::read(folder.document()).expect("reads"), before);
        assert_eq!(schema_of(&copy).0, NEWEST);
        assert_holds_everything(&Document::open(&copy).expect("opens"), format);
    }
}
