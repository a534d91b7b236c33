//! Counting what the test tools report.

use std::ops::AddAssign;

use serde_json::Value;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub passed: u64,
    pub failed: u64,
}

impl Tally {
    pub const PASSED: Tally = Tally { passed: 1, failed: 0 };
    pub const FAILED: Tally = Tally { passed: 0, failed: 1 };

    /// A tool that says "all well" without having run anything, or ends badly without naming a failure, has failed.
    pub fn judged(mut self, success: bool) -> Tally {
        if self.passed + self.failed == 0 || !success && self.failed == 0 {
            self.failed += 1;
        }
        self
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Tally) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

/// From nextest's summary: `Summary [   0.5s] 12 tests run: 11 passed (1 slow), 1 failed, 2 timed out, 0 skipped`.
pub fn nextest(output: &str) -> Tally {
    let Some(summary) = output.lines().rev().find(|line| line.trim_start().starts_with("Summary [")) else {
        return Tally::default();
    };
    let counts = summary.split_once("run:").map_or("", |(_, counts)| counts);
    let mut tally = Tally::default();
    for part in counts.split(',') {
        let mut words = part.split_whitespace();
        let count = words.next().and_then(|word| word.parse::<u64>().ok()).unwrap_or(0);
        match words.next() {
            Some("passed") => tally.passed += count,
            Some("failed" | "exec" | "timed") => tally.failed += count,
            _ => {}
        }
    }
    tally
}

/// From the summaries of `cargo test`: `test result: ok. 12 passed; 1 failed; 0 ignored; …`, one for each program.
pub fn cargo_test(output: &str) -> Tally {
    let mut tally = Tally::default();
    for line in output.lines().filter_map(|line| line.trim().strip_prefix("test result:")) {
        for part in line.split([';', '.']) {
            let mut words = part.split_whitespace();
            let count = words.next().and_then(|word| word.parse::<u64>().ok()).unwrap_or(0);
            match words.next() {
                Some("passed") => tally.passed += count,
                Some("failed") => tally.failed += count,
                _ => {}
            }
        }
    }
    tally
}

/// From Vitest's JSON report. A file that cannot even be loaded counts as a failure.
pub fn vitest(report: &str) -> Tally {
    let Ok(report) = serde_json::from_str::<Value>(report) else { return Tally::default() };
    let count = |name: &str| report[name].as_u64().unwrap_or(0);
    let files = report["testResults"].as_array().map_or(&[][..], Vec::as_slice);
    let broken = files.iter().filter(|file| {
        file["status"] == "failed"
            && file["assertionResults"]
                .as_array()
                .is_none_or(|tests| tests.iter().all(|test| test["status"] != "failed"))
    });
    Tally { passed: count("numPassedTests"), failed: count("numFailedTests") + broken.count() as u64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(tally: Tally, passed: u64, failed: u64) {
        assert_eq!(tally, Tally { passed, failed });
    }

    #[test]
    fn summaries_are_read() {
        check(nextest("     Summary [   0.5s] 12 tests run: 11 passed (1 slow), 1 failed, 0 skipped"), 11, 1);
        check(
            nextest("Summary [  60.1s] 4 tests run: 1 passed, 1 failed, 1 timed out, 1 exec failed, 9 skipped"),
            1,
            3,
        );
        check(nextest("     Summary [   0.1s] 2/3 tests run: 2 passed, 7 skipped"), 2, 0);
        check(nextest("error: could not compile"), 0, 0);
        check(
            cargo_test("test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 1.0s"),
            12,
            0,
        );
        check(cargo_test("test result: ok. 3 passed; 0 failed;\nx\ntest result: FAILED. 1 passed; 2 failed;"), 4, 2);
        check(vitest(r#"{"numPassedTests": 7, "numFailedTests": 1, "testResults": []}"#), 7, 1);
        check(
            vitest(
                r#"{"numPassedTests": 7, "numFailedTests": 0, "testResults": [{"status": "failed", "assertionResults": []}]}"#,
            ),
            7,
            1,
        );
        check(vitest("not JSON"), 0, 0);
    }

    #[test]
    fn silence_is_no_success() {
        check(Tally::default().judged(true), 0, 1);
        check(Tally::default().judged(false), 0, 1);
        check(Tally { passed: 3, failed: 0 }.judged(false), 3, 1);
        check(Tally { passed: 3, failed: 2 }.judged(false), 3, 2);
        check(Tally { passed: 3, failed: 0 }.judged(true), 3, 0);
    }
}
