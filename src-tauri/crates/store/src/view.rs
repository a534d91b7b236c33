//! A view made ready: which rows, in which order.

use std::collections::HashMap;
use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex, PoisonError};

use arrow_buffer::{BooleanBuffer, BooleanBufferBuilder};
use fetchgrid_model::{View, ViewInfo};
use lru::LruCache;

use crate::arrange::Arranged;
use crate::basis::Basis;
use crate::book::State;

/// Views that stay readable: the grid's own, and those of a copy or an export begun from it. An ordered one takes four
/// bytes a row.
const ORDERED: NonZeroUsize = NonZeroUsize::new(6).unwrap();
/// The plain order takes no memory of its own, but a new one is made with every change of the table.
const PLAIN: NonZeroUsize = NonZeroUsize::new(64).unwrap();

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

    /// The row of the table that stands at a place.
    pub fn row(&self, place: u64) -> u64 {
        match &self.order {
            None => place,
            Some(order) => order.get(place as usize).map_or(u64::MAX, |row| u64::from(*row)),
        }
    }

    /// Where the first of these rows that is shown at all stands.
    pub fn place_of_first(&self, rows: &[u64]) -> Option<u64> {
        let Some(order) = &self.order else { return rows.first().copied() };
        let ranks: HashMap<u64, usize> = rows.iter().copied().zip(0..).collect();
        let shown = order.iter().enumerate().filter_map(|(place, row)| Some((*ranks.get(&u64::from(*row))?, place)));
        shown.min().map(|(_, place)| place as u64)
    }

    /// The rows of the table that are shown; none for all.
    pub fn shown(&self) -> Option<BooleanBuffer> {
        let order = self.order.as_ref()?;
        Some(shown(self.state.layout.rows(), order.iter().map(|row| u64::from(*row))))
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

/// These of so many rows.
pub(crate) fn shown(all: u64, rows: impl Iterator<Item = u64>) -> BooleanBuffer {
    let mut shown = BooleanBufferBuilder::new(0);
    shown.append_n(all as usize, false);
    rows.for_each(|row| shown.set_bit(row as usize, true));
    shown.finish()
}

pub(crate) struct Views(Mutex<Shelves>);

struct Shelves {
    next_id: u64,
    plain: LruCache<u64, Arc<Ready>>,
    ordered: LruCache<u64, Arc<Ready>>,
    /// Of the ordered view that was made last: it may hold many keys.
    basis: Option<(View, Arc<Basis>)>,
}

impl Default for Views {
    fn default() -> Self {
        Views(Mutex::new(Shelves {
            next_id: 1,
            plain: LruCache::new(PLAIN),
            ordered: LruCache::new(ORDERED),
            basis: None,
        }))
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

    /// What is known of this view from an earlier version, if it was the last one that was made.
    pub fn basis(&self, view: &View) -> Option<Arc<Basis>> {
        let shelves = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (of, basis) = shelves.basis.as_ref()?;
        (of == view).then(|| Arc::clone(basis))
    }

    pub fn get(&self, id: u64) -> Option<Arc<Ready>> {
        let mut shelves = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let found = shelves.plain.get(&id).cloned();
        found.or_else(|| shelves.ordered.get(&id).cloned())
    }

    pub fn add(&self, view: View, state: Arc<State>, arranged: Arranged) -> Arc<Ready> {
        let mut shelves = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let id = shelves.next_id;
        shelves.next_id += 1;
        let plain = view.is_plain();
        let Arranged { order, basis } = arranged;
        if !plain {
            shelves.basis = Some((view.clone(), Arc::new(basis)));
        }
        let ready = Arc::new(Ready { id, view, state, order });
        let shelf = if plain { &mut shelves.plain } else { &mut shelves.ordered };
        shelf.put(id, Arc::clone(&ready));
        ready
    }
}
