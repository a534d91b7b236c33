//! A document on media that cannot be written: it can be read, and a run says why it cannot be.

use std::time::Duration;

use fetchgrid_tests::{Answer, Server, binary, csv_rows, names, scratch, with_own_mounts};
use serde_json::json;

use crate::fetch;

const LIMIT: Duration = Duration::from_secs(60);

/// `$1` the folder, `$2` fetchgrid, `$3` a folder elsewhere.
const SCRIPT: &str = r#"
    mount --bind "$1" "$1" && mount -o remount,bind,ro "$1" || exit 99
    touch "$1/try" 2> /dev/null && exit 98
    "$2" info --json "$1/kept.fetchgrid" | tr -d '\n'
    echo
    "$2" failures --json "$1/kept.fetchgrid" | tr -d '\n'
    echo
    "$2" export "$1/kept.fetchgrid" --out "$3/rows.csv" > /dev/null
    echo "code $?"
    "$2" export "$1/kept.fetchgrid" --failed --out "$3/failed.csv" > /dev/null
    echo "code $?"
    "$2" run "$1/kept.fetchgrid" --retry-failed
    echo "code $?"
"#;

#[test]
fn a_folder_that_cannot_be_written() {
    let server = Server::start(|seen| match seen.last_part().as_str() {
        "3" | "7" => Answer::Status(404, json!({})),
        id => Answer::Json(json!({ "answer": id })),
    });
    let (folder, elsewhere) = (scratch(), scratch());
    fetch(&server.at("/{id}"), &folder.path().join("kept.fetchgrid"), &["--values", "id=1-9"]).run().expect(2);
    let program = binary("fetchgrid");
    let paths = [folder.path(), &program, elsewhere.path()].map(|path| path.to_str().expect("a plain path"));
    let script = with_own_mounts(SCRIPT, paths).expect("root, or a system that lets its users mount for themselves");
    let ran = script.wait(LIMIT);
    let said: Vec<_> = ran.stdout.lines().collect();
    assert_eq!(said.len(), 5, "{}\n{}", ran.stdout, ran.stderr);
    let json = |line: &str| serde_json::from_str::<serde_json::Value>(line).unwrap_or_else(|_| panic!("{line}"));
    let info = json(said[0]);
    assert_eq!((&info["succeeded"], &info["failed"], &info["rows"]), (&7.into(), &2.into(), &7.into()), "{info}");
    let groups = json(said[1]);
    assert_eq!((&groups[0]["category"], &groups[0]["count"]), (&"not_found".into(), &2.into()), "{groups}");
    assert_eq!(&said[2..], ["code 0", "code 0", "code 1"], "{}", ran.stderr);
    assert!(ran.stderr.contains("can only be read"), "a run says why it cannot be: {}", ran.stderr);
    assert!(!ran.stderr.contains("panicked"), "{}", ran.stderr);
    assert_eq!(csv_rows(&elsewhere.path().join("rows.csv")).len(), 1 + 7);
    assert_eq!(csv_rows(&elsewhere.path().join("failed.csv")).len(), 1 + 2);
    assert_eq!(names(folder.path()), ["kept.fetchgrid"]);
    assert_eq!(server.paths().len(), 9, "nothing is asked for what could not be kept");
}
