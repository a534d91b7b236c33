//! So many requests a day and no more, whichever document asks.

use std::path::Path;
use std::time::SystemTime;

use fetchgrid_tests::{Cli, Echo, info, scratch};

use crate::{fetch, run};

const DAY_MS: i64 = 86_400_000;

fn now_ms() -> i64 {
    SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).map_or(0, |since| since.as_millis() as i64)
}

fn with_book(cli: Cli, folder: &Path) -> Cli {
    cli.env("FETCHGRID_DATA_DIR", folder.to_str().expect("a plain path"))
}

fn check() {
    let echo = Echo::start();
    let (folder, book, other_book) = (scratch(), scratch(), scratch());
    let (first, second) = (folder.path().join("first.fetchgrid"), folder.path().join("second.fetchgrid"));
    let new = |document: &Path| {
        with_book(
            fetch(&echo.at("/{number}"), document, &["--values", "number=1-25", "--quota", "10/day"]),
            book.path(),
        )
    };
    let ran = new(&first).run().expect(3);
    for word in ["10", "127.0.0.1", "daily"] {
        assert!(ran.stderr().contains(word), "{}", ran.stderr());
    }
    let said = info(&first);
    assert_eq!((&said["succeeded"], &said["failed"], &said["missing"]), (&10.into(), &0.into(), &15.into()), "{said}");
    assert_eq!(said["pause"]["code"], "quota");
    let until = said["pause"]["untilMs"].as_i64().expect("midnight, UTC");
    assert!(until % DAY_MS == 0 && (0..=DAY_MS).contains(&(until - now_ms())), "{until}");
    assert_eq!(echo.count(), 10);

    // Neither the same document nor another one gets more out of the day.
    with_book(run(&first, &["--resume"]), book.path()).run().expect(3);
    new(&second).run().expect(3);
    assert_eq!(echo.count(), 10);

    // The book lies in the data folder; one of another folder is empty.
    with_book(run(&first, &["--resume"]), other_book.path()).run().expect(3);
    assert_eq!((info(&first)["succeeded"].as_u64(), echo.count()), (Some(20), 20));
    with_book(run(&first, &["--resume", "--quota", "1000/day"]), other_book.path()).run().expect(0);
    assert_eq!(echo.count(), 25);
}

#[test]
fn a_quota_for_the_day() {
    // A new day brings a new quota, so that the check is only worth something within one.
    let day = now_ms() / DAY_MS;
    let checked = std::panic::catch_unwind(check);
    match checked {
        Err(_) if now_ms() / DAY_MS != day => check(),
        Err(panic) => std::panic::resume_unwind(panic),
        Ok(()) => {}
    }
}
