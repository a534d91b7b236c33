//! Rows put together by their cells in one to three columns, and what is reckoned of each group.

use std::cmp::Ordering;
use std::collections::{HashMap, HashSet};

use ahash::RandomState;
use arrow_buffer::BooleanBuffer;
use fetchgrid_model::{Cell, CellKind, DateUnit, GroupKey, GroupSort, Grouping, Measure, MeasureFunction};

use crate::bad_view::BadView;
use crate::cells::{Cells, Datum};
use crate::decimal;
use crate::interner::Interner;
use crate::moment::Moment;
use crate::sort_key::cell_into;
use crate::span::day_text;
use crate::sum::Sum;

const MOST_KEYS: usize = 3;

type Map<K, V> = HashMap<K, V, RandomState>;
/// The numbers of a group's cells.
type Key = [u32; MOST_KEYS];

/// Groups in the making; each thread makes its own, which are put together in the end.
#[derive(Clone, Debug)]
pub struct Groups {
    keys: Vec<GroupKey>,
    measures: Vec<Measure>,
    cells: [Interner; MOST_KEYS],
    index: Map<Key, u32>,
    groups: Vec<Group>,
    /// For each measure that counts different cells.
    distinct: Vec<Distinct>,
}

#[derive(Clone, Debug)]
struct Group {
    key: Key,
    rows: u64,
    reckoned: Vec<Reckoned>,
}

#[derive(Clone, Debug, Default)]
struct Distinct {
    cells: Interner,
    /// Group and cell.
    met: HashSet<(u32, u32), RandomState>,
}

/// What is known of one measure of one group.
#[derive(Clone, Debug)]
enum Reckoned {
    Count(u64),
    /// Counted in [`Distinct`].
    Distinct(u64),
    Sum(Sum),
    Mean(Sum),
    Min(Option<String>),
    Max(Option<String>),
}

impl Groups {
    pub fn new(grouping: &Grouping) -> Result<Self, BadView> {
        if grouping.by.is_empty() || grouping.by.len() > MOST_KEYS {
            return Err(BadView::Keys);
        }
        Ok(Groups {
            keys: grouping.by.clone(),
            measures: grouping.measures.clone(),
            cells: Default::default(),
            index: Map::default(),
            groups: Vec::new(),
            distinct: grouping.measures.iter().map(|_| Distinct::default()).collect(),
        })
    }

    /// The columns that [`Groups::add`] takes, in this order; one may stand there twice.
    pub fn columns(&self) -> Vec<i64> {
        self.keys.iter().map(|key| key.column).chain(self.measures.iter().map(|measure| measure.column)).collect()
    }

    pub fn len(&self) -> usize {
        self.groups.len()
    }

    pub fn is_empty(&self) -> bool {
        self.groups.is_empty()
    }

    pub fn rows(&self) -> u64 {
        self.groups.iter().map(|group| group.rows).sum()
    }

    /// Rows of a stretch; `cells` are those of [`Groups::columns`].
    pub fn add(&mut self, cells: &[Cells], rows: &BooleanBuffer) {
        let (keys, measured) = cells.split_at(self.keys.len());
        let mut last: Option<(Key, u32)> = None;
        for row in rows.set_indices() {
            let mut key = [0; MOST_KEYS];
            for (at, cells) in keys.iter().enumerate() {
                key[at] = number(&mut self.cells[at], self.keys[at].unit, cells.kind(row), cells.datum(row));
            }
            // Rows of a group often follow each other.
            let group = match last {
                Some((known, group)) if known == key => group,
                _ => self.group(key),
            };
            last = Some((key, group));
            self.groups[group as usize].rows += 1;
            for (at, cells) in measured.iter().enumerate() {
                self.reckon(group, at, cells, row);
            }
        }
    }

    fn group(&mut self, key: Key) -> u32 {
        let Groups { index, groups, measures, .. } = self;
        *index.entry(key).or_insert_with(|| {
            let reckoned = measures.iter().map(|measure| Reckoned::new(measure.function)).collect();
            groups.push(Group { key, rows: 0, reckoned });
            groups.len() as u32 - 1
        })
    }

    fn reckon(&mut self, group: u32, measure: usize, cells: &Cells, row: usize) {
        if !cells.is_filled(row) {
            return;
        }
        let (kind, datum) = (cells.kind(row), cells.datum(row));
        match &mut self.groups[group as usize].reckoned[measure] {
            Reckoned::Count(count) => *count += 1,
            Reckoned::Distinct(count) => {
                let Distinct { cells, met } = &mut self.distinct[measure];
                *count += u64::from(met.insert((group, cells.number(kind, datum))));
            }
            _ if kind != CellKind::Number => {}
            Reckoned::Sum(sum) | Reckoned::Mean(sum) => match datum {
                Datum::Integer(integer) => sum.add_integer(integer, 1),
                Datum::Text(text) => sum.add(text, 1),
            },
            Reckoned::Min(least) => datum.with_text(|text| keep(least, text, Ordering::Less)),
            Reckoned::Max(most) => datum.with_text(|text| keep(most, text, Ordering::Greater)),
        }
    }

