use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{Column, Extraction, FailureCategory, PauseReason, Progress, Shape, ShapeStep};

/// What is on disk of the plan.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Counts {
    /// Requests of the plan that the outcomes belong to.
    pub planned: u64,
    pub succeeded: u64,
    pub failed: u64,
    pub rows: u64,
}

impl Counts {
    pub fn done(&self) -> u64 {
        self.succeeded + self.failed
    }

    pub fn missing(&self) -> u64 {
        self.planned.saturating_sub(self.done())
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TableState {
    pub rows: u64,
    pub columns: Vec<Column>,
    /// See [`Progress::table_version`].
    pub version: u64,
}

/// Everything that the window needs to show a document, short of its rows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DocumentState {
    /// File name without its ending, or "Untitled".
    pub name: String,
    /// None for a draft.
    pub path: Option<String>,
    pub read_only: bool,
    pub extraction: Extraction,
    pub counts: Counts,
    pub table: TableState,
    /// How answers become rows of the table.
    pub shape: Shape,
    /// What the shape was made of, first to last.
    pub steps: Vec<ShapeStep>,
    /// Whether the outcomes on disk are those of the extraction as it stands; if not, only starting over makes sense.
    pub plan_unchanged: bool,
    /// The last run was neither finished nor stopped: the process ended under it.
    pub interrupted: bool,
    /// The last run paused by itself for this reason.
    pub pause: Option<PauseReason>,
    pub progress: Progress,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub struct RecentDocument {
    pub path: String,
    pub name: String,
    pub is_draft: bool,
    /// Milliseconds since 1970, UTC.
    pub opened_at_ms: i64,
    /// The address, to tell drafts apart.
    pub address: String,
    /// Requests of the plan when it was last looked at, and how many of them had an outcome.
    pub planned: u64,
    pub done: u64,
    /// A run had begun and not ended when it was last looked at.
    pub unfinished: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FailureGroup {
    pub category: FailureCategory,
    pub status: Option<u16>,
    pub host: String,
    pub count: u64,
    /// When the first and the last of their last attempts began. Milliseconds since 1970, UTC.
    pub first_at_ms: i64,
    pub last_at_ms: i64,
    /// The message of one of them, and its place in the plan, where its answer can be looked at.
    pub message: String,
    pub sample: u64,
    pub sample_page: u32,
}
