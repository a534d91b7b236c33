use std::sync::atomic::{AtomicU64, Ordering};

use fetchgrid_model::{Anchor, Page, RowDetail, View, ViewInfo};
use fetchgrid_store::Cancel;

use crate::document::OpenDocument;
use crate::error::{AppError, ErrorCode};

/// Columns of the first rows that come with a view: about as many as a window shows.
const FIRST_COLUMNS: usize = 32;

/// Lets a newer request of the same kind overtake an older one: "latest wins".
#[derive(Default)]
pub struct Generation(AtomicU64);

impl Generation {
    pub fn begin(&self) -> impl Fn() -> bool + '_ {
        let mine = self.0.fetch_add(1, Ordering::Relaxed) + 1;
        move || self.0.load(Ordering::Relaxed) != mine
    }
}

impl OpenDocument {
    /// Makes a view ready for reading by position, and reads its first rows, so many, with it. A newer call overtakes this
    /// one, which then ends as cancelled.
    ///
    /// `anchor`: a row of an earlier view that is to be found again in this one.
    pub fn view(
        &self,
        view: &View,
        first_rows: u32,
        anchor: Option<Anchor>,
        overtaken: Cancel<'_>,
    ) -> Result<ViewInfo, AppError> {
        let mut info = self.store.view(view, overtaken)?;
        if let Some(anchor) = anchor {
            info.anchor = self.store.find_row(anchor.view_id, anchor.row, info.id)?;
        }
        if first_rows > 0 && info.rows > 0 {
            let columns: Vec<i64> = info.columns.iter().take(FIRST_COLUMNS).map(|column| column.id).collect();
            info.first = Some(self.page(info.id, 0, first_rows, &columns)?);
        }
        Ok(info)
    }

    pub fn page(&self, view_id: u64, offset: u64, limit: u32, columns: &[i64]) -> Result<Page, AppError> {
        Ok(self.store.page(view_id, offset, limit, columns)?)
    }

    pub fn detail(&self, position: u64, page: u32) -> Result<RowDetail, AppError> {
        let detail = self.store.detail(position, page)?;
        detail.ok_or_else(|| AppError::new(ErrorCode::NotFound, format!("Request {} has no answer yet.", position + 1)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_latest_wins() {
        let generation = Generation::default();
        let first = generation.begin();
        assert!(!first());
        let second = generation.begin();
        assert!(first() && !second());
    }
}
