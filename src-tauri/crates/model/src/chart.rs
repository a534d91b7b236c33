use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{Cell, DateUnit, MeasureFunction, NumberBin};

/// What a chart of a view shows.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum ChartRequest {
    /// The most frequent values of a column, or those with the largest measure; the rest in one.
    Bar {
        column: i64,
        #[serde(default)]
        unit: Option<DateUnit>,
        /// The number of rows when there is none.
        #[serde(default)]
        measure: Option<ChartMeasure>,
        /// Bars at most, 50 when it is 0.
        #[serde(default)]
        limit: u32,
    },
    /// A number over numbers or dates in their order; where there are too many points, the mean of each stretch.
    Line {
        x: i64,
        /// One line each; at most [`ChartData::MOST_LINES`].
        y: Vec<i64>,
    },
    Histogram {
        column: i64,
        /// Bars at most, 30 when it is 0.
        #[serde(default)]
        bins: u32,
    },
    /// Pairs of numbers; a sample evenly over the view where there are too many.
    Scatter { x: i64, y: i64 },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ChartMeasure {
    pub column: i64,
    pub function: MeasureFunction,
}

/// Reduced to what a chart can show.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum ChartData {
    Bar {
        bars: Vec<Bar>,
        /// Rows of the groups that are not shown; 0 when all are.
        other_rows: u64,
        other_groups: u64,
    },
    Line {
        /// Whether `x` is milliseconds since 1970 as written, and not a number.
        x_is_date: bool,
        x: Vec<f64>,
        /// One list a line, as long as `x`; none where there is no number.
        y: Vec<Vec<Option<f64>>>,
        /// Rows that have an `x`.
        rows: u64,
        /// Whether points are means of several rows.
        is_reduced: bool,
    },
    Histogram {
        bins: Vec<NumberBin>,
        rows: u64,
    },
    Scatter {
        x: Vec<f64>,
        y: Vec<f64>,
        /// Rows that have both.
        rows: u64,
    },
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Bar {
    pub cell: Cell,
    pub rows: u64,
    /// The measure, or the number of rows; none where there is no number.
    pub value: Option<f64>,
}

impl ChartData {
    /// More lines than that cannot be told apart.
    pub const MOST_LINES: usize = 8;
    /// A screen is about as wide.
    pub const LINE_POINTS: usize = 2_000;
    pub const SCATTER_POINTS: usize = 5_000;
    pub const BARS: u32 = 50;
    pub const BINS: u32 = 30;
}
