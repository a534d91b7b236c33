use fetchgrid_model::Row;

use crate::{ExportError, RowSource};

/// Rows between two reports; a report may cross to the window, so not every row, and at least some a second.
const REPORT_EVERY: u64 = 1000;

/// Hands out rows, reports how many were written, and asks whether to go on.
pub(crate) struct Feed<'a> {
    progress: &'a mut dyn FnMut(u64) -> bool,
    written: u64,
}

impl<'a> Feed<'a> {
    pub(crate) fn new(progress: &'a mut dyn FnMut(u64) -> bool) -> Self {
        Feed { progress, written: 0 }
    }

    /// Every row of the source, counted as written.
    pub(crate) fn rows(
        &mut self,
        source: &mut dyn RowSource,
        mut take: impl FnMut(&Row) -> Result<(), ExportError>,
    ) -> Result<u64, ExportError> {
        let before = self.written;
        self.go_on()?;
        let mut reported = self.written;
        while let Some(batch) = source.next_rows().map_err(ExportError::Source)? {
            for row in &batch {
                take(row)?;
                self.written += 1;
                if self.written - reported >= REPORT_EVERY {
                    reported = self.written;
                    self.go_on()?;
                }
            }
        }
        self.go_on()?;
        Ok(self.written - before)
    }

    /// Rows that do not count as rows of the result.
    pub(crate) fn side_rows(
        &mut self,
        source: &mut dyn RowSource,
        take: impl FnMut(&Row) -> Result<(), ExportError>,
    ) -> Result<u64, ExportError> {
        let written = self.written;
        let progress = &mut *self.progress;
        let mut frozen = |_| progress(written);
        Feed::new(&mut frozen).rows(source, take)
    }

    pub(crate) fn go_on(&mut self) -> Result<(), ExportError> {
        if (self.progress)(self.written) { Ok(()) } else { Err(ExportError::Cancelled) }
    }
}