    /// With the groups that another thread made.
    pub fn take(&mut self, other: &Groups) {
        let mut numbers: [Vec<u32>; MOST_KEYS] = Default::default();
        for (at, known) in numbers.iter_mut().enumerate() {
            *known = self.cells[at].adopt(&other.cells[at]);
        }
        let mut places = Vec::with_capacity(other.groups.len());
        for theirs in &other.groups {
            let mut key = [0; MOST_KEYS];
            for at in 0..self.keys.len() {
                key[at] = numbers[at][theirs.key[at] as usize];
            }
            let place = self.group(key);
            places.push(place);
            let ours = &mut self.groups[place as usize];
            ours.rows += theirs.rows;
            ours.reckoned.iter_mut().zip(&theirs.reckoned).for_each(|(ours, theirs)| ours.take(theirs));
        }
        for (measure, (ours, theirs)) in self.distinct.iter_mut().zip(&other.distinct).enumerate() {
            let numbers = ours.cells.adopt(&theirs.cells);
            for (group, cell) in &theirs.met {
                let group = places[*group as usize];
                let is_new = ours.met.insert((group, numbers[*cell as usize]));
                if let Reckoned::Distinct(count) = &mut self.groups[group as usize].reckoned[measure] {
                    *count += u64::from(is_new);
                }
            }
        }
    }

    /// Number of rows and measures of all groups together.
    pub fn total(&self) -> Vec<Cell> {
        let all = |(measure, asked): (usize, &Measure)| {
            if asked.function == MeasureFunction::Distinct {
                return Reckoned::Distinct(self.distinct[measure].cells.len().into());
            }
            let mut all = Reckoned::new(asked.function);
            self.groups.iter().for_each(|group| all.take(&group.reckoned[measure]));
            all
        };
        let measures = self.measures.iter().enumerate().map(|measure| all(measure).cell());
        [Cell::number(self.rows().to_string())].into_iter().chain(measures).collect()
    }

    /// Keys, number of rows and measures of each group, in order.
    pub fn into_table(self, sort: Option<GroupSort>) -> Vec<Vec<Cell>> {
        let row = |group: &Group| -> Vec<Cell> {
            let keys = (0..self.keys.len()).map(|at| self.cells[at].cell(group.key[at]));
            let rows = Cell::number(group.rows.to_string());
            keys.chain([rows]).chain(group.reckoned.iter().map(Reckoned::cell)).collect()
        };
        let mut table: Vec<Vec<Cell>> = self.groups.iter().map(row).collect();
        let keys = self.keys.len();
        table.sort_by_cached_key(|row| {
            let mut key = Vec::new();
            row[..keys].iter().for_each(|cell| cell_into(cell, &mut key));
            key
        });
        if let Some(GroupSort { column, descending }) = sort {
            let blank = |row: &Vec<Cell>| row.get(column as usize).is_none_or(Cell::is_blank);
            // Blank ones last whichever way, and what is equal stays in the order of the keys.
            table.sort_by_cached_key(|row| {
                let mut key = Vec::new();
                row.get(column as usize).into_iter().for_each(|cell| cell_into(cell, &mut key));
                if descending {
                    key.iter_mut().for_each(|byte| *byte = !*byte);
                }
                (blank(row), key)
            });
        }
        table
    }
}

fn number(cells: &mut Interner, unit: Option<DateUnit>, kind: CellKind, datum: Datum<'_>) -> u32 {
    let (Some(unit), CellKind::Text, Datum::Text(text)) = (unit, kind, datum) else { return cells.number(kind, datum) };
    let Some(moment) = Moment::parse(text) else { return cells.number(kind, datum) };
    let day = day_text(moment.day());
    let part = match unit {
        DateUnit::Day => &day,
        DateUnit::Month => &day[..day.len() - 3],
        DateUnit::Year => &day[..day.len() - 6],
    };
    cells.number(kind, Datum::Text(part))
}

/// The text of a number, when it is less or greater than the one that is held.
fn keep(held: &mut Option<String>, text: &str, wanted: Ordering) {
    if held.as_ref().is_none_or(|held| decimal::compare(text, held) == Some(wanted)) {
        *held = Some(text.to_owned());
    }
}

impl Reckoned {
    fn new(function: MeasureFunction) -> Self {
        match function {
            MeasureFunction::Count => Reckoned::Count(0),
            MeasureFunction::Distinct => Reckoned::Distinct(0),
            MeasureFunction::Sum => Reckoned::Sum(Sum::default()),
            MeasureFunction::Mean => Reckoned::Mean(Sum::default()),
            MeasureFunction::Min => Reckoned::Min(None),
            MeasureFunction::Max => Reckoned::Max(None),
        }
    }

    fn take(&mut self, other: &Reckoned) {
        match (self, other) {
            (Reckoned::Count(count), Reckoned::Count(more)) => *count += more,
            (Reckoned::Sum(sum), Reckoned::Sum(more)) | (Reckoned::Mean(sum), Reckoned::Mean(more)) => {
                sum.add_sum(more)
            }
            (Reckoned::Min(least), Reckoned::Min(Some(text))) => keep(least, text, Ordering::Less),
            (Reckoned::Max(most), Reckoned::Max(Some(text))) => keep(most, text, Ordering::Greater),
            // Different cells are counted as they are put together.
            _ => {}
        }
    }

