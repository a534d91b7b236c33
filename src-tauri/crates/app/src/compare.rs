use std::path::Path;

use fetchgrid_model::{CompareInfo, ComparePage, CompareRequest, CompareWhich, ComparedDocument};

use crate::document::OpenDocument;
use crate::error::{AppError, ErrorCode};

impl OpenDocument {
    pub fn look_at_earlier(&self, _path: &Path) -> Result<ComparedDocument, AppError> {
        Err(AppError::new(ErrorCode::Internal, "This is being built."))
    }

    pub fn compare(&self, _request: &CompareRequest, _overtaken: &dyn Fn() -> bool) -> Result<CompareInfo, AppError> {
        Err(AppError::new(ErrorCode::Internal, "This is being built."))
    }

    pub fn compare_page(
        &self,
        _compare_id: u64,
        _which: CompareWhich,
        _offset: u64,
        _limit: u32,
    ) -> Result<ComparePage, AppError> {
        Err(AppError::new(ErrorCode::Internal, "This is being built."))
    }

    /// Writes a copy of the document and stays with this one.
    pub fn keep(&self, path: &Path) -> Result<(), AppError> {
        Ok(self.store.save_as(path)?)
    }
}
