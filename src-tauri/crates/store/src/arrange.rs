//! Which rows a view shows, and in which order.

use std::borrow::Cow;
use std::sync::Arc;

use arrow_buffer::BooleanBuffer;
use fetchgrid_model::{ColumnOrigin, Filter, View};
use fetchgrid_views::{Cells, Chunk, Matcher, SortRun, Sorted, Surroundings};
use time::OffsetDateTime;

use crate::basis::{Basis, SortedSegments, hidden};
use crate::book::State;
use crate::error::Fault;
use crate::reader::Reader;
use crate::scan::{Cancel, Scan};
use crate::stretch::{Stretch, StretchReader, stretches};
use crate::view::Order;

/// Rows are numbered in 32 bits here.
const MOST_ROWS: u64 = u32::MAX as u64;

#[derive(Default)]
pub(crate) struct Arranged {
    pub order: Order,
    pub basis: Basis,
}

/// The columns that a search looks at.
pub(crate) fn searched(state: &State) -> Vec<i64> {
    state.table.columns.iter().filter(|column| !column.hidden).map(|column| column.id).collect()
}

/// Whether texts of a column count as numbers: those of lists do.
pub(crate) fn numbers_in_text(state: &State, column: i64) -> bool {
    state.table.columns.iter().any(|known| known.id == column && known.origin == ColumnOrigin::Value)
}

/// The filter of a view with its search, or another filter in its place.
pub(crate) fn matcher(state: &State, view: &View, filter: &Filter) -> Result<Matcher, Fault> {
    let surroundings = Surroundings {
        today: OffsetDateTime::now_utc().date(),
        searched: &searched(state),
        numbers_in_text: &|column| numbers_in_text(state, column),
    };
    Ok(Matcher::of(filter, view, &surroundings)?)
}

/// A view that asks for relative dates is another one every day.
pub(crate) fn dated(view: &View) -> Cow<'_, View> {
    if view.today.is_some() || !view.filter.is_relative() {
        return Cow::Borrowed(view);
    }
    Cow::Owned(View { today: Some(OffsetDateTime::now_utc().date().to_string()), ..view.clone() })
}

/// All columns that filter, search and order ask for.
pub(crate) fn columns(state: &State, view: &View) -> Vec<i64> {
    let mut columns = if view.search.is_empty() { Vec::new() } else { searched(state) };
    columns.extend(view.filter.columns());
    columns.extend(view.sort.iter().map(|sort| sort.column));
    columns.sort_unstable();
    columns.dedup();
    columns
}

