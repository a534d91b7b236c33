//! A view made ready: which rows, in which order.

use std::collections::HashSet;
use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex, PoisonError};

use fetchgrid_model::{ColumnOrigin, View, ViewInfo};
use lru::LruCache;

use crate::book::State;
use crate::column_data::Contents;
use crate::error::Fault;
use crate::layout::Piece;
use crate::reader::{Reader, Wanted};
use crate::search::Needle;
use crate::sort::SortKeys;

/// Views that stay readable: the grid's own, and those of a copy or an export begun from it. An ordered one takes four
/// bytes a row.
const ORDERED: NonZeroUsize = NonZeroUsize::new(6).unwrap();
/// The plain order takes no memory of its own, but a new one is made with every change of the table.
const PLAIN: NonZeroUsize = NonZeroUsize::new(64).unwrap();

/// Rows are numbered in 32 bits here.
const MOST_ROWS: u64 = u32::MAX as u64;

/// How many requests of an open stretch are read between two looks at whether anybody still wants the result.
const CANCEL_EVERY: usize = 256;

/// Rows by their numbers in plan order; all of them when there is none.
pub(crate) type Order = Option<Arc<Vec<u32>>>;

pub(crate) struct Ready {
    pub id: u64,
    pub view: View,
    pub state: Arc<State>,
    pub order: Order,
}

impl Ready {
    pub fn rows(&self) -> u64 {
        self.order.as_ref().map_or(self.state.layout.rows(), |order| order.len() as u64)
    }

    pub fn info(&self) -> ViewInfo {
        let table = &self.state.table;
        ViewInfo {
            id: self.id,
            rows: self.rows(),
            total_rows: table.rows,
            columns: table.columns.clone(),
            version: table.version,
            first: None,
            anchor: None,
        }
    }
}

pub(crate) struct Views(Mutex<Shelves>);

struct Shelves {
    next_id: u64,
    plain: LruCache<u64, Arc<Ready>>,
    ordered: LruCache<u64, Arc<Ready>>,
}

impl Default for Views {
    fn default() -> Self {
        Views(Mutex::new(Shelves { next_id: 1, plain: LruCache::new(PLAIN), ordered: LruCache::new(ORDERED) }))
    }
}

impl Views {
    /// A view of this version of the table that is ready already.
    pub fn find(&self, view: &View, version: u64) -> Option<Arc<Ready>> {
        let mut shelves = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let shelf = if view.is_plain() { &mut shelves.plain } else { &mut shelves.ordered };
        let found = shelf.iter().find(|(_, ready)| ready.view == *view && ready.state.table.version == version);
        let id = *found?.0;
        shelf.get(&id).cloned()
    }

    pub fn get(&self, id: u64) -> Option<Arc<Ready>> {
        let mut shelves = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let found = shelves.plain.get(&id).cloned();
        found.or_else(|| shelves.ordered.get(&id).cloned())
    }

    pub fn add(&self, view: View, state: Arc<State>, order: Order) -> Arc<Ready> {
        let mut shelves = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let id = shelves.next_id;
        shelves.next_id += 1;
        let plain = view.is_plain();
        let ready = Arc::new(Ready { id, view, state, order });
        let shelf = if plain { &mut shelves.plain } else { &mut shelves.ordered };
        shelf.put(id, Arc::clone(&ready));
        ready
    }
}

/// Searches and sorts. Call in a read transaction that sees `state`.
pub(crate) fn arrange(
    reader: &mut Reader,
    state: &State,
    view: &View,
    cancel: &dyn Fn() -> bool,
) -> Result<Order, Fault> {
    if view.is_plain() {
        return Ok(None);
    }
    let rows = state.layout.rows();
    if rows > MOST_ROWS {
        return Err(Fault::TooManyRows { rows, limit: MOST_ROWS });
    }
    let mut arranging = Arranging { reader, state, cancel };
    let found = Needle::new(&view.search).map(|needle| arranging.search(needle)).transpose()?;
    let order = match view.sort.first() {
        // A column that is gone has only blank cells, which leaves the order as it is.
        Some(sort) => arranging.keys(sort.column, found.as_deref())?.into_order(sort.descending),
        None => found.unwrap_or_default(),
    };
    if cancel() {
        return Err(Fault::Cancelled);
    }
    Ok(Some(Arc::new(order)))
}

