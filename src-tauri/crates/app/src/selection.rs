use fetchgrid_export::{Clip, ExportColumn};
use fetchgrid_model::{Column, CopyStyle, Row, Selection, SelectionSummary};
use fetchgrid_store::Cancel;

use crate::document::OpenDocument;
use crate::error::{AppError, ErrorCode};

/// A clipboard beyond this chokes the spreadsheet that it is pasted into; a file does not.
const MAX_COPIED_CELLS: u64 = 2_000_000;
/// The same of long texts.
const MAX_COPIED_BYTES: usize = 256 * 1024 * 1024;
/// Summing more than this would take over a second; the status bar then shows the size alone.
const MAX_SUMMED_CELLS: u64 = 5_000_000;

impl OpenDocument {
    /// Count, sum, average and so on of a selection; sums are exact decimals as long as 28 digits hold them.
    pub fn summarise(
        &self,
        view_id: u64,
        selection: &Selection,
        overtaken: Cancel<'_>,
    ) -> Result<SelectionSummary, AppError> {
        if self.store.selected_cells(view_id, selection)? > MAX_SUMMED_CELLS {
            return Err(AppError::new(ErrorCode::TooLarge, "The selection is too large to sum."));
        }
        Ok(self.store.summarise(view_id, selection, overtaken)?)
    }

    /// The selection as text, and the number of its cells.
    pub fn copy_text(
        &self,
        view_id: u64,
        selection: &Selection,
        style: CopyStyle,
        overtaken: Cancel<'_>,
    ) -> Result<(String, u64), AppError> {
        let cells = self.store.selected_cells(view_id, selection)?;
        fits_clipboard(cells)?;
        let mut rows = self.store.selected_rows(view_id, selection)?;
        let clip = Clip::new(style, &export_columns(&self.store.table().columns, rows.columns()));
        let (text, _) = fill(clip, || Ok(rows.next_batch()?), overtaken)?;
        Ok((text, cells))
    }
}

/// Refuses what no spreadsheet would take, before any of it is made.
pub(crate) fn fits_clipboard(cells: u64) -> Result<(), AppError> {
    if cells > MAX_COPIED_CELLS { Err(too_large(&format!("{cells} cells"))) } else { Ok(()) }
}

fn too_large(what: &str) -> AppError {
    let message = format!("{what} are too many for the clipboard. Save them as a file instead.");
    AppError::new(ErrorCode::TooLarge, message)
}

/// The text of all rows that come, and the number of their cells.
pub(crate) fn fill(
    mut clip: Clip,
    mut next: impl FnMut() -> Result<Option<Vec<Row>>, AppError>,
    overtaken: Cancel<'_>,
) -> Result<(String, u64), AppError> {
    while let Some(rows) = next()? {
        if overtaken() {
            return Err(AppError::new(ErrorCode::Cancelled, "Something else was copied."));
        }
        rows.iter().for_each(|row| clip.push_row(row));
        if clip.len() > MAX_COPIED_BYTES {
            return Err(too_large(&format!("{} MB", MAX_COPIED_BYTES / 1024 / 1024)));
        }
    }
    let cells = clip.cells();
    Ok((clip.into_string(), cells))
}

/// Columns by their ids, as they are called in the table; one that is gone has no name.
pub(crate) fn export_columns(table: &[Column], ids: &[i64]) -> Vec<ExportColumn> {
    let column = |id: &i64| {
        let known = table.iter().find(|column| column.id == *id);
        let known = known.map(|column| ExportColumn { name: column.title.clone(), ty: column.ty });
        known.unwrap_or_else(|| ExportColumn { name: String::new(), ty: Default::default() })
    };
    ids.iter().map(column).collect()
}
