use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Numbers between two bounds; without either, all numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub struct NumberRange {
    /// Decimal text, compared exactly however long it is.
    pub from: Option<Bound>,
    pub to: Option<Bound>,
}

/// Dates and times between two bounds; without either, all of them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub struct DateRange {
    /// `2026-11-30` or `2026-11-30T06:18:19`. A day as the lower bound begins at midnight; as the upper one, if it is
    /// included, it ends with its last moment.
    pub from: Option<Bound>,
    pub to: Option<Bound>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Bound {
    pub value: String,
    /// Whether the value itself is within.
    pub included: bool,
}

impl Bound {
    pub fn included(value: impl Into<String>) -> Self {
        Bound { value: value.into(), included: true }
    }

    pub fn excluded(value: impl Into<String>) -> Self {
        Bound { value: value.into(), included: false }
    }
}

/// Days counted from today, in whole days: what is later today is today, too. Weeks begin on Monday.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum RelativeDate {
    Today,
    Yesterday,
    Tomorrow,
    /// Today and the days before, so many in all.
    LastDays {
        days: u32,
    },
    /// Today and the days after, so many in all.
    NextDays {
        days: u32,
    },
    /// The current one, the one before (-1), the one after (1), …
    Week {
        offset: i32,
    },
    Month {
        offset: i32,
    },
    Quarter {
        offset: i32,
    },
    Year {
        offset: i32,
    },
    /// From the first of January to today.
    YearToDate,
    /// Every day before today.
    Past,
    /// Every day after today.
    Future,
}
