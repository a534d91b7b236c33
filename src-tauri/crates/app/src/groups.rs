use fetchgrid_model::{GroupInfo, GroupPage, Grouping};

use crate::document::OpenDocument;
use crate::error::{AppError, ErrorCode};

impl OpenDocument {
    pub fn group(
        &self,
        _view_id: u64,
        _grouping: &Grouping,
        _overtaken: &dyn Fn() -> bool,
    ) -> Result<GroupInfo, AppError> {
        Err(AppError::new(ErrorCode::Internal, "This is being built."))
    }

    pub fn group_page(&self, _group_id: u64, _offset: u64, _limit: u32) -> Result<GroupPage, AppError> {
        Err(AppError::new(ErrorCode::Internal, "This is being built."))
    }
}
