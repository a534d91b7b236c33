use std::sync::Mutex;

use fetchgrid_model::{Failure, FailureCategory, PauseCode, PauseReason, StopRules};

/// Watches over the outcomes of a run and says when a person should have a look.
#[derive(Debug)]
pub(crate) struct Rules {
    rules: StopRules,
    count: Mutex<Count>,
}

#[derive(Debug, Default)]
struct Count {
    failures: u64,
    any_good: bool,
}

impl Rules {
    /// Without success being expected, it says nothing that the first requests all fail.
    pub(crate) fn new(rules: StopRules, expects_success: bool) -> Self {
        let when_first_fail = rules.when_first_fail.filter(|_| expects_success);
        Rules { rules: StopRules { when_first_fail, ..rules }, count: Mutex::default() }
    }

    /// One more outcome; why the run has to pause, when it has to.
    pub(crate) fn ended(&self, failure: Option<&Failure>) -> Option<PauseReason> {
        let mut count = self.count.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        let Some(failure) = failure else {
            count.any_good = true;
            return None;
        };
        count.failures += 1;
        let failures = count.failures;
        let pause = |code, message: String| Some(PauseReason { code, message, until_ms: None });
        if self.rules.on_sign_in_failure && failure.category == FailureCategory::SignIn {
            return pause(
                PauseCode::SignIn,
                "The API did not accept your key. Fix it under Sign-in and continue: what it refused is fetched again."
                    .to_owned(),
            );
        }
        if !count.any_good && self.rules.when_first_fail.is_some_and(|first| failures >= first) {
            let what = if failures == 1 {
                "The first request failed".into()
            } else {
                format!("The first {failures} requests all failed")
            };
            return pause(
                PauseCode::FirstAllFailed,
                format!("{what}. {} Fix what is wrong and continue: they are fetched again.", failure.message),
            );
        }
        if self.rules.after_failures.is_some_and(|most| failures >= most) {
            let what = if failures == 1 { "1 request failed".into() } else { format!("{failures} requests failed") };
            return pause(
                PauseCode::FailureLimit,
                format!("{what}, as many as you allow. Look at them under Failed, and continue when it is all right."),
            );
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `.` is a good outcome, `x` a failure, `k` a refused key; the pause comes with the outcome of that number.
    #[test]
    fn when_a_run_pauses() {
        use PauseCode::*;
        #[track_caller]
        fn check(rules: StopRules, expects_success: bool, outcomes: &str, expected: Option<(usize, PauseCode)>) {
            let watch = Rules::new(rules, expects_success);
            let paused = outcomes.chars().zip(1..).find_map(|(outcome, number)| {
                let failure = match outcome {
                    '.' => None,
                    'k' => Some(FailureCategory::SignIn),
                    _ => Some(FailureCategory::ServerError),
                };
                let failure = failure.map(|category| Failure { category, message: "What happened.".into() });
                Some((number, watch.ended(failure.as_ref())?.code))
            });
            assert_eq!(paused, expected, "{rules:?} {outcomes}");
        }
        let keep_going = StopRules { after_failures: None, when_first_fail: None, on_sign_in_failure: false };
        check(keep_going, true, "xxxxxxxxxxxkkkkk", None);
        let first = StopRules { when_first_fail: Some(3), ..keep_going };
        check(first, true, "xxx", Some((3, FirstAllFailed)));
        check(first, true, "xx.xxxxxxx", None);
        check(first, true, ".xxx", None);
        check(first, false, "xxxxxx", None);
        check(first, true, "kkk", Some((3, FirstAllFailed)));
        let limit = StopRules { after_failures: Some(2), ..keep_going };
        check(limit, true, "..x...x...", Some((7, FailureLimit)));
        check(limit, false, "xx", Some((2, FailureLimit)));
        let key = StopRules { on_sign_in_failure: true, ..keep_going };
        check(key, true, "..x.k", Some((5, SignIn)));
        check(StopRules { after_failures: Some(1), ..key }, true, "k", Some((1, SignIn)));
    }
}
