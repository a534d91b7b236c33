use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{CellKind, Column, FailureCategory, Header, PagingFound};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Sort {
    /// A [`Column::id`].
    pub column: i64,
    pub descending: bool,
}

/// Sort and search; never changes the data. The default view is the plan's order, all rows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub struct View {
    pub sort: Option<Sort>,
    /// Rows in which any cell contains this text, whatever its case; empty for all rows.
    pub search: String,
}

/// A view made ready for reading by position.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ViewInfo {
    /// Names this state of this view in later calls.
    pub id: u64,
    pub rows: u64,
    pub total_rows: u64,
    pub columns: Vec<Column>,
    /// The table as of this version.
    pub version: u64,
    /// The first rows, where they were asked for.
    pub first: Option<Page>,
}

/// Rows `offset ..` of a view. Cells are grouped by column so that an absent column costs nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Page {
    pub offset: u64,
    /// Place in the plan of the request that made each row, from 0.
    pub positions: Vec<u64>,
    /// The page of the request's answer, from 1.
    pub pages: Vec<u32>,
    /// In the order of the columns asked for.
    pub columns: Vec<PageColumn>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PageColumn {
    pub id: i64,
    pub kinds: Vec<CellKind>,
    pub texts: Vec<String>,
    /// Rows of this page, from 0, whose cell is not of the column's type.
    pub misfits: Vec<u32>,
}

/// A rectangle of a view: rows `from_row .. to_row`, end excluded, of the columns named.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Selection {
    pub from_row: u64,
    pub to_row: u64,
    pub columns: Vec<i64>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SelectionSummary {
    /// Filled cells.
    pub count: u64,
    /// Of them, numbers.
    pub numbers: u64,
    /// Exact decimal text; none without numbers.
    pub sum: Option<String>,
    pub average: Option<String>,
}

/// The request behind a row, and its raw answer.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RowDetail {
    pub position: u64,
    /// The page of the answer, from 1.
    pub page: u32,
    pub values: Vec<NamedValue>,
    pub address: String,
    pub status: Option<u16>,
    pub started_at_ms: i64,
    pub duration_ms: f64,
    pub attempts: u32,
    pub failure: Option<FailureText>,
    pub headers: Vec<Header>,
    /// The body as text, cut after `RowDetail::MAX_BODY` bytes; none when there was no answer.
    pub body: Option<String>,
    pub body_bytes: u64,
    pub truncated: bool,
}

impl RowDetail {
    /// More than this is not shown in the panel; it can still be exported.
    pub const MAX_BODY: usize = 512 * 1024;
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct NamedValue {
    pub name: String,
    pub value: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FailureText {
    pub category: FailureCategory,
    pub message: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FailedRow {
    pub position: u64,
    /// The page that failed, from 1.
    pub page: u32,
    pub values: Vec<String>,
    pub address: String,
    pub category: FailureCategory,
    pub status: Option<u16>,
    pub message: String,
    pub attempts: u32,
    pub started_at_ms: i64,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FailedPage {
    pub offset: u64,
    /// All that match the category asked for.
    pub total: u64,
    pub rows: Vec<FailedRow>,
}

/// The first request, its answer, and the rows it becomes.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TestResult {
    pub detail: RowDetail,
    /// Where the records were found, in words: "the list `results`".
    pub records: String,
    pub columns: Vec<Column>,
    /// The first rows, at most 100, aligned with `columns`.
    pub rows: Vec<Vec<String>>,
    /// What each cell of `rows` is: an empty text is not an absent field.
    pub kinds: Vec<Vec<CellKind>>,
    pub total_rows: u64,
    /// Ways to fetch further pages that the answer shows, the best first.
    pub paging: Vec<PagingFound>,
}
