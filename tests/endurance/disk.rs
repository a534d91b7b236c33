//! A disk that fills up in the middle of a run: the run pauses and says why, and goes on when there is room.

use std::collections::HashSet;
use std::time::Duration;

use fetchgrid_tests::{Echo, binary, check_integrity, column, csv_rows, positions, scratch, with_own_mounts};

/// 15 MB of answers that no compressor makes much smaller, for 16 MB of room: they are kept as they came and as a table,
/// and all of it stands in the journal first.
const REQUESTS: u64 = 5_000;
const PADDING: usize = 3 * 1024;

const LIMIT: Duration = Duration::from_secs(60);

/// `$1` where the small disk shall be, `$2` fetchgrid, `$3` the address, `$4` a folder elsewhere, `$5` how many.
const SCRIPT: &str = r#"
    mount -t tmpfs -o size=64m tmpfs "$1" || exit 99
    head -c 48M /dev/zero > "$1/ballast"
    "$2" fetch "$3" --values number=1-$5 --document "$1/small.fetchgrid"
    echo "code $?"
    "$2" info --json "$1/small.fetchgrid" | tr -d '\n'
    echo
    cp "$1"/small.fetchgrid* "$4/"
    "$2" run "$1/small.fetchgrid" --resume
    echo "code $?"
    rm "$1/ballast"
    "$2" run "$1/small.fetchgrid" --resume
    echo "code $?"
    "$2" info --json "$1/small.fetchgrid" | tr -d '\n'
    echo
    "$2" export "$1/small.fetchgrid" --out "$4/whole.csv"
    cp "$1/small.fetchgrid" "$4/whole.fetchgrid"
"#;

#[test]
fn a_disk_that_fills_up() {
    let echo = Echo::padded(PADDING);
    let (folder, elsewhere) = (scratch(), scratch());
    let (small, address) = (folder.path().to_str().expect("a plain path"), echo.at("/{number}"));
    let program = binary("fetchgrid");
    let program = program.to_str().expect("a plain path");
    let other = elsewhere.path();
    let args = [small, program, &address, other.to_str().expect("a plain path"), &REQUESTS.to_string()];
    let Some(script) = with_own_mounts(SCRIPT, args) else {
        return limited::a_file_that_may_not_grow();
    };
    let ran = script.wait(LIMIT);
    let said: Vec<_> = ran.stdout.lines().filter(|line| line.starts_with("code ") || line.starts_with('{')).collect();
    assert_eq!(said.len(), 5, "{}\n{}", ran.stdout, ran.stderr);
    assert!(!ran.stderr.contains("panicked"), "{}", ran.stderr);
    let json = |line: &str| serde_json::from_str::<serde_json::Value>(line).unwrap_or_else(|_| panic!("{line}"));

    assert_eq!(said[0], "code 3", "{}", ran.stderr);
    assert!(ran.stderr.contains("full"), "the reason is said: {}", ran.stderr);
    let paused = json(said[1]);
    assert_eq!(paused["pause"]["code"], "disk_full", "{paused}");
    assert_eq!(paused["failed"], 0, "{paused}");
    let kept: HashSet<u64> = positions(&other.join("small.fetchgrid")).expect("requests").into_iter().collect();
    check_integrity(&other.join("small.fetchgrid"));
    assert_eq!(paused["succeeded"].as_u64(), Some(kept.len() as u64));
    assert!(!kept.is_empty() && (kept.len() as u64) < REQUESTS, "{}", kept.len());

    assert_eq!(said[2], "code 3", "there is no room yet: {}", ran.stderr);

    assert_eq!(said[3], "code 0", "{}", ran.stderr);
    let whole = json(said[4]);
    assert_eq!((&whole["succeeded"], &whole["missing"]), (&REQUESTS.into(), &0.into()), "{whole}");
    assert!(whole["pause"].is_null(), "{whole}");
    check_integrity(&other.join("whole.fetchgrid"));
    let expected: Vec<_> = (1..=REQUESTS).map(|number| number.to_string()).collect();
    let rows = csv_rows(&other.join("whole.csv"));
    assert_eq!(column(&rows, "id"), expected);
    let mut times = vec![0; REQUESTS as usize];
    echo.log().iter().for_each(|asked| times[asked.id as usize - 1] += 1);
    for place in kept {
        assert_eq!(times[place as usize], 1, "{} was on disk and asked for again", place + 1);
    }
}

/// Where nobody may mount, a limit on the size of files stands for the disk.
mod limited {
    use fetchgrid_tests::{exported, info};

    use super::*;
    use crate::{fetch, run};

    const ROOM_KIB: u64 = 8 * 1024;

    pub fn a_file_that_may_not_grow() {
        let echo = Echo::padded(PADDING);
        let folder = scratch();
        let document = folder.path().join("small.fetchgrid");
        let values = format!("number=1-{REQUESTS}");
        let ran = fetch(&echo.at("/{number}"), &document, &["--values", &values]).file_size_limit_kib(ROOM_KIB).run();
        // To the program this is not a full disk, but a disk that does not work.
        let ran = ran.expect(1);
        assert!(ran.stderr().contains("small.fetchgrid"), "{}", ran.stderr());
        assert_eq!(info(&document)["failed"], 0);
        check_integrity(&document);
        run(&document, &["--resume"]).run().expect(0);
        let expected: Vec<_> = (1..=REQUESTS).map(|number| number.to_string()).collect();
        assert_eq!(column(&exported(&document), "id"), expected);
    }
}
