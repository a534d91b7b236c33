//! A record that may become several rows, held until all of it is read.

use std::ops::Range;

use fetchgrid_model::CellKind;

use crate::RowSink;

/// Cells and bytes that one is begun with: most records have no more, and most answers one record.
const CELLS: usize = 32;
const BYTES: usize = 1024;

/// Rows that one record may become. Two long lists that both make rows multiply.
pub(crate) const MOST_ROWS: u64 = 1 << 20;

#[derive(Default)]
pub(crate) struct Draft {
    /// Those of the cells, and the paths.
    texts: String,
    paths: Vec<Named>,
    /// The path that is expected next, and the one that has led to it.
    expected: Option<usize>,
    last: Option<usize>,
    /// In the order in which they were met; what is in the branches of a fork follows it.
    items: Vec<Item>,
    /// Those of one fork stand together.
    branches: Vec<Branch>,
}

/// A path, and the one that came after it: the elements of a list mostly name their fields in one order, so each path is
/// kept once.
struct Named {
    path: Range<usize>,
    then: Option<usize>,
}

/// What one element of a list that makes rows has.
pub(crate) struct Branch {
    items: Range<usize>,
    /// Rows up to its end, among the branches of its fork.
    end: u64,
}

enum Item {
    Cell {
        path: usize,
        kind: CellKind,
        text: Range<usize>,
    },
    /// Each row takes one of these branches.
    Fork {
        branches: Range<usize>,
        /// The item behind all of them.
        next: usize,
    },
}

impl Draft {
    pub(crate) fn begin(&mut self) {
        self.texts.clear();
        self.paths.clear();
        (self.expected, self.last) = (None, None);
        self.items.clear();
        self.branches.clear();
        self.texts.reserve(BYTES);
        self.paths.reserve(CELLS);
        self.items.reserve(CELLS);
    }

    pub(crate) fn cell(&mut self, path: &str, kind: CellKind, text: &str) {
        let path = match self.expected {
            Some(known) if self.texts[self.paths[known].path.clone()] == *path => known,
            _ => {
                let path = self.keep(path);
                self.paths.push(Named { path, then: None });
                self.paths.len() - 1
            }
        };
        if let Some(last) = self.last.replace(path) {
            self.paths[last].then = Some(path);
        }
        self.expected = self.paths[path].then;
        let text = self.keep(text);
        self.items.push(Item::Cell { path, kind, text });
    }

    fn keep(&mut self, text: &str) -> Range<usize> {
        let from = self.texts.len();
        self.texts.push_str(text);
        from..self.texts.len()
    }

    /// A list that makes rows begins. The result is for [`Draft::end_fork`].
    pub(crate) fn begin_fork(&mut self) -> usize {
        self.items.push(Item::Fork { branches: 0..0, next: 0 });
        self.items.len() - 1
    }

    /// Where the next branch begins.
    pub(crate) fn here(&self) -> usize {
        self.items.len()
    }

    /// All that came from there on is one element of the list. The next one is expected to begin with the same path.
    pub(crate) fn branch(&mut self, from: usize) -> Branch {
        let items = from..self.items.len();
        if let Some(Item::Cell { path, .. }) = self.items.get(from) {
            (self.expected, self.last) = (Some(*path), None);
        }
        Branch { end: self.rows_of(items.clone()), items }
    }

    /// The end of the list. Without elements it leaves no cell.
    pub(crate) fn end_fork(&mut self, fork: usize, branches: Vec<Branch>) {
        let from = self.branches.len();
        let mut end = 0_u64;
        self.branches.extend(branches.into_iter().map(|branch| {
            end = end.saturating_add(branch.end);
            Branch { end, ..branch }
        }));
        self.items[fork] = Item::Fork { branches: from..self.branches.len(), next: self.items.len() };
    }

    pub(crate) fn rows(&self) -> u64 {
        self.rows_of(0..self.items.len())
    }

    /// The rows, the last list varying fastest. A cell that several rows in sequence share is sent with the first of them.
    pub(crate) fn send(&self, sink: &mut dyn RowSink) {
        let rows = self.rows();
        for row in 0..rows {
            sink.begin_row();
            self.write(0..self.items.len(), rows, Step { number: row, held: 1, is_first: true }, sink);
            sink.end_row();
        }
    }

    /// `stride`: the rows of all these items.
    fn write(&self, items: Range<usize>, mut stride: u64, step: Step, sink: &mut dyn RowSink) {
        let Step { number: mut row, held, is_first } = step;
        // No more than `MOST_ROWS`.
        let new = (row == 0 && is_first).then_some((stride * held) as u32);
        let mut at = items.start;
        while at < items.end {
            match &self.items[at] {
                Item::Cell { path, kind, text } => {
                    if let Some(rows) = new {
                        sink.cell(&self.texts[self.paths[*path].path.clone()], *kind, &self.texts[text.clone()], rows);
                    }
                    at += 1;
                }
                Item::Fork { branches, next } => {
                    let branches = &self.branches[branches.clone()];
                    stride /= rows_of_fork(branches);
                    let mut number = row / stride;
                    row %= stride;
                    let chosen = branches.partition_point(|branch| branch.end <= number);
                    if let Some(branch) = branches.get(chosen) {
                        let before = if chosen == 0 { 0 } else { branches[chosen - 1].end };
                        number -= before;
                        let step = Step { number, held: held * stride, is_first: is_first && row == 0 };
                        self.write(branch.items.clone(), branch.end - before, step, sink);
                    }
                    at = *next;
                }
            }
        }
    }

    fn rows_of(&self, items: Range<usize>) -> u64 {
        let mut rows = 1_u64;
        let mut at = items.start;
        while at < items.end {
            match &self.items[at] {
                Item::Cell { .. } => at += 1,
                Item::Fork { branches, next } => {
                    rows = rows.saturating_mul(rows_of_fork(&self.branches[branches.clone()]));
                    at = *next;
                }
            }
        }
        rows
    }
}

/// One of the rows of some items.
struct Step {
    number: u64,
    /// Rows of the record that are the same as far as these items go, in sequence; is it the first of them?
    held: u64,
    is_first: bool,
}

/// A record whose list is empty stays a row.
fn rows_of_fork(branches: &[Branch]) -> u64 {
    branches.last().map_or(1, |branch| branch.end).max(1)
}
