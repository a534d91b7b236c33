//! Rows put in order by their keys: collected by several threads, sorted by each, and merged.

use std::cmp::Ordering;
use std::ops::Range;
use std::thread;

use fetchgrid_model::Sort;

use crate::cells::Cells;
use crate::sort_key::KeyColumn;

/// So few are compared one with another rather than sorted by their next bytes.
const FEW: usize = 24;
/// Keys that agree in so many bytes are long texts; then, too.
const DEEP: usize = 512;

/// From so many rows on, two threads merge faster than one.
const MANY: usize = 1 << 15;

/// Keys in the making. Rows come in plan order.
#[derive(Clone, Debug)]
pub struct SortRun {
    columns: Vec<KeyColumn>,
    keys: Keys,
}

/// Keys one after the other.
#[derive(Clone, Debug, Default)]
struct Keys {
    bytes: Vec<u8>,
    /// Where each begins, and at last the end of all.
    starts: Vec<usize>,
    rows: Vec<u32>,
}

/// Rows in order, with their keys.
#[derive(Clone, Debug, Default)]
pub struct Sorted {
    keys: Keys,
    /// Places in `keys`.
    order: Vec<u32>,
}

#[derive(Clone, Copy)]
struct Entry {
    /// The eight bytes that decide at the moment.
    prefix: u64,
    index: u32,
}

impl SortRun {
    pub fn new(sorts: &[Sort], numbers_in_text: &dyn Fn(i64) -> bool) -> Self {
        let columns = sorts.iter().map(|sort| KeyColumn::new(sort, numbers_in_text(sort.column))).collect();
        SortRun { columns, keys: Keys { bytes: Vec::new(), starts: vec![0], rows: Vec::new() } }
    }

    /// `cells`: of each column of the order, in a stretch of the table; `at`: the row of that stretch; `row`: of the table.
    pub fn push(&mut self, cells: &[Cells], at: usize, row: u32) {
        for (column, cells) in self.columns.iter().zip(cells) {
            column.push(cells, at, &mut self.keys.bytes);
        }
        self.keys.starts.push(self.keys.bytes.len());
        self.keys.rows.push(row);
    }

    pub fn sort(self) -> Sorted {
        let SortRun { keys, .. } = self;
        let mut entries: Vec<Entry> = (0..keys.rows.len() as u32).map(|index| Entry { prefix: 0, index }).collect();
        keys.sort(&mut entries, 0);
        Sorted { order: entries.into_iter().map(|entry| entry.index).collect(), keys }
    }
}

impl Keys {
    fn key(&self, index: u32) -> &[u8] {
        &self.bytes[self.starts[index as usize]..self.starts[index as usize + 1]]
    }

    /// What is beyond the end counts as zeros: as no key is the beginning of another, nothing is confused.
    fn prefix(&self, index: u32, depth: usize) -> u64 {
        let key = self.key(index);
        let rest = &key[depth.min(key.len())..];
        match rest.first_chunk::<8>() {
            Some(bytes) => u64::from_be_bytes(*bytes),
            None => {
                let mut bytes = [0; 8];
                bytes[..rest.len()].copy_from_slice(rest);
                u64::from_be_bytes(bytes)
            }
        }
    }

    /// Keys that agree in their first `depth` bytes: by the next eight, then those that agree in these, too.
    fn sort(&self, entries: &mut [Entry], depth: usize) {
        if entries.len() <= FEW || depth > DEEP {
            let rest = |entry: &Entry| {
                let key = self.key(entry.index);
                &key[depth.min(key.len())..]
            };
            entries.sort_unstable_by(|left, right| rest(left).cmp(rest(right)).then(left.index.cmp(&right.index)));
            return;
        }
        for entry in entries.iter_mut() {
            entry.prefix = self.prefix(entry.index, depth);
        }
        entries.sort_unstable_by_key(|entry| (entry.prefix, entry.index));
        for same in entries.chunk_by_mut(|left, right| left.prefix == right.prefix) {
            if same.len() > 1 && self.key(same[0].index).len() > depth + 8 {
                self.sort(same, depth + 8);
            }
        }
    }

