use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{CellKind, Column, FailureCategory, Filter, Header, PagingFound};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Sort {
    /// A [`Column::id`].
    pub column: i64,
    pub descending: bool,
    #[serde(default)]
    pub order: TextOrder,
}

impl Sort {
    pub fn ascending(column: i64) -> Self {
        Sort { column, descending: false, order: TextOrder::Natural }
    }

    pub fn descending(column: i64) -> Self {
        Sort { descending: true, ..Sort::ascending(column) }
    }
}

/// How texts stand to each other. Whichever it is, truths come before numbers, numbers before texts, and blank cells last.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum TextOrder {
    /// As people put them: `a2` before `A10`, `é` beside `e`.
    #[default]
    Natural,
    /// By their characters.
    Exact,
}

/// Filter, search and sort; never changes the data. The default view is the plan's order, all rows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub struct View {
    /// The first decides; what is equal in it is put in order by the next; what is equal in all stays in plan order.
    pub sort: Vec<Sort>,
    pub filter: Filter,
    /// Rows in which any cell contains this text, whatever its case; empty for all rows.
    pub search: String,
    /// The day that relative dates count from, where the user is: `2026-11-30`. The day in UTC when there is none.
    pub today: Option<String>,
}

impl View {
    pub fn sorted(sort: Sort) -> Self {
        View { sort: vec![sort], ..View::default() }
    }

    pub fn found(search: impl Into<String>) -> Self {
        View { search: search.into(), ..View::default() }
    }

    pub fn filtered(filter: Filter) -> Self {
        View { filter, ..View::default() }
    }

    /// All rows in plan order.
    pub fn is_plain(&self) -> bool {
        self.sort.is_empty() && self.filter.is_all() && self.search.is_empty()
    }
}

/// A row of a view that is to be found again in the next one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Anchor {
    pub view_id: u64,
    pub row: u64,
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
    /// Where the anchored row stands now; when it is gone, the row of those before it that is nearest.
    pub anchor: Option<u64>,
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
    /// Of each column, the rows whose cell is not of its type.
    pub misfits: Vec<Vec<u32>>,
    pub total_rows: u64,
    /// Ways to fetch further pages that the answer shows, the best first.
    pub paging: Vec<PagingFound>,
}
