use fetchgrid_model::{ColumnProfile, Facet, FacetRequest};

use crate::document::OpenDocument;
use crate::error::{AppError, ErrorCode};

impl OpenDocument {
    pub fn facet(
        &self,
        _view_id: u64,
        _request: &FacetRequest,
        _overtaken: &dyn Fn() -> bool,
    ) -> Result<Facet, AppError> {
        Err(AppError::new(ErrorCode::Internal, "This is being built."))
    }

    pub fn profile(&self, _view_id: u64, _column: i64) -> Result<ColumnProfile, AppError> {
        Err(AppError::new(ErrorCode::Internal, "This is being built."))
    }
}
