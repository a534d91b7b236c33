//! Quick find: every cell of a view that contains a text, one after the other.

use std::sync::Arc;

use fetchgrid_model::{CellPosition, FindDirection, FindHit, FindSummary};
use fetchgrid_views::{Chunk, Needle};

use crate::book::State;
use crate::document::Document;
use crate::error::{Fault, StoreError};
use crate::hits::{Asked, Hits};
use crate::reader::Reader;
use crate::scan::{Cancel, Scan};
use crate::stretch::{StretchReader, stretches};
use crate::view::Ready;

impl Document {
    /// How often a text is in these columns of a view, whatever its case.
    pub fn find(
        &self,
        view_id: u64,
        text: &str,
        columns: &[i64],
        cancel: Cancel<'_>,
    ) -> Result<FindSummary, StoreError> {
        Ok(self.hits(view_id, text, columns, cancel)?.summary())
    }

    fn hits(&self, view_id: u64, text: &str, columns: &[i64], cancel: Cancel<'_>) -> Result<Arc<Hits>, StoreError> {
        let asked = Asked { view_id, text: text.to_owned(), columns: columns.to_vec() };
        if let Some(hits) = self.0.finds.get(&asked) {
            return Ok(hits);
        }
        let Some(needle) = Needle::new(text) else { return Ok(Arc::default()) };
        let hits =
            self.with_ready(view_id, |readers, ready, state| look(readers, ready, state, &needle, columns, cancel))?;
        let hits = Arc::new(hits);
        self.0.finds.put(asked, Arc::clone(&hits));
        Ok(hits)
    }

    /// The next cell that contains the text, row by row; after the last one comes the first. None when there is none.
    pub fn find_step(
        &self,
        view_id: u64,
        text: &str,
        columns: &[i64],
        from: Option<CellPosition>,
        direction: FindDirection,
        cancel: Cancel<'_>,
    ) -> Result<Option<FindHit>, StoreError> {
        let hits = self.hits(view_id, text, columns, cancel)?;
        if hits.len() == 0 {
            return Ok(None);
        }
        let hit = |at: usize, pick: &dyn Fn(&[u32]) -> Option<usize>| -> Result<Option<FindHit>, StoreError> {
            let row = hits.row(at);
            let found = self.find_marks(view_id, text, row, 1, columns)?;
            let found: Vec<u32> = found.iter().map(|at| at.column).collect();
            Ok(pick(&found).map(|place| FindHit {
                at: CellPosition { row, column: found[place] },
                ordinal: hits.before(at) + place as u64 + 1,
                matches: hits.matches(),
            }))
        };
        let at = from.map_or(0, |from| hits.from(from.row));
        let here = from.filter(|from| at < hits.len() && hits.row(at) == from.row);
        match direction {
            FindDirection::Next => {
                if let Some(from) = here
                    && let Some(hit) = hit(at, &|found| found.iter().position(|column| *column > from.column))?
                {
                    return Ok(Some(hit));
                }
                let next = if here.is_some() { at + 1 } else { at };
                hit(next % hits.len(), &|found| (!found.is_empty()).then_some(0))
            }
            FindDirection::Previous => {
                if let Some(from) = here
                    && let Some(hit) = hit(at, &|found| found.iter().rposition(|column| *column < from.column))?
                {
                    return Ok(Some(hit));
                }
                hit(at.checked_sub(1).unwrap_or(hits.len() - 1), &|found| found.len().checked_sub(1))
            }
        }
    }

    /// Which cells of these rows of a view contain the text.
    pub fn find_marks(
        &self,
        view_id: u64,
        text: &str,
        offset: u64,
        limit: u32,
        columns: &[i64],
    ) -> Result<Vec<CellPosition>, StoreError> {
        let Some(needle) = Needle::new(text) else { return Ok(Vec::new()) };
        let page = self.page(view_id, offset, limit, columns)?;
        let mut scratch = String::new();
        let mut marks = Vec::new();
        for row in 0..page.positions.len() {
            for (column, cells) in page.columns.iter().enumerate() {
                if needle.is_in(&cells.texts[row], &mut scratch) {
                    marks.push(CellPosition { row: offset + row as u64, column: column as u32 });
                }
            }
        }
        Ok(marks)
    }
}

fn look(
    readers: &mut [Reader],
    ready: &Ready,
    state: &State,
    needle: &Needle,
    columns: &[i64],
    cancel: Cancel<'_>,
) -> Result<Hits, Fault> {
    let stretches = stretches(&state.layout);
    let scan = Scan { state, stretches: &stretches, columns, cancel };
    // A column that is given twice is searched once and counts twice.
    let times = |column: i64| columns.iter().filter(|known| **known == column).count() as u32;
    let work = |marks: &mut Vec<bool>, place: usize, reader: &mut StretchReader<'_>| {
        let mut counts: Vec<(u32, u32)> = Vec::new();
        let mut all = vec![0_u32; stretches[place].rows];
        reader.each(columns, &mut |column, cells| {
            marks.clear();
            marks.resize(all.len(), false);
            needle.mark(cells, marks);
            let times = times(column);
            all.iter_mut().zip(marks.iter()).for_each(|(count, mark)| *count += times * u32::from(*mark));
        })?;
        let start = stretches[place].start as u32;
        counts.extend((start..).zip(all).filter(|(_, count)| *count > 0));
        Ok(counts)
    };
    let places: Vec<usize> = (0..stretches.len()).collect();
    let (found, _) = scan.each(readers, &places, Vec::new, work)?;
    let mut hits = Hits::default();
    match &ready.order {
        None => found.into_iter().flatten().for_each(|(row, count)| hits.push(row, count)),
        Some(order) => {
            let mut counts = vec![0_u32; state.layout.rows() as usize];
            found.into_iter().flatten().for_each(|(row, count)| counts[row as usize] = count);
            for (place, row) in (0..).zip(order.iter()) {
                if counts[*row as usize] > 0 {
                    hits.push(place, counts[*row as usize]);
                }
            }
        }
    }
    Ok(hits)
}
