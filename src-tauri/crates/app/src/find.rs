use fetchgrid_model::{CellPosition, FindDirection, FindHit, FindSummary};
use fetchgrid_store::Cancel;

use crate::document::OpenDocument;
use crate::error::AppError;

impl OpenDocument {
    /// How often a text is in these columns of a view, whatever its case.
    pub fn find(
        &self,
        view_id: u64,
        text: &str,
        columns: &[i64],
        overtaken: Cancel<'_>,
    ) -> Result<FindSummary, AppError> {
        Ok(self.store.find(view_id, text, columns, overtaken)?)
    }

    /// The next cell that contains it, row by row and round in a circle.
    pub fn find_step(
        &self,
        view_id: u64,
        text: &str,
        columns: &[i64],
        from: Option<CellPosition>,
        direction: FindDirection,
        overtaken: Cancel<'_>,
    ) -> Result<Option<FindHit>, AppError> {
        Ok(self.store.find_step(view_id, text, columns, from, direction, overtaken)?)
    }

    /// Which cells of these rows contain it.
    pub fn find_marks(
        &self,
        view_id: u64,
        text: &str,
        offset: u64,
        limit: u32,
        columns: &[i64],
    ) -> Result<Vec<CellPosition>, AppError> {
        Ok(self.store.find_marks(view_id, text, offset, limit, columns)?)
    }
}
