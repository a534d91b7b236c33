use fetchgrid_model::{CellKind, SelectionSummary};

use crate::cells::Datum;
use crate::counter::Counts;
use crate::span::number_span;
use crate::sum::Sum;

/// What the status bar tells of cells.
pub fn figures(counts: &Counts, cells: u64) -> SelectionSummary {
    let mut sum = Sum::default();
    let mut count = 0;
    for value in counts.values() {
        count += value.count;
        match (value.kind, value.datum) {
            (CellKind::Number, Datum::Integer(integer)) => sum.add_integer(integer, value.count),
            (CellKind::Number, Datum::Text(text)) => sum.add(text, value.count),
            _ => {}
        }
    }
    let span = number_span(counts, 0);
    SelectionSummary {
        cells,
        count,
        distinct: counts.distinct(),
        numbers: sum.count(),
        sum: (sum.count() > 0).then(|| sum.total()),
        average: sum.mean(),
        min: span.as_ref().map(|span| span.min.clone()),
        max: span.map(|span| span.max),
    }
}

#[cfg(test)]
mod tests {
    use fetchgrid_model::Cell;

    use super::*;

    #[test]
    fn cells_in_figures() {
        let check = |cells: &[Cell], expected: SelectionSummary| {
            assert_eq!(figures(&Counts::of(cells), cells.len() as u64), expected, "{cells:?}");
        };
        check(&[], SelectionSummary::default());
        check(
            &[Cell::NULL, Cell::text("7")],
            SelectionSummary { cells: 2, count: 1, distinct: 1, ..SelectionSummary::default() },
        );
        check(
            &[Cell::number("0.1"), Cell::number("0.2"), Cell::number("0.2"), Cell::text("")],
            SelectionSummary {
                cells: 4,
                count: 4,
                distinct: 3,
                numbers: 3,
                sum: Some("0.5".into()),
                average: Some("0.167".into()),
                min: Some("0.1".into()),
                max: Some("0.2".into()),
            },
        );
    }
}
