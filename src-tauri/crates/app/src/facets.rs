use fetchgrid_model::{ColumnProfile, Facet, FacetRequest};
use fetchgrid_store::Cancel;

use crate::document::OpenDocument;
use crate::error::AppError;

impl OpenDocument {
    /// The values of a column in the rows that the view would show without what it asks of that column alone.
    pub fn facet(&self, view_id: u64, request: &FacetRequest, overtaken: Cancel<'_>) -> Result<Facet, AppError> {
        Ok(self.store.facet(view_id, request, overtaken)?)
    }

    /// All that is known of a column in the rows that the view shows.
    pub fn profile(&self, view_id: u64, column: i64) -> Result<ColumnProfile, AppError> {
        Ok(self.store.profile(view_id, column, &|| false)?)
    }
}