    fn push(&mut self, other: &Keys, index: u32, row: u32) {
        self.bytes.extend_from_slice(other.key(index));
        self.starts.push(self.bytes.len());
        self.rows.push(row);
    }
}

impl Sorted {
    pub fn len(&self) -> usize {
        self.order.len()
    }

    pub fn is_empty(&self) -> bool {
        self.order.is_empty()
    }

    /// Held in memory.
    pub fn bytes(&self) -> usize {
        self.keys.bytes.len() + self.keys.rows.len() * (size_of::<usize>() + 2 * size_of::<u32>())
    }

    /// Row numbers in order.
    pub fn rows(&self) -> Vec<u32> {
        self.order.iter().map(|index| self.keys.rows[*index as usize]).collect()
    }

    /// The same rows under other numbers, which stand to each other as the old ones do.
    pub fn renumber(&mut self, number: impl Fn(u32) -> u32) {
        for row in &mut self.keys.rows {
            *row = number(*row);
        }
    }

    fn head(&self, at: usize) -> Option<(&[u8], u32)> {
        let index = *self.order.get(at)?;
        Some((self.keys.key(index), self.keys.rows[index as usize]))
    }

    /// Of rows that compare equal, the one with the smaller number comes first.
    fn compare(left: (&[u8], u32), right: (&[u8], u32)) -> Ordering {
        left.0.cmp(right.0).then(left.1.cmp(&right.1))
    }

    /// The rows of several, in one order.
    pub fn merge_rows(parts: &[&Sorted]) -> Vec<u32> {
        match parts {
            [] => Vec::new(),
            [one] => one.rows(),
            [left, right] => left.merged_rows(right),
            [left, right, others @ ..] => {
                let both = left.merge(right);
                Sorted::merge_rows(&[others, &[&both]].concat())
            }
        }
    }

    /// Large ones in halves, side by side: what comes before a row in the middle, and the rest.
    fn merged_rows(&self, other: &Sorted) -> Vec<u32> {
        let merged = |left: Range<usize>, right: Range<usize>| {
            let mut rows = Vec::with_capacity(left.len() + right.len());
            self.each_merged(other, left, right, |part, index| rows.push(part.keys.rows[index as usize]));
            rows
        };
        let middle = self.len() / 2;
        let Some(head) = self.head(middle).filter(|_| self.len() + other.len() > MANY) else {
            return merged(0..self.len(), 0..other.len());
        };
        let before = |index: &u32| {
            let row = (other.keys.key(*index), other.keys.rows[*index as usize]);
            Sorted::compare(row, head) == Ordering::Less
        };
        let cut = other.order.partition_point(before);
        thread::scope(|scope| {
            let rest = scope.spawn(|| merged(middle..self.len(), cut..other.len()));
            let mut rows = merged(0..middle, 0..cut);
            // It does not break, and if it did, the scope would.
            rows.extend(rest.join().unwrap_or_default());
            rows
        })
    }

    /// Both in one order, with their keys.
    pub fn merge(&self, other: &Sorted) -> Sorted {
        let count = self.len() + other.len();
        let mut keys = Keys {
            bytes: Vec::with_capacity(self.keys.bytes.len() + other.keys.bytes.len()),
            starts: Vec::with_capacity(count + 1),
            rows: Vec::with_capacity(count),
        };
        keys.starts.push(0);
        self.each_merged(other, 0..self.len(), 0..other.len(), |part, index| {
            keys.push(&part.keys, index, part.keys.rows[index as usize])
        });
        Sorted { order: (0..count as u32).collect(), keys }
    }

    fn each_merged<'a>(
        &'a self,
        other: &'a Sorted,
        mut left: Range<usize>,
        mut right: Range<usize>,
        mut take: impl FnMut(&'a Sorted, u32),
    ) {
        while !left.is_empty() && !right.is_empty() {
            let (Some(one), Some(two)) = (self.head(left.start), other.head(right.start)) else { break };
            let (part, rows) =
                if Sorted::compare(one, two) == Ordering::Less { (self, &mut left) } else { (other, &mut right) };
            rows.next().into_iter().for_each(|at| take(part, part.order[at]));
        }
        left.for_each(|at| take(self, self.order[at]));
        right.for_each(|at| take(other, other.order[at]));
    }
}

