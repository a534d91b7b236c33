//! A record that may become several rows, held until all of it is read.

use std::ops::Range;

use fetchgrid_model::CellKind;

use crate::RowSink;

/// Rows that one record may become. Two long lists that both make rows multiply.
pub(crate) const MOST_ROWS: u64 = 1 << 20;

#[derive(Default)]
pub(crate) struct Draft {
    /// The paths and texts of the cells.
    texts: String,
    /// The branch that is being read and those around it, outermost first.
    open: Vec<Branch>,
}

#[derive(Default)]
pub(crate) struct Branch {
    items: Vec<Item>,
    /// Rows up to its end, among the branches of its fork.
    end: u64,
}

enum Item {
    Cell {
        path: Range<usize>,
        kind: CellKind,
        text: Range<usize>,
    },
    /// Each row takes one of these branches.
    Fork(Vec<Branch>),
}

impl Draft {
    pub(crate) fn begin(&mut self) {
        self.texts.clear();
        self.open.clear();
        self.open.push(Branch::default());
    }

    pub(crate) fn cell(&mut self, path: &str, kind: CellKind, text: &str) {
        let from = self.texts.len();
        self.texts.push_str(path);
        let middle = self.texts.len();
        self.texts.push_str(text);
        let item = Item::Cell { path: from..middle, kind, text: middle..self.texts.len() };
        self.items().push(item);
    }

    fn items(&mut self) -> &mut Vec<Item> {
        if self.open.is_empty() {
            self.open.push(Branch::default());
        }
        let last = self.open.len() - 1;
        &mut self.open[last].items
    }

    /// What follows belongs to one element of a list that makes rows.
    pub(crate) fn enter(&mut self) {
        self.open.push(Branch::default());
    }

    /// The end of the element.
    pub(crate) fn leave(&mut self) -> Branch {
        self.open.pop().unwrap_or_default()
    }

    /// The end of the list. Without elements it leaves no cell.
    pub(crate) fn fork(&mut self, mut branches: Vec<Branch>) {
        let mut end = 0_u64;
        for branch in &mut branches {
            end = end.saturating_add(rows_of(&branch.items));
            branch.end = end;
        }
        self.items().push(Item::Fork(branches));
    }

    pub(crate) fn rows(&self) -> u64 {
        self.open.first().map_or(1, |branch| rows_of(&branch.items))
    }

    /// The rows, the last list varying fastest.
    pub(crate) fn send(&self, sink: &mut dyn RowSink) {
        let Some(record) = self.open.first() else { return };
        for row in 0..rows_of(&record.items) {
            sink.begin_row();
            self.write(&record.items, row, sink);
            sink.end_row();
        }
    }

    fn write(&self, items: &[Item], mut row: u64, sink: &mut dyn RowSink) {
        let mut stride = rows_of(items);
        for item in items {
            match item {
                Item::Cell { path, kind, text } => {
                    sink.cell(&self.texts[path.clone()], *kind, &self.texts[text.clone()]);
                }
                Item::Fork(branches) => {
                    stride /= rows_of_fork(branches);
                    let mut number = row / stride;
                    row %= stride;
                    let at = branches.partition_point(|branch| branch.end <= number);
                    if let Some(branch) = branches.get(at) {
                        number -= if at == 0 { 0 } else { branches[at - 1].end };
                        self.write(&branch.items, number, sink);
                    }
                }
            }
        }
    }
}

fn rows_of(items: &[Item]) -> u64 {
    let forks = items.iter().filter_map(|item| match item {
        Item::Fork(branches) => Some(rows_of_fork(branches)),
        Item::Cell { .. } => None,
    });
    forks.fold(1, u64::saturating_mul)
}

/// A record whose list is empty stays a row.
fn rows_of_fork(branches: &[Branch]) -> u64 {
    branches.last().map_or(1, |branch| branch.end).max(1)
}
