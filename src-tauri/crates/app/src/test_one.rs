use fetchgrid_model::{FailureText, NamedValue, Outcome, RowDetail, TestResult};
use fetchgrid_shape::{Shaper, shape_to_rows};

use crate::document::OpenDocument;
use crate::error::AppError;

/// Enough rows to judge by.
const PREVIEW_ROWS: usize = 100;

impl OpenDocument {
    /// Sends the first request of the plan and shows what becomes of it. Nothing is recorded.
    pub async fn test_one(&self) -> Result<TestResult, AppError> {
        let plan = self.plan()?;
        let settings = self.extraction().settings;
        let outcome =
            fetchgrid_engine::fetch_one(&plan, 0, &settings, self.around.book.clone(), Some(self.takes_page())).await?;
        if outcome.response().is_some() {
            self.note_seconds(outcome.duration_us as f64 / 1e6);
        }
        Ok(result_of(&outcome, plan.placeholders(), &self.store.shaper()))
    }
}

fn result_of(outcome: &Outcome, placeholders: &[String], shaper: &Shaper) -> TestResult {
    let mut result = TestResult {
        detail: detail_of(outcome, placeholders),
        records: String::new(),
        columns: Vec::new(),
        rows: Vec::new(),
        kinds: Vec::new(),
        total_rows: 0,
    };
    let (None, Some(response)) = (outcome.failure(), outcome.response()) else { return result };
    if response.body.is_empty() {
        return result;
    }
    match shape_to_rows(shaper, &response.body, response.header("content-type")) {
        Ok((names, rows, records)) => {
            result.records = records.to_string();
            result.total_rows = rows.len() as u64;
            result.columns = names
                .into_iter()
                .zip(1_i64..)
                .map(|(name, id)| crate::rows::column_over(id, name, (id - 1) as usize, &rows))
                .collect();
            result.kinds =
                rows.iter().take(PREVIEW_ROWS).map(|row| row.iter().map(|cell| cell.kind).collect()).collect();
            let shown = rows.into_iter().take(PREVIEW_ROWS);
            result.rows = shown.map(|row| row.into_iter().map(|cell| cell.text).collect()).collect();
        }
        Err(error) => {
            result.detail.failure = Some(FailureText {
                category: fetchgrid_model::FailureCategory::UnexpectedFormat,
                message: error.to_string(),
            });
        }
    }
    result
}

fn detail_of(outcome: &Outcome, placeholders: &[String]) -> RowDetail {
    let response = outcome.response();
    let body = response.map(|response| &response.body);
    let shown = body.map(|body| &body[..body.len().min(RowDetail::MAX_BODY)]);
    RowDetail {
        position: outcome.position,
        values: placeholders
            .iter()
            .zip(&outcome.values)
            .map(|(name, value)| NamedValue { name: name.clone(), value: value.clone() })
            .collect(),
        address: outcome.address.clone(),
        status: response.map(|response| response.status),
        started_at_ms: outcome.started_at_ms,
        duration_ms: outcome.duration_us as f64 / 1000.0,
        attempts: outcome.attempts,
        failure: outcome
            .failure()
            .map(|failure| FailureText { category: failure.category, message: failure.message.clone() }),
        headers: response.map(|response| response.headers.clone()).unwrap_or_default(),
        body: shown.map(|shown| String::from_utf8_lossy(shown).into_owned()),
        body_bytes: body.map_or(0, |body| body.len() as u64),
        truncated: body.map_or(0, |body| body.len()) > RowDetail::MAX_BODY,
    }
}
