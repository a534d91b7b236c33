//! What the system tells of a run that ended while nobody looked.

use std::time::Duration;

use fetchgrid_model::{Progress, RunPhase};

/// Who started a shorter run is still there.
const WORTH_TELLING: Duration = Duration::from_secs(10);

/// Groups digits without breaking a number over two lines, as the window does.
const THIN: char = '\u{202f}';

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    pub title: String,
    pub text: String,
}

impl Notice {
    /// Of the end of a run in the document of that name. None for what a person sees or did.
    pub fn of(name: &str, end: &Progress, is_watched: bool) -> Option<Self> {
        if is_watched || Duration::from_millis(end.elapsed_ms) < WORTH_TELLING {
            return None;
        }
        let reason = |text: Option<&str>| text.unwrap_or("Open Fetchgrid to see why.").to_owned();
        let (what, text) = match end.phase {
            RunPhase::Finished => ("is finished", result(end)),
            RunPhase::PausedItself => ("paused", reason(end.pause.as_ref().map(|pause| pause.message.as_str()))),
            RunPhase::Broken => ("broke off", reason(end.error.as_deref())),
            RunPhase::Idle | RunPhase::Running | RunPhase::Paused | RunPhase::Stopping | RunPhase::Stopped => {
                return None;
            }
        };
        Some(Notice { title: format!("{name} {what}"), text })
    }
}

/// "20 000 requests, 25 failed, 1 h 7 min"
fn result(end: &Progress) -> String {
    let requests = if end.run_done == 1 { "request" } else { "requests" };
    let failed = if end.run_failed == 0 { "none".to_owned() } else { number(end.run_failed) };
    format!("{} {requests}, {failed} failed, {}", number(end.run_done), time(end.elapsed_ms / 1000))
}

fn number(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(THIN);
        }
        grouped.push(digit);
    }
    grouped
}

/// In its two largest units; the rest says nothing any more.
fn time(seconds: u64) -> String {
    let (days, hours, minutes) = (seconds / 86_400, seconds / 3600 % 24, seconds / 60 % 60);
    let parts = match (days, hours, minutes) {
        (0, 0, 0) => [(seconds, "s"), (0, "")],
        (0, 0, _) => [(minutes, "min"), (0, "")],
        (0, _, _) => [(hours, "h"), (minutes, "min")],
        (1, _, _) => [(1, "day"), (hours, "h")],
        _ => [(days, "days"), (hours, "h")],
    };
    let parts = parts.iter().filter(|(amount, _)| *amount > 0);
    parts.map(|(amount, unit)| format!("{amount} {unit}")).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use fetchgrid_model::{PauseCode, PauseReason};

    use super::*;

    const HOUR_AND_MORE: u64 = (67 * 60 + 12) * 1000;

    fn ended(phase: RunPhase) -> Progress {
        let pause = PauseReason {
            code: PauseCode::SignIn,
            message: "The API did not accept your key (401).".into(),
            until_ms: None,
        };
        Progress {
            phase,
            run_done: 20_000,
            run_failed: 25,
            elapsed_ms: HOUR_AND_MORE,
            pause: (phase == RunPhase::PausedItself).then_some(pause),
            error: (phase == RunPhase::Broken).then(|| "The document is gone.".into()),
            ..Progress::default()
        }
    }

    #[test]
    fn what_is_told() {
        let check = |end: Progress, is_watched, expected: Option<(&str, &str)>| {
            let told = Notice::of("inventory", &end, is_watched);
            let told = told.map(|notice| (notice.title, notice.text.replace(THIN, " ")));
            let expected = expected.map(|(title, text)| (title.to_owned(), text.to_owned()));
            assert_eq!(told, expected, "{end:?}, watched: {is_watched}");
        };
        let finished = ended(RunPhase::Finished);
        let result = ("inventory is finished", "20 000 requests, 25 failed, 1 h 7 min");
        check(finished.clone(), false, Some(result));
        let one = Progress { run_done: 1, run_failed: 0, elapsed_ms: 10_000, ..finished.clone() };
        check(one, false, Some(("inventory is finished", "1 request, none failed, 10 s")));
        let refused = ("inventory paused", "The API did not accept your key (401).");
        check(ended(RunPhase::PausedItself), false, Some(refused));
        check(ended(RunPhase::Broken), false, Some(("inventory broke off", "The document is gone.")));

        // Somebody looks, somebody stopped it, it has not ended, it was over at once.
        check(finished.clone(), true, None);
        check(ended(RunPhase::PausedItself), true, None);
        for phase in [RunPhase::Stopped, RunPhase::Paused, RunPhase::Running, RunPhase::Stopping, RunPhase::Idle] {
            check(ended(phase), false, None);
        }
        check(Progress { elapsed_ms: 9_999, ..finished }, false, None);
    }

    #[test]
    fn numbers() {
        let check = |value, expected: &str| assert_eq!(number(value).replace(THIN, "_"), expected);
        check(0, "0");
        check(999, "999");
        check(1000, "1_000");
        check(1_234_567, "1_234_567");
    }

    #[test]
    fn times() {
        let check = |seconds, expected: &str| assert_eq!(time(seconds), expected, "{seconds} s");
        check(42, "42 s");
        check(60, "1 min");
        check(3599, "59 min");
        check(3600, "1 h");
        check(4020, "1 h 7 min");
        check(86_400, "1 day");
        check(2 * 86_400 + 3 * 3600 + 59, "2 days 3 h");
    }
}
