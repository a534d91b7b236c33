//! The rows that are looked at, and what threads collect from them.

use arrow_buffer::BooleanBuffer;
use fetchgrid_views::{Cells, Chunk, Matcher};

use crate::error::Fault;
use crate::reader::Reader;
use crate::scan::Scan;
use crate::stretch::{Stretch, StretchReader};
use crate::view::Ready;

pub(crate) enum Members {
    All,
    /// By the number of the row in the table.
    Shown(BooleanBuffer),
    Matching(Box<Matcher>),
}

impl Members {
    /// The rows of a view.
    pub fn of(ready: &Ready) -> Self {
        ready.shown().map_or(Members::All, Members::Shown)
    }

    fn in_stretch(&self, stretch: &Stretch<'_>, reader: &mut StretchReader<'_>) -> Result<BooleanBuffer, Fault> {
        Ok(match self {
            Members::All => BooleanBuffer::new_set(stretch.rows),
            Members::Shown(shown) => shown.slice(stretch.start as usize, stretch.rows),
            Members::Matching(matcher) => matcher.marks(reader)?,
        })
    }
}

impl Scan<'_> {
    /// Each thread takes the cells of these columns in the rows that are members with a hand of its own.
    pub fn collect<H: Send>(
        &self,
        readers: &mut [Reader],
        members: &Members,
        columns: &[i64],
        hand: impl Fn() -> H + Sync,
        take: impl Fn(&mut H, &[Cells], &BooleanBuffer) -> Result<(), Fault> + Sync,
    ) -> Result<Vec<H>, Fault> {
        let work = |hand: &mut H, place: usize, reader: &mut StretchReader<'_>| {
            let rows = members.in_stretch(&self.stretches[place], reader)?;
            if rows.count_set_bits() == 0 {
                return Ok(());
            }
            let cells: Vec<Cells> = columns.iter().map(|column| reader.column(*column)).collect::<Result<_, _>>()?;
            take(hand, &cells, &rows)
        };
        let places: Vec<usize> = (0..self.stretches.len()).collect();
        Ok(self.each(readers, &places, hand, work)?.1)
    }
}