#[cfg(test)]
mod tests {
    use fetchgrid_model::Cell;
    use proptest::prelude::*;

    use super::*;

    fn run(sorts: &[Sort], columns: &[Vec<Cell>], rows: impl Iterator<Item = usize>) -> SortRun {
        let cells: Vec<Cells> = columns.iter().map(|column| Cells::of(column)).collect();
        let mut run = SortRun::new(sorts, &|_| false);
        for row in rows {
            run.push(&cells, row, row as u32);
        }
        run
    }

    fn order(cells: &[Cell], descending: bool) -> Vec<u32> {
        let sort = Sort { descending, ..Sort::ascending(0) };
        run(&[sort], &[cells.to_vec()], 0..cells.len()).sort().rows()
    }

    #[test]
    fn rows_in_order() {
        let check = |cells: &[Cell], up: &[u32], down: &[u32]| {
            assert_eq!(order(cells, false), up, "{cells:?}");
            assert_eq!(order(cells, true), down, "{cells:?} descending");
        };
        let number = |text: &str| Cell::number(text);
        check(&[number("10"), number("9"), number("-1")], &[2, 1, 0], &[0, 1, 2]);
        check(&[number("9007199254740993"), number("9007199254740992")], &[1, 0], &[0, 1]);
        check(&[number("0.3"), number("0.30"), number("0.2")], &[2, 0, 1], &[0, 1, 2]);
        check(&[Cell::NULL, number("1"), Cell::MISSING, number("2")], &[1, 3, 0, 2], &[3, 1, 0, 2]);
        check(&[Cell::text("b"), Cell::text("B"), Cell::text("a"), Cell::text("A")], &[2, 3, 0, 1], &[1, 0, 3, 2]);
        check(
            &[Cell::text("x"), Cell::bool(true), number("5"), Cell::bool(false), Cell::json("[]")],
            &[3, 1, 2, 4, 0],
            &[0, 4, 2, 1, 3],
        );
    }

    #[test]
    fn an_id_list_sorts_as_numbers() {
        let cells: Vec<Cell> = ["10", "9", "007", "7", "x", "1.5"].map(Cell::text).to_vec();
        let mut run = SortRun::new(&[Sort::ascending(0)], &|column| column == 0);
        let cells = Cells::of(&cells);
        for row in 0..6 {
            run.push(std::slice::from_ref(&cells), row, row as u32);
        }
        assert_eq!(run.sort().rows(), [5, 2, 3, 1, 0, 4]);
    }

    fn cell() -> impl Strategy<Value = Cell> {
        prop_oneof![
            (0_i64..4).prop_map(|number| Cell::number(number.to_string())),
            "(same long beginning, )?[aAb]{0,2}".prop_map(Cell::text),
            Just(Cell::NULL),
        ]
    }

    proptest! {
        #[test]
        fn two_columns_are_two_stable_sorts(
            rows in prop::collection::vec((cell(), cell()), 0..120),
            directions: (bool, bool),
            cut in 0..120_usize,
        ) {
            let (first, second): (Vec<Cell>, Vec<Cell>) = rows.into_iter().unzip();
            let count = first.len();
            let by_second = order(&second, directions.1);
            let again: Vec<Cell> = by_second.iter().map(|row| first[*row as usize].clone()).collect();
            let expected: Vec<u32> = order(&again, directions.0).iter().map(|at| by_second[*at as usize]).collect();

            let sorts = [Sort { descending: directions.0, ..Sort::ascending(0) }, Sort { descending: directions.1, ..Sort::ascending(1) }];
            let columns = [first, second];
            let whole = run(&sorts, &columns, 0..count).sort();
            prop_assert_eq!(whole.rows(), expected.clone());
            let cut = cut.min(count);
            let parts = || [0..cut / 2, cut / 2..cut, cut..count].map(|rows| run(&sorts, &columns, rows).sort());
            let [one, two, three] = parts();
            prop_assert_eq!(Sorted::merge_rows(&[&one, &two, &three]), expected.clone());
            prop_assert_eq!(three.merge(&one).merge(&two).rows(), expected);
        }
    }
}
