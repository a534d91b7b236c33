use fetchgrid_model::{
    Column, ColumnOrigin, FailureCategory, FailureText, NamedValue, Outcome, RowDetail, ShapePreview, TestResult,
};

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
        let mut result = TestResult { detail: detail_of(&outcome, plan.placeholders()), ..TestResult::default() };
        result.paging = self.paging_found(&outcome, plan.request(0).body());
        let is_good = outcome.failure().is_none() && outcome.response().is_some_and(|answer| !answer.body.is_empty());
        if is_good {
            self.show_rows(&outcome, plan.placeholders(), &mut result)?;
        }
        self.keep_tested(outcome, plan.placeholders());
        Ok(result)
    }

    /// The rows that an answer becomes as the table is shaped.
    fn show_rows(&self, outcome: &Outcome, placeholders: &[String], result: &mut TestResult) -> Result<(), AppError> {
        let ShapePreview { failed, problem, columns, rows, kinds, misfits, total_rows, .. } =
            self.store.preview_of(&self.store.steps(), (outcome, placeholders))?;
        result.total_rows = total_rows;
        if failed > 0 {
            let message = problem.unwrap_or_default();
            result.detail.failure = Some(FailureText { category: FailureCategory::UnexpectedFormat, message });
            return Ok(());
        }
        result.records = self.store.found_in(outcome).unwrap_or_default();
        let shown: Vec<usize> = (0..columns.len()).filter(|at| is_shown(&columns[*at])).collect();
        let of_row = |texts: Vec<String>| -> Vec<String> { shown.iter().map(|at| texts[*at].clone()).collect() };
        result.rows = rows.into_iter().take(PREVIEW_ROWS).map(of_row).collect();
        let kinds = kinds.into_iter().take(PREVIEW_ROWS);
        result.kinds = kinds.map(|kinds| shown.iter().map(|at| kinds[*at]).collect()).collect();
        let of_column =
            |at: &usize| misfits[*at].iter().copied().filter(|row| (*row as usize) < PREVIEW_ROWS).collect();
        result.misfits = shown.iter().map(of_column).collect();
        result.columns = columns.into_iter().filter(is_shown).collect();
        Ok(())
    }
}

/// The values are the user's own; what the answer brings is what is looked at.
fn is_shown(column: &Column) -> bool {
    !column.hidden && column.origin != ColumnOrigin::Value
}

fn detail_of(outcome: &Outcome, placeholders: &[String]) -> RowDetail {
    let response = outcome.response();
    let body = response.map(|response| &response.body);
    let shown = body.map(|body| &body[..body.len().min(RowDetail::MAX_BODY)]);
    RowDetail {
        position: outcome.position,
        page: outcome.page,
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
