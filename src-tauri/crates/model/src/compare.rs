use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{Cell, CellKind, ColumnKey, ColumnType};

/// An earlier table that this one can be compared with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ComparedDocument {
    pub path: String,
    pub name: String,
    pub rows: u64,
    /// When its last run began, in milliseconds since 1970, UTC.
    pub fetched_at_ms: Option<i64>,
    /// Columns that both tables have.
    pub shared: Vec<SharedColumn>,
    /// What tells rows apart best: those to begin with.
    pub keys: Vec<ColumnKey>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SharedColumn {
    pub key: ColumnKey,
    pub title: String,
    #[serde(rename = "type")]
    pub ty: ColumnType,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub struct CompareRequest {
    /// The earlier document.
    pub path: String,
    /// Columns that say which row is which; at least one.
    pub keys: Vec<ColumnKey>,
    /// Columns whose cells are compared; empty for all that both have.
    pub columns: Vec<ColumnKey>,
}

/// A comparison made ready for reading by position.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CompareInfo {
    /// Names it in later calls.
    pub id: u64,
    pub added: u64,
    pub removed: u64,
    pub changed: u64,
    pub unchanged: u64,
    /// Rows whose key occurs again in the same table: they are matched one by one in plan order.
    pub repeated_keys: u64,
    /// Keys first, then the others.
    pub columns: Vec<SharedColumn>,
}

/// Which rows of a comparison.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum CompareWhich {
    /// All that differ: changed and added in the order of this table, then removed in that of the earlier one.
    #[default]
    Differing,
    Added,
    Removed,
    Changed,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum RowChange {
    Added,
    Removed,
    Changed,
}

/// Rows `offset ..` of a comparison.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ComparePage {
    pub offset: u64,
    pub total: u64,
    pub changes: Vec<RowChange>,
    /// In the order of [`CompareInfo::columns`].
    pub columns: Vec<CompareColumn>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CompareColumn {
    /// As they are now; of a removed row, as they were.
    pub kinds: Vec<CellKind>,
    pub texts: Vec<String>,
    /// Rows of this page, from 0, whose cell changed, with the cell that was there before.
    pub before: Vec<CellBefore>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CellBefore {
    pub row: u32,
    pub cell: Cell,
}
