use fetchgrid_model::NamedView;

use crate::document::OpenDocument;
use crate::error::{AppError, ErrorCode};

impl OpenDocument {
    pub fn named_views(&self) -> Result<Vec<NamedView>, AppError> {
        Err(AppError::new(ErrorCode::Internal, "This is being built."))
    }

    pub fn save_view(&self, _view: NamedView) -> Result<Vec<NamedView>, AppError> {
        Err(AppError::new(ErrorCode::Internal, "This is being built."))
    }

    pub fn rename_view(&self, _id: i64, _name: &str) -> Result<Vec<NamedView>, AppError> {
        Err(AppError::new(ErrorCode::Internal, "This is being built."))
    }

    pub fn delete_view(&self, _id: i64) -> Result<Vec<NamedView>, AppError> {
        Err(AppError::new(ErrorCode::Internal, "This is being built."))
    }
}
