//! Points of a chart, and fewer of them.

use arrow_buffer::BooleanBuffer;
use fetchgrid_model::{CellKind, ChartData};

use crate::cells::{Cells, Datum};
use crate::moment::Moment;

/// Points in the making: each thread collects its own.
#[derive(Clone, Debug, Default)]
pub struct Points {
    numbers: Vec<Point>,
    /// With milliseconds since 1970.
    dates: Vec<Point>,
    lines: usize,
}

#[derive(Clone, Debug)]
struct Point {
    x: f64,
    y: Vec<Option<f64>>,
}

impl Points {
    pub fn add(&mut self, x: &Cells, y: &[Cells], rows: &BooleanBuffer) {
        self.lines = y.len();
        for row in rows.set_indices() {
            let (points, x) = match (number(x, row), x.datum(row)) {
                (Some(number), _) => (&mut self.numbers, number),
                (None, Datum::Text(text)) if x.kind(row) == CellKind::Text => match Moment::parse(text) {
                    Some(moment) => (&mut self.dates, moment.micros as f64 / 1e3),
                    None => continue,
                },
                _ => continue,
            };
            points.push(Point { x, y: y.iter().map(|cells| number(cells, row)).collect() });
        }
    }

    pub fn take(&mut self, other: Points) {
        self.lines = self.lines.max(other.lines);
        self.numbers.extend(other.numbers);
        self.dates.extend(other.dates);
    }

    /// In the order of `x`; where there are too many, the means of stretches with equally many.
    pub fn into_line(self) -> ChartData {
        let Points { numbers, dates, lines } = self;
        // A column that holds both shows what it holds more of.
        let x_is_date = dates.len() > numbers.len();
        let mut points = if x_is_date { dates } else { numbers };
        points.sort_by(|left, right| left.x.total_cmp(&right.x));
        let rows = points.len();
        let stretches = rows.min(ChartData::LINE_POINTS);
        let mut x = Vec::with_capacity(stretches);
        let mut y = vec![Vec::with_capacity(stretches); lines];
        for stretch in 0..stretches {
            let points = &points[stretch * rows / stretches..(stretch + 1) * rows / stretches];
            x.extend(mean(points.iter().map(|point| point.x)));
            for (line, values) in y.iter_mut().enumerate() {
                values.push(mean(points.iter().filter_map(|point| point.y[line])));
            }
        }
        ChartData::Line { x_is_date, x, y, rows: rows as u64, is_reduced: stretches < rows }
    }

    /// Evenly over the rows where there are too many. Points without a `y` are left out.
    pub fn into_scatter(self) -> ChartData {
        let points = if self.dates.len() > self.numbers.len() { self.dates } else { self.numbers };
        let pairs: Vec<(f64, f64)> = points.iter().filter_map(|point| Some((point.x, (*point.y.first()?)?))).collect();
        let count = pairs.len().min(ChartData::SCATTER_POINTS);
        let (x, y) = (0..count).map(|at| pairs[at * pairs.len() / count]).unzip();
        ChartData::Scatter { x, y, rows: pairs.len() as u64 }
    }
}

/// None for what no float holds.
fn number(cells: &Cells, row: usize) -> Option<f64> {
    let number = match cells.datum(row) {
        Datum::Integer(integer) => integer as f64,
        Datum::Text(text) if cells.kind(row) == CellKind::Number => text.parse().ok()?,
        Datum::Text(_) => return None,
    };
    Some(number).filter(|number| number.is_finite())
}

fn mean(numbers: impl Iterator<Item = f64>) -> Option<f64> {
    let (mut sum, mut count) = (0.0, 0);
    for number in numbers {
        sum += number;
        count += 1;
    }
    (count > 0).then(|| sum / f64::from(count))
}

#[cfg(test)]
mod tests {
    use fetchgrid_model::Cell;

    use super::*;

    fn points(x: &[Cell], y: &[Cell]) -> Points {
        let mut points = Points::default();
        points.add(&Cells::of(x), &[Cells::of(y)], &BooleanBuffer::new_set(x.len()));
        points
    }

    #[test]
    fn lines_and_clouds() {
        let x =
            [Cell::number("3"), Cell::number("1e400"), Cell::text("x"), Cell::number("1"), Cell::text("2024-01-01")];
        let y = [Cell::number("0.5"), Cell::number("1"), Cell::number("1"), Cell::NULL, Cell::number("7")];
        let line = ChartData::Line {
            x_is_date: false,
            x: vec![1.0, 3.0],
            y: vec![vec![None, Some(0.5)]],
            rows: 2,
            is_reduced: false,
        };
        assert_eq!(points(&x, &y).into_line(), line);
        assert_eq!(points(&x, &y).into_scatter(), ChartData::Scatter { x: vec![3.0], y: vec![0.5], rows: 1 });
        let dates = ["1970-01-02", "1970-01-01T00:00:01Z"].map(Cell::text);
        let line = ChartData::Line {
            x_is_date: true,
            x: vec![1e3, 86_400_000.0],
            y: vec![vec![None, Some(0.5)]],
            rows: 2,
            is_reduced: false,
        };
        assert_eq!(points(&dates, &[Cell::number("0.5"), Cell::MISSING]).into_line(), line);
    }

    #[test]
    fn many_points_become_few() {
        let cells: Vec<Cell> = (0..10_001).map(|number: i64| Cell::number(number.to_string())).collect();
        let ChartData::Line { x, y, rows, is_reduced, .. } = points(&cells, &cells).into_line() else {
            panic!("a line")
        };
        assert_eq!((x.len(), rows, is_reduced), (ChartData::LINE_POINTS, 10_001, true));
        assert_eq!((x[0], y[0][0]), (2.0, Some(2.0)));
        let ChartData::Scatter { x, rows, .. } = points(&cells, &cells).into_scatter() else { panic!("a cloud") };
        assert_eq!((x.len(), x[0], rows), (ChartData::SCATTER_POINTS, 0.0, 10_001));
    }
}
