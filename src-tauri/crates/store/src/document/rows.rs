//! The rows of views.

use std::sync::Arc;

use fetchgrid_model::{Page, View, ViewInfo};

use crate::arrange::{Arranged, arrange, dated};
use crate::book::{Book, State};
use crate::cursor::RowCursor;
use crate::document::Document;
use crate::error::{Fault, StoreError};
use crate::gather::{Gathered, gather_side_by_side};
use crate::reader::Reader;
use crate::row_place::RowPlace;
use crate::scan::Cancel;
use crate::schema;
use crate::view::Ready;

/// A table that changes all the time is looked at by one thread alone after so many tries to begin at one moment.
const TRIES: usize = 5;
/// When a row is gone, so many before it are looked for.
const NEIGHBOURS: u64 = 256;

impl Document {
    /// Makes a view ready for reading by position: at once in plan order, else after filtering and sorting, which ends with
    /// [`StoreError::Cancelled`] soon after `cancel` says so.
    pub fn view(&self, view: &View, cancel: Cancel<'_>) -> Result<ViewInfo, StoreError> {
        Ok(self.healing(|| self.try_view(&dated(view), cancel))?.info())
    }

    /// A segment that cannot be read is rebuilt once; should it fail again, it is not the segment.
    pub(super) fn healing<T>(&self, work: impl Fn() -> Result<T, Fault>) -> Result<T, StoreError> {
        match work() {
            Err(Fault::BadSegment { segment, .. }) if self.distrust(segment) => work(),
            done => done,
        }
        .map_err(|fault| fault.at(&self.0.path))
    }

    fn try_view(&self, view: &View, cancel: Cancel<'_>) -> Result<Arc<Ready>, Fault> {
        let version = self.0.state.load().table.version;
        if let Some(ready) = self.0.views.find(view, version) {
            return Ok(ready);
        }
        if view.is_plain() {
            return Ok(self.0.views.add(view.clone(), self.0.state.load_full(), Arranged::default()));
        }
        let before = self.0.views.basis(view);
        let (state, arranged) =
            self.with_newest(|readers, state| arrange(readers, state, view, before.as_deref(), cancel))?;
        Ok(self.0.views.add(view.clone(), state, arranged))
    }

    /// Transactions on several connections that see one state, and that state: the published one, or, when commits came
    /// between, one read anew.
    pub(super) fn with_newest<T>(
        &self,
        work: impl FnOnce(&mut [Reader], &State) -> Result<T, Fault>,
    ) -> Result<(Arc<State>, T), Fault> {
        let mut scanners = self.0.scanners.borrow()?;
        let mut tries = 0;
        let state = loop {
            tries += 1;
            if tries > TRIES {
                scanners.readers.truncate(1);
            }
            // Taken first: rows of one version may move into segments, and an older layout is readable in a newer file,
            // not the other way round.
            let published = self.0.state.load_full();
            let mut versions = Vec::new();
            for reader in &scanners.readers {
                reader.begin()?;
                versions.push(reader.version()?);
            }
            if versions.iter().all(|version| *version == published.table.version) {
                break published;
            }
            if let [reader] = scanners.readers.as_slice() {
                break Arc::new(Book::load(&reader.connection)?.state());
            }
            scanners.readers.iter().for_each(Reader::end);
        };
        let done = work(&mut scanners.readers, &state)?;
        Ok((state, done))
    }

    /// A view that was made ready, transactions on several connections, and the state to read it by.
    pub(super) fn with_ready<T>(
        &self,
        view_id: u64,
        work: impl Fn(&mut [Reader], &Ready, &State) -> Result<T, Fault>,
    ) -> Result<T, StoreError> {
        self.healing(|| {
            let (ready, state) = self.ready(view_id)?;
            let mut scanners = self.0.scanners.borrow()?;
            for reader in &scanners.readers {
                reader.begin()?;
            }
            work(&mut scanners.readers, &ready, &state)
        })
    }

