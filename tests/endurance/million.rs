//! A million requests: what they take, and how fast a run of that size is under way again after a kill in the middle.

use std::time::{Duration, Instant};

use fetchgrid_tests::{Cli, Echo, check_integrity, info, scratch};

use crate::{fetch, run};

const REQUESTS: u64 = 1_000_000;

/// What the command line program may hold.
const MOST_KIB: u64 = 300 * 1024;

/// From the start of the program to its first request.
const UNDER_WAY_AGAIN: Duration = Duration::from_secs(2);

const LIMIT: Duration = Duration::from_secs(200);

#[test]
fn a_million_requests() {
    let echo = Echo::start();
    let folder = scratch();
    let document = folder.path().join("million.fetchgrid");
    let args = ["--values", &format!("number=1-{REQUESTS}"), "--workers", "64"];
    let start = Instant::now();
    let mut first = fetch(&echo.at("/{number}"), &document, &args).start();
    echo.wait_for(REQUESTS / 2, LIMIT);
    let half = start.elapsed();
    let peak = first.peak_kib();
    assert!(first.is_running());
    first.kill();
    echo.wait_alone(LIMIT);
    let asked = echo.count();

    let start = Instant::now();
    let second = run(&document, &["--resume", "--json"]).start();
    echo.wait_for(asked as u64 + 1, LIMIT);
    let again = echo.log_from(asked)[0].at - start;
    let finished = second.wait(LIMIT);
    eprintln!(
        "half a million in {half:.1?}, peak {} MB; sending again after {again:.2?}, the rest in {:.1?}, peak {} MB",
        peak / 1024,
        start.elapsed(),
        finished.peak_kib / 1024
    );
    assert_eq!(finished.code, Some(0), "{}", finished.stderr);
    assert!(again < UNDER_WAY_AGAIN, "{again:?}");
    for peak in [peak, finished.peak_kib] {
        assert!(0 < peak && peak < MOST_KIB, "{peak} KiB");
    }
    check_whole(&document);
}

fn check_whole(document: &std::path::Path) {
    check_integrity(document);
    let said = info(document);
    assert_eq!((said["succeeded"].as_u64(), said["rows"].as_u64()), (Some(REQUESTS), Some(REQUESTS)));
    let out = document.with_extension("csv");
    let export = Cli::new(["export"]).with([document]).with(["--out"]).with([&out]).start();
    let finished = export.wait(LIMIT);
    assert_eq!(finished.code, Some(0), "{}", finished.stderr);
    assert!(finished.peak_kib < MOST_KIB, "{} KiB for the export", finished.peak_kib);
    let mut rows = csv::Reader::from_path(&out).expect("the CSV");
    let mut record = csv::StringRecord::new();
    for number in 1..=REQUESTS {
        assert!(rows.read_record(&mut record).expect("a row"), "{number} is missing");
        let number = number.to_string();
        assert!(record.iter().eq([number.as_str(), number.as_str()]), "{record:?} where {number} should be");
    }
    assert!(!rows.read_record(&mut record).expect("an end"), "too many rows");
}
