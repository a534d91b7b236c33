//! Views that were given a name.

use fetchgrid_model::NamedView;

use crate::command::Command;
use crate::document::Document;
use crate::error::StoreError;
use crate::named_views;

impl Document {
    /// By name.
    pub fn named_views(&self) -> Result<Vec<NamedView>, StoreError> {
        self.read(|reader| named_views::list(&reader.connection))
    }

    /// A new one when its id is 0. False when there is none of its id.
    pub fn save_view(&self, view: NamedView) -> Result<bool, StoreError> {
        self.call(|reply| Command::SaveView { view: Box::new(view), reply })
    }

    /// False when there is none of this id.
    pub fn delete_view(&self, id: i64) -> Result<bool, StoreError> {
        self.call(|reply| Command::DeleteView { id, reply })
    }
}
