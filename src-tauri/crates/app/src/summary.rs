use std::collections::BTreeMap;
use std::time::Duration;

use fetchgrid_model::{ColumnType, Counts, FailureCategory, LatencySummary, PauseReason, RunSummary};
use fetchgrid_store::{Committed, Document, StoreError};
use serde::Serialize;

use crate::document::OpenDocument;
use crate::error::AppError;

/// What `fetchgrid info --json` prints.
#[derive(Clone, Debug, Serialize)]
pub struct DocumentInfo {
    pub path: String,
    pub address: String,
    pub placeholders: Vec<String>,
    pub planned: u64,
    pub succeeded: u64,
    pub failed: u64,
    pub missing: u64,
    pub rows: u64,
    pub columns: Vec<String>,
    /// Of the columns, in their order.
    pub types: Vec<ColumnType>,
    /// The last run was neither finished nor stopped.
    pub interrupted: bool,
    /// Why the last run paused by itself, when it did.
    pub pause: Option<PauseReason>,
    pub failures: BTreeMap<FailureCategory, u64>,
}

impl OpenDocument {
    pub fn info(&self) -> Result<DocumentInfo, AppError> {
        let (counts, table) = (self.store.counts(), self.store.table());
        let shown = || table.columns.iter().filter(|column| !column.hidden);
        Ok(DocumentInfo {
            path: self.path().display().to_string(),
            address: self.extraction().request.public_address(),
            placeholders: self.store.placeholders(),
            planned: counts.planned,
            succeeded: counts.succeeded,
            failed: counts.failed,
            missing: counts.missing(),
            rows: counts.rows,
            columns: shown().map(|column| column.title.clone()).collect(),
            types: shown().map(|column| column.ty).collect(),
            interrupted: self.store.was_interrupted() && !self.is_running(),
            pause: self.store.pause().filter(|_| !self.is_running()),
            failures: self.failure_counts()?,
        })
    }

    pub fn failure_counts(&self) -> Result<BTreeMap<FailureCategory, u64>, AppError> {
        Ok(count_failures(&self.store)?)
    }
}

fn count_failures(store: &Document) -> Result<BTreeMap<FailureCategory, u64>, StoreError> {
    let mut failures = BTreeMap::new();
    for group in store.failure_groups()? {
        *failures.entry(group.category).or_default() += group.count;
    }
    Ok(failures)
}

/// Requests are those of this run; rows, columns and failures are those of the whole document after it.
pub(crate) fn of_run(
    store: &Document,
    committed: Committed,
    took: Duration,
    workers: u16,
    latency_ms: LatencySummary,
    pause: Option<PauseReason>,
) -> RunSummary {
    let Counts { rows, .. } = store.counts();
    let failures = count_failures(store).unwrap_or_else(|error| {
        tracing::warn!(%error, "the failures could not be counted");
        BTreeMap::new()
    });
    let seconds = took.as_secs_f64();
    RunSummary {
        requests: committed.done,
        succeeded: committed.done - committed.failed,
        failed: committed.failed,
        rows,
        columns: store.table().columns.len() as u64,
        seconds,
        requests_per_second: if seconds > 0.0 { committed.done as f64 / seconds } else { 0.0 },
        latency_ms,
        workers,
        reused: committed.reused,
        failures,
        pause,
    }
}
