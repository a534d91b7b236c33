use fetchgrid_export::{Clip, RowSource};
use fetchgrid_model::{CopyStyle, GroupInfo, GroupPage, Grouping};
use fetchgrid_store::Cancel;

use crate::document::OpenDocument;
use crate::error::{AppError, ErrorCode};
use crate::group_export::GroupRows;
use crate::selection::{fill, fits_clipboard};

impl OpenDocument {
    /// Makes a table of the groups of a view ready for reading by position.
    pub fn group(&self, view_id: u64, grouping: &Grouping, overtaken: Cancel<'_>) -> Result<GroupInfo, AppError> {
        Ok(self.store.group(view_id, grouping, overtaken)?)
    }

    pub fn group_page(&self, group_id: u64, offset: u64, limit: u32) -> Result<GroupPage, AppError> {
        Ok(self.store.group_page(group_id, offset, limit)?)
    }

    /// All groups as text, and the number of cells.
    pub fn copy_groups(
        &self,
        group_id: u64,
        style: CopyStyle,
        overtaken: Cancel<'_>,
    ) -> Result<(String, u64), AppError> {
        let mut rows = GroupRows::of(self.store.group_table(group_id)?);
        fits_clipboard(rows.total() * rows.columns().len() as u64)?;
        let clip = Clip::new(style, rows.columns());
        fill(clip, || rows.next_rows().map_err(|message| AppError::new(ErrorCode::Internal, message)), overtaken)
    }
}
