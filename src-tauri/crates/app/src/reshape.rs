use std::sync::Arc;

use fetchgrid_engine::TakesPage;
use fetchgrid_model::Shape;
use fetchgrid_store::ReshapeControl;

use crate::document::OpenDocument;
use crate::error::{AppError, ErrorCode};

impl OpenDocument {
    /// How answers become rows.
    pub fn shape(&self) -> Shape {
        Shape::clone(&self.store.shape())
    }

    /// Makes the table anew from what was fetched. Nothing is fetched again; until the end, and when it is cancelled, the
    /// table stays as it was. Blocks.
    pub fn reshape(&self, shape: Shape, control: &Arc<ReshapeControl>) -> Result<(), AppError> {
        if self.is_running() {
            return Err(AppError::new(
                ErrorCode::RunActive,
                "A run is going on. Stop it first; everything that arrived is kept.",
            ));
        }
        Ok(self.store.reshape(shape, control)?)
    }

    /// Whether a web page can become rows is for the shape to say.
    pub(crate) fn takes_page(&self) -> TakesPage {
        let shaper = self.store.shaper();
        Arc::new(move |page| shaper.takes_page(&page.body, page.header("content-type")))
    }
}
