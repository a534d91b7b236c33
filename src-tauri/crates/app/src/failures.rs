use fetchgrid_model::{FailedPage, FailureFilter, FailureGroup};

use crate::document::OpenDocument;
use crate::error::AppError;

impl OpenDocument {
    pub fn failure_groups(&self) -> Result<Vec<FailureGroup>, AppError> {
        Ok(self.store.failure_groups()?)
    }

    pub fn failed_page(&self, failures: &FailureFilter, offset: u64, limit: u32) -> Result<FailedPage, AppError> {
        Ok(self.store.failed_page(failures, offset, limit)?)
    }
}