/// Filters, searches and sorts. `before`: what is known of the same view from an earlier version. The
/// readers are in transactions that see `state`.
pub(crate) fn arrange(
    readers: &mut [Reader],
    state: &State,
    view: &View,
    before: Option<&Basis>,
    cancel: Cancel<'_>,
) -> Result<Arranged, Fault> {
    if view.is_plain() {
        return Ok(Arranged::default());
    }
    let rows = state.layout.rows();
    if rows > MOST_ROWS {
        return Err(Fault::TooManyRows { rows, limit: MOST_ROWS });
    }
    let (stretches, columns) = (stretches(&state.layout), columns(state, view));
    let hidden = hidden(state);
    let arranging = Arranging {
        scan: Scan { state, stretches: &stretches, columns: &columns, cancel },
        view,
        matcher: matcher(state, view, &view.filter)?,
        known: before.filter(|basis| view.search.is_empty() || basis.hidden == hidden),
        is_live: before.is_some(),
    };
    let (shown, keys) = arranging.look(readers)?;
    if cancel() {
        return Err(Fault::Cancelled);
    }
    let (rows, sorted) =
        if view.sort.is_empty() { (in_plan_order(&stretches, &shown), None) } else { arranging.merge(keys) };
    let is_all = arranging.matcher.is_all();
    let of_segment = |(stretch, shown): (&Stretch<'_>, BooleanBuffer)| Some((stretch.segment()?.id, shown));
    let shown = stretches.iter().zip(shown).filter(|_| !is_all).filter_map(of_segment).collect();
    Ok(Arranged { order: Some(Arc::new(rows)), basis: Basis { hidden, shown, sorted } })
}

fn in_plan_order(stretches: &[Stretch<'_>], shown: &[BooleanBuffer]) -> Vec<u32> {
    let mut rows = Vec::with_capacity(shown.iter().map(BooleanBuffer::count_set_bits).sum());
    for (stretch, shown) in stretches.iter().zip(shown) {
        rows.extend(shown.set_indices().map(|row| stretch.start as u32 + row as u32));
    }
    rows
}

struct Arranging<'a> {
    scan: Scan<'a>,
    view: &'a View,
    matcher: Matcher,
    known: Option<&'a Basis>,
    /// It is asked for again and again: worth remembering what it takes to make the next one.
    is_live: bool,
}

/// What the threads collect: keys of rows in segments, and of the others.
struct Keys {
    sealed: Vec<Sorted>,
    open: Vec<Sorted>,
    /// What was in order before.
    known: Option<SortedSegments>,
}

impl Arranging<'_> {
    /// Of each stretch, which of its rows are shown; and the keys of those that are not in order already.
    fn look(&self, readers: &mut [Reader]) -> Result<(Vec<BooleanBuffer>, Keys), Fault> {
        let state = self.scan.state;
        let known = self.known.and_then(|basis| basis.sorted.as_ref());
        let known = known.and_then(|sorted| sorted.renumbered(self.scan.stretches));
        let run = || SortRun::new(&self.view.sort, &|column| numbers_in_text(state, column));
        let is_sorted =
            |segment: i64| known.as_ref().is_some_and(|known: &SortedSegments| known.starts.contains_key(&segment));
        let work = |hand: &mut (SortRun, SortRun), place: usize, reader: &mut StretchReader<'_>| {
            let stretch = &self.scan.stretches[place];
            let shown = self.shown(stretch, reader)?;
            let segment = stretch.segment().map(|segment| segment.id);
            if self.view.sort.is_empty() || segment.is_some_and(is_sorted) || shown.count_set_bits() == 0 {
                return Ok(shown);
            }
            let sorts = self.view.sort.iter();
            let cells: Vec<Cells> = sorts.map(|sort| reader.column(sort.column)).collect::<Result<_, _>>()?;
            let run = if segment.is_some() && self.is_live { &mut hand.0 } else { &mut hand.1 };
            for row in shown.set_indices() {
                run.push(&cells, row, stretch.start as u32 + row as u32);
            }
            Ok(shown)
        };
        let places: Vec<usize> = (0..self.scan.stretches.len()).collect();
        let (shown, runs) = self.scan.each(readers, &places, || (run(), run()), work)?;
        // Each thread sorts what it collected.
        let sorted: Vec<(Sorted, Sorted)> = std::thread::scope(|scope| {
            let sort = |(sealed, open): (SortRun, SortRun)| (sealed.sort(), open.sort());
            let threads: Vec<_> = runs.into_iter().map(|runs| scope.spawn(move || sort(runs))).collect();
            let done = threads.into_iter().map(|thread| thread.join().map_err(|_| Fault::broken("sorting it broke")));
            done.collect::<Result<_, _>>()
        })?;
        let (sealed, open) = sorted.into_iter().unzip();
        Ok((shown, Keys { sealed, open, known }))
    }

    fn shown(&self, stretch: &Stretch<'_>, reader: &mut StretchReader<'_>) -> Result<BooleanBuffer, Fault> {
        if self.matcher.is_all() {
            return Ok(BooleanBuffer::new_set(stretch.rows));
        }
        let known = stretch.segment().and_then(|segment| self.known?.shown.get(&segment.id));
        known.map_or_else(|| self.matcher.marks(reader), |shown| Ok(shown.clone()))
    }

    /// All rows in order; and those of segments, to be known the next time.
    fn merge(&self, keys: Keys) -> (Vec<u32>, Option<SortedSegments>) {
        let Keys { sealed, open, known } = keys;
        let parts = || open.iter().filter(|part| !part.is_empty());
        if !self.is_live {
            return (Sorted::merge_rows(&parts().collect::<Vec<_>>()), None);
        }
        let starts = self.scan.stretches.iter();
        let starts = starts.filter_map(|stretch| Some((stretch.segment()?.id, stretch.start as u32)));
        let segments = known.unwrap_or_default().with(&sealed, starts);
        let parts: Vec<&Sorted> = parts().chain([&*segments.sorted]).collect();
        let rows = Sorted::merge_rows(&parts);
        (rows, segments.is_worth_keeping().then_some(segments))
    }
}
