use fetchgrid_model::{CellPosition, FindDirection, FindHit, FindSummary};

use crate::document::OpenDocument;
use crate::error::{AppError, ErrorCode};

impl OpenDocument {
    pub fn find(
        &self,
        _view_id: u64,
        _text: &str,
        _columns: &[i64],
        _overtaken: &dyn Fn() -> bool,
    ) -> Result<FindSummary, AppError> {
        Err(AppError::new(ErrorCode::Internal, "This is being built."))
    }

    pub fn find_step(
        &self,
        _view_id: u64,
        _text: &str,
        _columns: &[i64],
        _from: Option<CellPosition>,
        _direction: FindDirection,
        _overtaken: &dyn Fn() -> bool,
    ) -> Result<Option<FindHit>, AppError> {
        Err(AppError::new(ErrorCode::Internal, "This is being built."))
    }

    pub fn find_marks(
        &self,
        _view_id: u64,
        _text: &str,
        _offset: u64,
        _limit: u32,
        _columns: &[i64],
    ) -> Result<Vec<CellPosition>, AppError> {
        Err(AppError::new(ErrorCode::Internal, "This is being built."))
    }
}
