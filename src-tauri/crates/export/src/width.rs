use fetchgrid_model::{Cell, Row};

/// Column widths of a sheet, in characters, from its header and its first rows.
pub(crate) struct Widths {
    widths: Vec<usize>,
    rows: usize,
}

/// Rows looked at: enough to see what is usual, few enough to cost nothing.
const SAMPLE: usize = 200;
/// Characters. Longer texts are cut by the eye, not by the column pushing all others out of the window.
const MAX: usize = 60;
const MIN: usize = 7;
/// The filter's button covers about three characters of a header.
const BUTTON: usize = 3;

impl Widths {
    pub(crate) fn new<'n>(names: impl Iterator<Item = &'n str>) -> Self {
        Widths { widths: names.map(|name| (width(name) + BUTTON).clamp(MIN, MAX)).collect(), rows: 0 }
    }

    pub(crate) fn see(&mut self, row: &Row) {
        if self.rows < SAMPLE {
            self.rows += 1;
            for (widest, Cell { text, .. }) in self.widths.iter_mut().zip(row) {
                *widest = (*widest).max(width(text) + 1).min(MAX);
            }
        }
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = usize> {
        self.widths.iter().copied()
    }
}

/// Columns that the first line takes, wide (East Asian) characters as two.
fn width(text: &str) -> usize {
    let line = text.split(['\n', '\r']).next().unwrap_or_default();
    // The first characters decide: what is wider than MAX is MAX wide.
    line.chars().take(MAX).map(|character| if character >= '\u{1100}' { 2 } else { 1 }).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_follow_header_and_cells_between_bounds() {
        let mut widths = Widths::new(["id", "a longer header", "c"].into_iter());
        assert_eq!(widths.iter().collect::<Vec<_>>(), [7, 18, 7]);
        widths.see(&vec![
            Cell::text("1"),
            Cell::text("x"),
            Cell::text("日本日本日本\nsecond line that is much longer"),
        ]);
        widths.see(&vec![Cell::text("y".repeat(500)), Cell::MISSING, Cell::MISSING]);
        assert_eq!(widths.iter().collect::<Vec<_>>(), [60, 18, 13]);
    }
}