struct Arranging<'a> {
    reader: &'a mut Reader,
    state: &'a State,
    cancel: &'a dyn Fn() -> bool,
}

impl Arranging<'_> {
    fn go_on(&self) -> Result<(), Fault> {
        if (self.cancel)() { Err(Fault::Cancelled) } else { Ok(()) }
    }

    /// The numbers of the rows in which any cell contains the text.
    fn search(&mut self, mut needle: Needle) -> Result<Vec<u32>, Fault> {
        let all: Vec<i64> =
            self.state.table.columns.iter().filter(|column| !column.hidden).map(|column| column.id).collect();
        let mut wanted = Wanted::new(self.state, &all);
        let all: HashSet<i64> = all.into_iter().collect();
        let mut found = Vec::new();
        let mut marks = Vec::new();
        for (start, piece) in self.state.layout.pieces() {
            self.go_on()?;
            match piece {
                Piece::Sealed(segment) => {
                    marks.clear();
                    marks.resize(segment.rows as usize, false);
                    self.reader.each_column(segment, &all, |column| {
                        needle.mark(column, &mut marks);
                        Ok(())
                    })?;
                    found.extend((start as u32..).zip(&marks).filter_map(|(row, mark)| mark.then_some(row)));
                }
                Piece::Open(open) => {
                    for requests in open.chunks(CANCEL_EVERY) {
                        self.go_on()?;
                        for request in requests {
                            self.reader.answer(request.place, Some(request.rows), &mut wanted)?;
                            let first = (start + request.start) as u32;
                            let contains = |row: &u32| wanted.row(*row).any(|(_, _, text)| needle.is_in(text));
                            found.extend((0..request.rows).filter(contains).map(|row| first + row));
                        }
                    }
                }
            }
        }
        Ok(found)
    }

    /// The keys of one column: of all rows, or of those in `among`, which are in plan order.
    fn keys(&mut self, column: i64, among: Option<&[u32]>) -> Result<SortKeys, Fault> {
        let table = &self.state.table.columns;
        let is_value = table.iter().any(|known| known.id == column && known.origin == ColumnOrigin::Value);
        let mut keys = SortKeys::new(is_value);
        let mut wanted = Wanted::new(self.state, &[column]);
        for (index, (start, piece)) in self.state.layout.pieces().enumerate() {
            self.go_on()?;
            let end = self.state.layout.range(index).end as u32;
            let start = start as u32;
            let among = among
                .map(|rows| &rows[rows.partition_point(|row| *row < start)..rows.partition_point(|row| *row < end)]);
            match piece {
                Piece::Sealed(segment) => {
                    let data = self.reader.column(segment, column)?;
                    let data = data.as_deref();
                    let integers = data.and_then(|data| match data.contents() {
                        Contents::Integers(integers) => Some(integers),
                        Contents::Texts(_) => None,
                    });
                    let mut push = |row: u32| {
                        let at = (row - start) as usize;
                        match (integers, data) {
                            (_, None) => keys.push_blank(row),
                            (Some(integers), _) if arrow_array::Array::is_valid(integers, at) => {
                                keys.push_integer(row, integers.value(at));
                            }
                            (_, Some(data)) => data.with_text(at, |text| keys.push(row, data.kind(at), text)),
                        }
                    };
                    match among {
                        Some(rows) => rows.iter().copied().for_each(&mut push),
                        None => (start..end).for_each(&mut push),
                    }
                }
                Piece::Open(open) => {
                    for requests in open.chunks(CANCEL_EVERY) {
                        self.go_on()?;
                        for request in requests {
                            self.reader.answer(request.place, Some(request.rows), &mut wanted)?;
                            for item in 0..request.rows {
                                let row = start + request.start as u32 + item;
                                if among.is_some_and(|rows| rows.binary_search(&row).is_err()) {
                                    continue;
                                }
                                match wanted.row(item).next() {
                                    Some((_, kind, text)) => keys.push(row, kind, text),
                                    None => keys.push_blank(row),
                                }
                            }
                        }
                    }
                }
            }
        }
        Ok(keys)
    }
}
