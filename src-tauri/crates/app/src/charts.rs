use fetchgrid_model::{ChartData, ChartRequest};

use crate::document::OpenDocument;
use crate::error::{AppError, ErrorCode};

impl OpenDocument {
    pub fn chart(
        &self,
        _view_id: u64,
        _chart: &ChartRequest,
        _overtaken: &dyn Fn() -> bool,
    ) -> Result<ChartData, AppError> {
        Err(AppError::new(ErrorCode::Internal, "This is being built."))
    }
}
