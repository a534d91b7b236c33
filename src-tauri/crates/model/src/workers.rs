use std::num::NonZeroU16;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// How many requests are under way at the same time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(untagged)]
pub enum Workers {
    /// 1 to [`RunSettings::MAX_WORKERS`](crate::RunSettings::MAX_WORKERS).
    Fixed(#[ts(type = "number")] NonZeroU16),
    /// The fastest polite number is looked for while the run goes on.
    Auto(AutoWord),
}

/// The one word that stands in place of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum AutoWord {
    Auto,
}

impl Workers {
    pub const AUTO: Workers = Workers::Auto(AutoWord::Auto);
    /// More than this [`Workers::AUTO`] never uses: hardly any server grows faster beyond it.
    pub const MOST_AUTO: u16 = 256;

    /// The most that there may be.
    pub fn most(self) -> u16 {
        match self {
            Workers::Fixed(number) => number.get(),
            Workers::Auto(_) => Self::MOST_AUTO,
        }
    }

    pub fn is_auto(self) -> bool {
        matches!(self, Workers::Auto(_))
    }
}

/// What the search for the best number of workers has come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AutoChoice {
    pub workers: u16,
    pub why: AutoWhy,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum AutoWhy {
    /// Nothing is known yet.
    Beginning,
    /// The last step up brought more answers a second.
    MoreIsFaster,
    /// More workers bring no more answers a second.
    MoreIsNotFaster,
    /// The API asked to slow down.
    AskedToSlowDown,
    TimeOuts,
    /// Answers take longer and longer: the server queues.
    SlowerAnswers,
    /// So many requests fail that speed says nothing.
    Failures,
    /// No more are allowed.
    Most,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_or_a_word() {
        let check = |json: &str, expected: Option<Workers>| {
            assert_eq!(serde_json::from_str::<Workers>(json).ok(), expected, "{json}");
            if let Some(workers) = expected {
                assert_eq!(serde_json::to_string(&workers).unwrap(), json);
            }
        };
        check("8", NonZeroU16::new(8).map(Workers::Fixed));
        check("\"auto\"", Some(Workers::AUTO));
        check("0", None);
        check("\"fast\"", None);
        check("null", None);
    }
}
