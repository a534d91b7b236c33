use std::collections::HashMap;
use std::sync::Mutex;

use crate::dice::Dice;

/// Records that are counted at the same time. Past this the count of a new one stays at its first request: the server must
/// not grow with the number of requests, and 65 536 entries are two megabytes.
const MOST_COUNTED: usize = 65_536;

/// What is wrong with a record; the same for one seed and path every time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mishap {
    NotFound,
    /// 503 to the first request.
    Stumbles,
    /// 500 to the first three requests: one more than the default number of retries, so that a run counts it as failed.
    Down,
}

impl Mishap {
    pub(crate) fn of(dice: Dice, error_rate: f64, not_found_rate: f64) -> Option<Self> {
        let share = dice.share();
        if share < not_found_rate {
            Some(Mishap::NotFound)
        } else if share < not_found_rate + error_rate {
            Some(if dice.next().below(2) == 0 { Mishap::Stumbles } else { Mishap::Down })
        } else {
            None
        }
    }

    /// How many requests it spoils.
    pub(crate) fn lasts(self) -> u32 {
        match self {
            Mishap::NotFound => u32::MAX,
            Mishap::Stumbles => 1,
            Mishap::Down => 3,
        }
    }
}

/// How often each ailing record was asked for.
#[derive(Debug, Default)]
pub(crate) struct Visits {
    counts: Mutex<HashMap<u64, u32>>,
}

impl Visits {
    /// Counts this request; the first gives 1.
    pub(crate) fn count(&self, dice: Dice) -> u32 {
        let mut counts = self.counts.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        let full = counts.len() >= MOST_COUNTED;
        match counts.get_mut(&dice.number()) {
            Some(count) => {
                *count = count.saturating_add(1);
                *count
            }
            None => {
                if !full {
                    counts.insert(dice.number(), 1);
                }
                1
            }
        }
    }
}