    pub(super) fn ready(&self, view_id: u64) -> Result<(Arc<Ready>, Arc<State>), Fault> {
        let ready = self.0.views.get(view_id).ok_or(Fault::Gone)?;
        let state = self.state_for(&ready);
        Ok((ready, state))
    }

    /// Rows keep their numbers while the version stands, and the newest layout has the most rows in segments.
    pub(super) fn state_for(&self, ready: &Ready) -> Arc<State> {
        let current = self.0.state.load_full();
        if current.table.version == ready.state.table.version { current } else { Arc::clone(&ready.state) }
    }

    /// Rows `offset ..` of a view, at most `limit`. An unknown column has only missing cells.
    pub fn page(&self, view_id: u64, offset: u64, limit: u32, columns: &[i64]) -> Result<Page, StoreError> {
        let (ready, state) = self.ready(view_id).map_err(|fault| fault.at(&self.0.path))?;
        let end = ready.rows().min(offset.saturating_add(u64::from(limit)));
        match self.gather(&ready, &state, offset.min(end)..end, columns) {
            Ok(gathered) => Ok(gathered.into_page(offset, columns, &state.table.columns)),
            Err(Fault::BadSegment { segment, .. }) if self.distrust(segment) => Err(StoreError::ViewGone),
            Err(fault) => Err(fault.at(&self.0.path)),
        }
    }

    /// The rows at these places of a view, which are below its end.
    pub(super) fn gather(
        &self,
        ready: &Ready,
        state: &State,
        places: impl Iterator<Item = u64>,
        columns: &[i64],
    ) -> Result<Gathered, Fault> {
        let rows = places.map(|place| ready.row(place));
        self.with_free_readers(|readers| gather_side_by_side(readers, state, rows, columns))
    }

    /// Where a row of one view stands in another; where the nearest of those before it stands when it is not shown there.
    /// None when there is nothing to go by.
    pub fn find_row(&self, from_view: u64, row: u64, to_view: u64) -> Result<Option<u64>, StoreError> {
        let found = || {
            let ((from, from_state), (to, to_state)) = (self.ready(from_view)?, self.ready(to_view)?);
            let last = (row + 1).min(from.rows());
            let places = last.saturating_sub(NEIGHBOURS)..last;
            self.with_reader(|reader| {
                reader.read(|reader| {
                    let mut wanted = Vec::new();
                    for place in places.rev() {
                        let old = RowPlace::of(reader, &from_state, from.row(place))?;
                        wanted.extend(old.number(reader, &to_state)?);
                    }
                    Ok(to.place_of_first(&wanted))
                })
            })
        };
        match found() {
            Ok(found) => Ok(found),
            // It only keeps the screen from jumping.
            Err(Fault::Gone) => Ok(None),
            Err(fault) => Err(fault.at(&self.0.path)),
        }
    }

    /// Walks a view from end to end. No columns means all, values first. Filtering and sorting end with
    /// [`StoreError::Cancelled`] soon after `cancel` says so.
    pub fn cursor(&self, view: &View, columns: &[i64], cancel: Cancel<'_>) -> Result<RowCursor, StoreError> {
        self.try_cursor(&dated(view), columns, cancel).map_err(|fault| fault.at(&self.0.path))
    }

    fn try_cursor(&self, view: &View, columns: &[i64], cancel: Cancel<'_>) -> Result<RowCursor, Fault> {
        let connection = schema::open_reader(&self.0.file, self.is_read_only())?;
        let mut reader = Reader::new(connection, Arc::clone(&self.0.cache))?;
        reader.begin()?;
        let state = Arc::new(Book::load(&reader.connection)?.state());
        let order = match self.0.views.find(view, state.table.version) {
            Some(ready) => ready.order.clone(),
            None => arrange(std::slice::from_mut(&mut reader), &state, view, None, cancel)?.order,
        };
        Ok(RowCursor::new(self.clone(), reader, state, order, columns))
    }
}