    fn cell(&self) -> Cell {
        let number = |text: Option<String>| text.map_or(Cell::NULL, Cell::number);
        match self {
            Reckoned::Count(count) | Reckoned::Distinct(count) => Cell::number(count.to_string()),
            Reckoned::Sum(sum) => number((sum.count() > 0).then(|| plain(sum.total()))),
            Reckoned::Mean(sum) => number(sum.mean().map(plain)),
            Reckoned::Min(text) | Reckoned::Max(text) => number(text.clone()),
        }
    }
}

/// A cell holds a number, and not how exact it is.
fn plain(text: String) -> String {
    text.strip_prefix("≈ ").map_or(text.clone(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn measure(function: MeasureFunction) -> Measure {
        Measure { column: 1, function }
    }

    const FUNCTIONS: [MeasureFunction; 6] = [
        MeasureFunction::Count,
        MeasureFunction::Distinct,
        MeasureFunction::Sum,
        MeasureFunction::Mean,
        MeasureFunction::Min,
        MeasureFunction::Max,
    ];

    fn grouping() -> Grouping {
        let by = vec![GroupKey { column: 0, unit: None }];
        Grouping { by, measures: FUNCTIONS.map(measure).to_vec(), sort: None }
    }

    fn groups(grouping: &Grouping, columns: &[&[Cell]]) -> Groups {
        let mut groups = Groups::new(grouping).expect("a grouping");
        let cells: Vec<Cells> = columns.iter().map(|cells| Cells::of(cells)).collect();
        let rows = BooleanBuffer::new_set(cells[0].rows());
        let cells: Vec<Cells> = groups.columns().iter().map(|column| cells[*column as usize].clone()).collect();
        groups.add(&cells, &rows);
        groups
    }

    fn texts(table: &[Vec<Cell>]) -> Vec<Vec<&str>> {
        table.iter().map(|row| row.iter().map(|cell| cell.text.as_str()).collect()).collect()
    }

    #[test]
    fn groups_and_what_is_reckoned_of_them() {
        let keys = [Cell::text("b"), Cell::text("a"), Cell::text("b"), Cell::MISSING, Cell::text("b")];
        let numbers = [Cell::number("0.1"), Cell::text("x"), Cell::number("0.2"), Cell::NULL, Cell::number("0.2")];
        let found = groups(&grouping(), &[&keys, &numbers]);
        assert_eq!(texts(&[found.total()]), [["5", "4", "3", "0.5", "0.167", "0.1", "0.2"]]);
        let table = found.into_table(None);
        let expected = [
            ["a", "1", "1", "1", "", "", "", ""],
            ["b", "3", "3", "2", "0.5", "0.167", "0.1", "0.2"],
            ["", "1", "0", "0", "", "", "", ""],
        ];
        assert_eq!(texts(&table), expected);
        let table = groups(&grouping(), &[&keys, &numbers]).into_table(Some(GroupSort { column: 4, descending: true }));
        assert_eq!(texts(&table), [expected[1], expected[0], expected[2]]);
    }

    #[test]
    fn dates_are_put_together_by_their_unit() {
        let check = |unit, expected: &[[&str; 2]]| {
            let by = vec![GroupKey { column: 0, unit: Some(unit) }];
            let dates = ["2024-02-03", "2024-02-03T10:00Z", "2024-02-29", "2023-02-01", "soon"].map(Cell::text);
            let table = groups(&Grouping { by, ..Grouping::default() }, &[&dates]).into_table(None);
            assert_eq!(texts(&table), expected, "{unit:?}");
        };
        check(DateUnit::Year, &[["2023", "1"], ["2024", "3"], ["soon", "1"]]);
        check(DateUnit::Month, &[["2023-02", "1"], ["2024-02", "3"], ["soon", "1"]]);
        check(DateUnit::Day, &[["2023-02-01", "1"], ["2024-02-03", "2"], ["2024-02-29", "1"], ["soon", "1"]]);
    }

    fn cell() -> impl Strategy<Value = Cell> {
        prop_oneof![
            (0_i64..4).prop_map(|number| Cell::number(number.to_string())),
            "[ab]".prop_map(Cell::text),
            Just(Cell::NULL),
        ]
    }

    proptest! {
        #[test]
        fn two_threads_find_the_same_groups(rows in prop::collection::vec((cell(), cell()), 1..40), cut in 0..40_usize) {
            let (keys, numbers): (Vec<Cell>, Vec<Cell>) = rows.into_iter().unzip();
            let cut = cut.min(keys.len());
            let whole = groups(&grouping(), &[&keys, &numbers]);
            prop_assert_eq!(whole.rows(), keys.len() as u64);
            let mut left = groups(&grouping(), &[&keys[..cut], &numbers[..cut]]);
            left.take(&groups(&grouping(), &[&keys[cut..], &numbers[cut..]]));
            prop_assert_eq!(left.total(), whole.total());
            prop_assert_eq!(left.into_table(None), whole.into_table(None));
        }
    }
}
