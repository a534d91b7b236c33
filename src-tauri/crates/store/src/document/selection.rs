//! Selected cells.

use std::sync::Arc;

use fetchgrid_model::{Cell, Row, Selection, SelectionSummary};
use fetchgrid_views::{Band, Bands, Counter, Datum, figures};

use crate::document::Document;
use crate::error::{Fault, StoreError};
use crate::members::Members;
use crate::scan::{Cancel, Scan};
use crate::stretch::stretches;
use crate::view::{Ready, shown};

/// Up to so many cells are read where they are, more by reading columns from end to end.
const FEW_CELLS: u64 = 20_000;
/// Cells read at a time: some ten megabytes. The more at a time, the seldomer a segment is read again.
const BATCH_CELLS: u64 = 1_000_000;

/// The cells of a selection, row by row.
pub struct SelectedRows {
    document: Document,
    ready: Arc<Ready>,
    bands: Bands,
    band: usize,
    next: u64,
}

impl Document {
    /// Count, sum and so on of selected cells.
    pub fn summarise(
        &self,
        view_id: u64,
        selection: &Selection,
        cancel: Cancel<'_>,
    ) -> Result<SelectionSummary, StoreError> {
        let bands = self.bands(view_id, selection)?;
        let (mut counter, mut counters) = (Counter::default(), Vec::new());
        for band in &bands.bands {
            if cancel() {
                return Err(StoreError::Cancelled);
            }
            let columns: Vec<i64> = band.columns.iter().map(|at| bands.columns[*at]).collect();
            if bands.cells() > FEW_CELLS {
                counters.extend(self.count_band(view_id, band, &columns, cancel)?);
                continue;
            }
            let page = self.page(view_id, band.rows.start, (band.rows.end - band.rows.start) as u32, &columns)?;
            for column in &page.columns {
                let cells = column.kinds.iter().zip(&column.texts);
                cells.for_each(|(kind, text)| counter.add(*kind, Datum::Text(text), 1));
            }
        }
        counters.push(counter);
        Ok(figures(&Counter::together(counters), bands.cells()))
    }

    fn count_band(
        &self,
        view_id: u64,
        band: &Band,
        columns: &[i64],
        cancel: Cancel<'_>,
    ) -> Result<Vec<Counter>, StoreError> {
        self.with_ready(view_id, |readers, ready, state| {
            let places = band.rows.clone();
            let members = Members::Shown(shown(state.layout.rows(), places.map(|place| ready.row(place))));
            let stretches = stretches(&state.layout);
            let scan = Scan { state, stretches: &stretches, columns, cancel };
            scan.collect(readers, &members, columns, Counter::default, |counter, cells, rows| {
                cells.iter().for_each(|cells| counter.count(cells, rows));
                Ok(())
            })
        })
    }

    /// How many cells are selected.
    pub fn selected_cells(&self, view_id: u64, selection: &Selection) -> Result<u64, StoreError> {
        Ok(self.bands(view_id, selection)?.cells())
    }

    fn bands(&self, view_id: u64, selection: &Selection) -> Result<Bands, StoreError> {
        let ready = self.0.views.get(view_id).ok_or(StoreError::ViewGone)?;
        Ok(Bands::of(selection, ready.rows()))
    }

    /// The selected cells in the order of the view; between them, cells are missing.
    pub fn selected_rows(&self, view_id: u64, selection: &Selection) -> Result<SelectedRows, StoreError> {
        let ready = self.0.views.get(view_id).ok_or(StoreError::ViewGone)?;
        let bands = Bands::of(selection, ready.rows());
        let next = bands.bands.first().map_or(0, |band| band.rows.start);
        Ok(SelectedRows { document: self.clone(), ready, bands, band: 0, next })
    }
}

impl SelectedRows {
    /// Rows are aligned with these.
    pub fn columns(&self) -> &[i64] {
        &self.bands.columns
    }

    pub fn rows(&self) -> u64 {
        self.bands.bands.iter().map(|band| band.rows.end - band.rows.start).sum()
    }

    /// The next rows; none at the end.
    pub fn next_batch(&mut self) -> Result<Option<Vec<Row>>, StoreError> {
        let Some(band) = self.bands.bands.get(self.band) else { return Ok(None) };
        let all = self.bands.columns.len();
        let end = band.rows.end.min(self.next + (BATCH_CELLS / all.max(1) as u64).max(1));
        let columns: Vec<i64> = band.columns.iter().map(|at| self.bands.columns[*at]).collect();
        let document = &self.document;
        let rows = document.healing(|| {
            let state = document.state_for(&self.ready);
            Ok::<_, Fault>(document.gather(&self.ready, &state, self.next..end, &columns)?.into_rows().0)
        })?;
        let rows = rows.into_iter().map(|cells| spread(cells, &band.columns, all)).collect();
        self.next = end;
        if end == band.rows.end {
            self.band += 1;
            self.next = self.bands.bands.get(self.band).map_or(0, |band| band.rows.start);
        }
        Ok(Some(rows))
    }
}

/// Cells at their places among all columns.
fn spread(cells: Row, places: &[usize], all: usize) -> Row {
    if places.len() == all {
        return cells;
    }
    let mut row = vec![Cell::MISSING; all];
    places.iter().zip(cells).for_each(|(place, cell)| row[*place] = cell);
    row
}
