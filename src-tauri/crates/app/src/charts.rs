use std::path::Path;

use fetchgrid_model::{ChartData, ChartRequest};
use fetchgrid_store::Cancel;

use crate::document::OpenDocument;
use crate::error::AppError;

impl OpenDocument {
    /// A view reduced to what a chart can show.
    pub fn chart(&self, view_id: u64, chart: &ChartRequest, overtaken: Cancel<'_>) -> Result<ChartData, AppError> {
        Ok(self.store.chart(view_id, chart, overtaken)?)
    }

    /// Writes a chart that the window drew: PNG or SVG.
    pub fn save_chart(&self, path: &Path, data: &[u8]) -> Result<(), AppError> {
        Ok(fetchgrid_export::write_image(path, data)?)
    }
}
