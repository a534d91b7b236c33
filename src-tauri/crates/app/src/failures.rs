use fetchgrid_model::{FailedPage, FailureCategory, FailureGroup};

use crate::document::OpenDocument;
use crate::error::AppError;

impl OpenDocument {
    pub fn failure_groups(&self) -> Result<Vec<FailureGroup>, AppError> {
        Ok(self.store.failure_groups()?)
    }

    pub fn failed_page(
        &self,
        category: Option<FailureCategory>,
        offset: u64,
        limit: u32,
    ) -> Result<FailedPage, AppError> {
        Ok(self.store.failed_page(category, offset, limit)?)
    }
}
