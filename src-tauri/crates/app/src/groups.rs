use fetchgrid_model::{GroupInfo, GroupPage, Grouping};
use fetchgrid_store::Cancel;

use crate::document::OpenDocument;
use crate::error::AppError;

impl OpenDocument {
    /// Makes a table of the groups of a view ready for reading by position.
    pub fn group(&self, view_id: u64, grouping: &Grouping, overtaken: Cancel<'_>) -> Result<GroupInfo, AppError> {
        Ok(self.store.group(view_id, grouping, overtaken)?)
    }

    pub fn group_page(&self, group_id: u64, offset: u64, limit: u32) -> Result<GroupPage, AppError> {
        Ok(self.store.group_page(group_id, offset, limit)?)
    }
}
