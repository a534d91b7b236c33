use std::path::Path;

use fetchgrid_model::{CompareInfo, ComparePage, CompareRequest, CompareWhich, ComparedDocument};
use fetchgrid_store::{Cancel, Document};

use crate::document::OpenDocument;
use crate::error::{AppError, ErrorCode};

impl OpenDocument {
    /// What of an earlier document can be compared with this one.
    pub fn look_at_earlier(&self, path: &Path) -> Result<ComparedDocument, AppError> {
        Ok(self.store.look_at_earlier(&self.earlier(path)?)?)
    }

    pub fn compare(&self, request: &CompareRequest, overtaken: Cancel<'_>) -> Result<CompareInfo, AppError> {
        Ok(self.store.compare(self.earlier(Path::new(&request.path))?, request, overtaken)?)
    }

    pub fn compare_page(
        &self,
        compare_id: u64,
        which: CompareWhich,
        offset: u64,
        limit: u32,
    ) -> Result<ComparePage, AppError> {
        Ok(self.store.compare_page(compare_id, which, offset, limit)?)
    }

    /// Writes a copy of the document and stays with this one.
    pub fn keep(&self, path: &Path) -> Result<(), AppError> {
        Ok(self.store.save_as(path)?)
    }

    fn earlier(&self, path: &Path) -> Result<Document, AppError> {
        let same = |path: &Path| std::fs::canonicalize(path).ok();
        if same(path).is_some_and(|path| same(&self.path()) == Some(path)) {
            return Err(AppError::new(ErrorCode::Busy, "That is this document. Choose an earlier one."));
        }
        Ok(Document::open_to_read(path)?)
    }
}
