//! A selection as bands of rows that do not overlap, each with its columns.

use std::ops::Range;

use fetchgrid_model::Selection;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bands {
    /// All columns that are selected anywhere, in the order in which the areas name them.
    pub columns: Vec<i64>,
    /// From top to bottom.
    pub bands: Vec<Band>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Band {
    pub rows: Range<u64>,
    /// Places in [`Bands::columns`], in order.
    pub columns: Vec<usize>,
}

impl Bands {
    /// `rows`: how many the view has.
    pub fn of(selection: &Selection, rows: u64) -> Self {
        let mut columns: Vec<i64> = Vec::new();
        for column in selection.areas.iter().flat_map(|area| &area.columns) {
            if !columns.contains(column) {
                columns.push(*column);
            }
        }
        let areas: Vec<(Range<u64>, &[i64])> = selection
            .areas
            .iter()
            .map(|area| (area.from_row..area.to_row.min(rows), area.columns.as_slice()))
            .filter(|(rows, columns)| !rows.is_empty() && !columns.is_empty())
            .collect();
        let mut edges: Vec<u64> = areas.iter().flat_map(|(rows, _)| [rows.start, rows.end]).collect();
        edges.sort_unstable();
        edges.dedup();
        let mut bands: Vec<Band> = Vec::new();
        for (from, to) in edges.iter().zip(edges.iter().skip(1)) {
            let within = || areas.iter().filter(|(rows, _)| rows.contains(from)).flat_map(|(_, columns)| *columns);
            let here: Vec<usize> = (0..columns.len()).filter(|at| within().any(|id| *id == columns[*at])).collect();
            match bands.last_mut() {
                _ if here.is_empty() => {}
                Some(last) if last.rows.end == *from && last.columns == here => last.rows.end = *to,
                _ => bands.push(Band { rows: *from..*to, columns: here }),
            }
        }
        Bands { columns, bands }
    }

    /// Cells that are selected.
    pub fn cells(&self) -> u64 {
        let of_band = |band: &Band| (band.rows.end - band.rows.start).saturating_mul(band.columns.len() as u64);
        self.bands.iter().map(of_band).fold(0, u64::saturating_add)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use fetchgrid_model::Area;
    use proptest::prelude::*;

    use super::*;

    fn area(from_row: u64, to_row: u64, columns: &[i64]) -> Area {
        Area { from_row, to_row, columns: columns.to_vec() }
    }

    #[test]
    fn areas_become_bands() {
        let check = |areas: &[Area], columns: &[i64], expected: &[(Range<u64>, &[usize])]| {
            let bands = Bands::of(&Selection { areas: areas.to_vec() }, 100);
            let found: Vec<(Range<u64>, &[usize])> =
                bands.bands.iter().map(|band| (band.rows.clone(), band.columns.as_slice())).collect();
            assert_eq!((bands.columns.as_slice(), found.as_slice()), (columns, expected), "{areas:?}");
        };
        check(&[], &[], &[]);
        check(&[area(2, 5, &[7, 3])], &[7, 3], &[(2..5, &[0, 1])]);
        check(&[area(2, 5, &[7]), area(4, 6, &[7, 3])], &[7, 3], &[(2..4, &[0]), (4..6, &[0, 1])]);
        check(&[area(0, 2, &[1]), area(2, 4, &[1])], &[1], &[(0..4, &[0])]);
        check(&[area(0, 1, &[1]), area(8, 9, &[2])], &[1, 2], &[(0..1, &[0]), (8..9, &[1])]);
        check(&[area(99, 200, &[1]), area(5, 5, &[1]), area(300, 400, &[1])], &[1], &[(99..100, &[0])]);
    }

    proptest! {
        #[test]
        fn every_cell_is_selected_once(areas in prop::collection::vec((0_u64..12, 0_u64..12, prop::collection::vec(0_i64..4, 0..3)), 0..5)) {
            let areas: Vec<Area> = areas.iter().map(|(from, to, columns)| area(*from, *to, columns)).collect();
            let expected: BTreeSet<(u64, i64)> = areas.iter().flat_map(|area| {
                (area.from_row..area.to_row.min(10)).flat_map(|row| area.columns.iter().map(move |column| (row, *column)))
            }).collect();
            let bands = Bands::of(&Selection { areas }, 10);
            let found: Vec<(u64, i64)> = bands.bands.iter().flat_map(|band| {
                band.rows.clone().flat_map(|row| band.columns.iter().map(move |at| (row, *at)))
            }).map(|(row, at)| (row, bands.columns[at])).collect();
            prop_assert_eq!(bands.cells(), found.len() as u64);
            prop_assert_eq!(found.len(), expected.len());
            prop_assert_eq!(found.into_iter().collect::<BTreeSet<_>>(), expected);
        }
    }
}
