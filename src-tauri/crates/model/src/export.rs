use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{FailureFilter, Grouping, Selection, View};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum ExportFormat {
    Csv,
    Xlsx,
    Json,
    Ndjson,
}

impl ExportFormat {
    pub const ALL: [ExportFormat; 4] = [Self::Csv, Self::Xlsx, Self::Json, Self::Ndjson];

    pub fn extension(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
            Self::Json => "json",
            Self::Ndjson => "ndjson",
        }
    }

    /// By a file's ending, whatever its case; `jsonl` is NDJSON too.
    pub fn from_extension(extension: &str) -> Option<Self> {
        match extension.to_ascii_lowercase().as_str() {
            "jsonl" => Some(Self::Ndjson),
            other => Self::ALL.into_iter().find(|format| format.extension() == other),
        }
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum ExportScope {
    /// All rows and columns, in the plan's order.
    #[default]
    All,
    /// What the grid shows: its filter, sort, search, and visible columns in their order.
    View,
    /// The cells that are selected in it. Cells between them are left blank.
    Selection,
    /// The groups of what the grid shows.
    Groups,
    /// The failed requests: their values, what happened, and the address.
    Failed,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ExportOptions {
    pub path: String,
    pub format: ExportFormat,
    #[serde(default)]
    pub scope: ExportScope,
    /// Not read for [`ExportScope::All`] and [`ExportScope::Failed`].
    #[serde(default)]
    pub view: View,
    /// Visible columns in order, for [`ExportScope::View`]; empty for all.
    #[serde(default)]
    pub columns: Vec<i64>,
    /// Rows of `view`, for [`ExportScope::Selection`].
    #[serde(default)]
    pub selection: Selection,
    /// For [`ExportScope::Groups`].
    #[serde(default)]
    pub grouping: Grouping,
    /// For [`ExportScope::Failed`]: only these.
    #[serde(default)]
    pub failures: FailureFilter,
    /// Address, status, time, milliseconds and attempts of the request before the answer's columns.
    #[serde(default)]
    pub request_columns: bool,
    /// Write a byte order mark so that Excel reads accents right. CSV only.
    #[serde(default)]
    pub byte_order_mark: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum ExportState {
    Running,
    Finished,
    Cancelled,
    Failed,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ExportProgress {
    pub path: String,
    pub state: ExportState,
    pub rows: u64,
    pub total: u64,
    pub error: Option<String>,
}
