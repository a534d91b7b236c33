//! A disk that is full, in the middle of a run and in the middle of an export.

use std::fs;
use std::process::Command;
use std::time::Duration;

use fetchgrid_tests::{Answer, Cli, Process, Server, binary, names, scratch};
use serde_json::json;

use crate::{column, exported, fetch, info, refused};

/// Room enough for a few batches of answers, not for all.
const ROOM_KIB: u64 = 4 * 1024;

/// Answers of 3 KiB that no compressor makes small: 12 MB in all.
const REQUESTS: u64 = 4000;

/// Slow enough that batches reach the disk while others are still to be asked for.
const LATENCY: Duration = Duration::from_millis(2);

fn server() -> Server {
    Server::start(|seen| {
        let id: u64 = seen.last_part().parse().unwrap_or(0);
        let mut state = id.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
        let noise: String = (0..4096)
            .map(|_| {
                state ^= state << 13;
                state ^= state >> 7;
                state ^= state << 17;
                char::from(b'0' + (state % 75) as u8)
            })
            .filter(|letter| letter.is_ascii_alphanumeric())
            .collect();
        Answer::After(LATENCY, Box::new(Answer::Json(json!({ "answer": id, "noise": noise }))))
    })
}

#[test]
fn a_run_stops_keeps_what_it_has_and_can_be_resumed() {
    let server = server();
    let folder = scratch();
    let document = folder.path().join("full.fetchgrid");
    let values = format!("id=1-{REQUESTS}");
    let ran = fetch(&server.at("/{id}"), &document, &["--values", &values]).file_size_limit_kib(ROOM_KIB).run();
    refused(ran, &["full.fetchgrid"]);
    let asked = server.paths().len() as u64;
    assert!(asked < REQUESTS, "a run that cannot write stops asking");

    let state = info(&document);
    let kept = state["succeeded"].as_u64().unwrap();
    assert!(0 < kept && kept <= asked, "{kept} of {asked}");
    assert_eq!(state["failed"], 0);

    let resumed = Cli::new(["run"]).with([&document]).with(["--resume", "--json"]).run().expect(0).json();
    assert_eq!(resumed["requests"].as_u64(), Some(REQUESTS - kept));
    assert_eq!(server.paths().len() as u64 - asked, REQUESTS - kept);
    let expected: Vec<_> = (1..=REQUESTS).map(|id| id.to_string()).collect();
    assert_eq!(column(&exported(&document), "answer"), expected);
}

#[test]
fn an_export_that_does_not_fit_leaves_nothing_and_harms_nothing() {
    let server = server();
    let folder = scratch();
    let document = folder.path().join("source.fetchgrid");
    fetch(&server.at("/{id}"), &document, &["--values", "id=1-300"]).run().expect(0);
    for name in ["out.csv", "out.xlsx", "out.json", "out.ndjson"] {
        let out = folder.path().join(name);
        fs::write(&out, "what was there before").unwrap();
        let export = Cli::new(["export"]).with([&document]).with(["--out"]).with([&out]);
        refused(export.file_size_limit_kib(64).run(), &[name]);
        assert_eq!(fs::read_to_string(&out).unwrap(), "what was there before");
        fs::remove_file(&out).unwrap();
        let export = Cli::new(["export"]).with([&document]).with(["--out"]).with([&out]);
        refused(export.file_size_limit_kib(64).run(), &[name]);
        assert_eq!(names(folder.path()), ["source.fetchgrid"]);
    }
}

/// A file system of 8 MB that only this shell and its children see; `$1` where, `$2` fetchgrid, `$3` the address.
const ON_A_SMALL_DISK: &str = r#"
    mount -t tmpfs -o size=8m tmpfs "$1" || exit 99
    "$2" fetch "$3" --values id=1-4000 --document "$1/small.fetchgrid"
    echo "code $?"
    "$2" info --json "$1/small.fetchgrid" | tr -d '\n'
    echo
    head -c 8M /dev/zero > "$1/fill" 2> /dev/null
    "$2" export "$1/small.fetchgrid" --out "$1/small.csv"
    echo "code $?"
    ls "$1"
"#;

#[test]
fn a_disk_that_is_really_full() {
    let server = server();
    let folder = scratch();
    let mut command = Command::new("unshare");
    command.args(["--user", "--map-root-user", "--mount", "bash", "-c", ON_A_SMALL_DISK, "bash"]);
    command.arg(folder.path()).arg(binary("fetchgrid")).arg(server.at("/{id}"));
    let ran = Process::start(&command).wait(Duration::from_secs(60));
    if !ran.stdout.contains("code ") {
        // Some containers forbid mounting; the limit on file sizes above stands for a full disk there.
        eprintln!("no file system of one's own here: {}", ran.stderr);
        assert_eq!(server.paths(), Vec::<String>::new());
        return;
    }
    // After the lines about the run itself.
    let said: Vec<_> = ran.stdout.lines().skip_while(|line| !line.starts_with("code ")).collect();
    assert_eq!(said[0], "code 3", "the run pauses: {}", ran.stderr);
    assert!(ran.stderr.contains("full"), "{}", ran.stderr);
    let state: serde_json::Value = serde_json::from_str(said[1]).unwrap_or_else(|_| panic!("{said:?}\n{}", ran.stderr));
    assert!(state["succeeded"].as_u64() > Some(0), "{state}");
    assert_eq!(state["failed"], 0);
    assert_eq!(said[2], "code 1", "there is no room for an export: {}", ran.stderr);
    // The journal stays beside its document: there is no room to take it in, and what it holds was counted.
    let left = said[3..].iter().filter(|name| !["fill", "small.fetchgrid-wal", "small.fetchgrid-shm"].contains(name));
    assert_eq!(left.collect::<Vec<_>>(), [&"small.fetchgrid"], "nothing else is left behind");
    assert!(!ran.stderr.contains("panicked"), "{}", ran.stderr);
}
