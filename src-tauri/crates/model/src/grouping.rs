use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{Cell, ColumnType, DateUnit, PageColumn};

/// A table of the groups of a view.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub struct Grouping {
    /// One to three.
    pub by: Vec<GroupKey>,
    /// Beside the number of rows, which is always there.
    pub measures: Vec<Measure>,
    /// Without it the groups stand in the order of their keys.
    pub sort: Option<GroupSort>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub struct GroupKey {
    pub column: i64,
    /// Dates are put together by it; what is no date is a group by itself.
    pub unit: Option<DateUnit>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Measure {
    pub column: i64,
    pub function: MeasureFunction,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum MeasureFunction {
    /// Filled cells.
    Count,
    /// Different filled cells.
    Distinct,
    /// Of numbers, as the three that follow; blank where a group has none.
    Sum,
    Mean,
    Min,
    Max,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub struct GroupSort {
    /// Place among the columns of the table of groups: keys, number of rows, measures.
    pub column: u32,
    pub descending: bool,
}

/// A table of groups made ready for reading by position.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct GroupInfo {
    /// Names it in later calls.
    pub id: u64,
    /// Number of groups.
    pub rows: u64,
    /// Rows of the view that are in them.
    pub view_rows: u64,
    pub columns: Vec<GroupColumn>,
    /// What is reckoned of all groups together: the number of rows, and each measure.
    pub total: Vec<Cell>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct GroupColumn {
    pub role: GroupRole,
    /// The column of the table that it is about; none for the number of rows.
    pub column: Option<i64>,
    /// Only of a measure.
    pub function: Option<MeasureFunction>,
    /// Only of a key whose dates are put together.
    pub unit: Option<DateUnit>,
    /// The title of `column`; for the number of rows, "rows".
    pub title: String,
    #[serde(rename = "type")]
    pub ty: ColumnType,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum GroupRole {
    Key,
    Rows,
    Measure,
}

/// Groups `offset ..`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct GroupPage {
    pub offset: u64,
    /// In the order of [`GroupInfo::columns`]; the id of each is its place there.
    pub columns: Vec<PageColumn>,
}
