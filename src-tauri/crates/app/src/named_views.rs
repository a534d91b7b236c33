use fetchgrid_model::NamedView;

use crate::document::OpenDocument;
use crate::error::{AppError, ErrorCode};

impl OpenDocument {
    /// By name.
    pub fn named_views(&self) -> Result<Vec<NamedView>, AppError> {
        let mut views = self.store.named_views()?;
        views.sort_by_key(|view| view.name.to_lowercase());
        Ok(views)
    }

    /// Adds a view, or puts it in the place of the one with its id. Gives back all of them.
    pub fn save_view(&self, mut view: NamedView) -> Result<Vec<NamedView>, AppError> {
        view.name = view.name.trim().to_owned();
        if view.name.is_empty() {
            return Err(AppError::new(ErrorCode::BadView, "Give the view a name."));
        }
        let is_taken = |other: &NamedView| other.id != view.id && other.name.to_lowercase() == view.name.to_lowercase();
        if self.named_views()?.iter().any(is_taken) {
            let message = format!("There is already a view called “{}”.", view.name);
            return Err(AppError::new(ErrorCode::AlreadyExists, message));
        }
        if !self.store.save_view(view)? {
            return Err(gone());
        }
        self.named_views()
    }

    pub fn rename_view(&self, id: i64, name: &str) -> Result<Vec<NamedView>, AppError> {
        let view = self.named_views()?.into_iter().find(|view| view.id == id).ok_or_else(gone)?;
        self.save_view(NamedView { name: name.to_owned(), ..view })
    }

    pub fn delete_view(&self, id: i64) -> Result<Vec<NamedView>, AppError> {
        if !self.store.delete_view(id)? {
            return Err(gone());
        }
        self.named_views()
    }
}

fn gone() -> AppError {
    AppError::new(ErrorCode::NotFound, "That view is not in the document any more.")
}
