use std::collections::HashMap;

use fetchgrid_model::{Cell, CellKind, Row};

use crate::{Found, RowSink, ShapeError, Shaper};

/// For previews and tests: column names in order of first appearance, and rows aligned with them.
///
/// # Errors
/// As [`Shaper::shape`].
pub fn shape_to_rows(
    shaper: &Shaper,
    body: &[u8],
    content_type: Option<&str>,
) -> Result<(Vec<String>, Vec<Row>, Found), ShapeError> {
    let mut table = Table::default();
    let shaped = shaper.shape(body, content_type, &mut table)?;
    for row in &mut table.rows {
        row.resize(table.names.len(), Cell::MISSING);
    }
    Ok((table.names, table.rows, shaped.found))
}

#[derive(Default)]
struct Table {
    names: Vec<String>,
    indices: HashMap<String, usize>,
    rows: Vec<Row>,
    /// Cells of rows that are still to come: the column, and how many.
    held: Vec<(usize, u32)>,
}

impl RowSink for Table {
    fn begin_row(&mut self) {
        let mut row = Vec::with_capacity(self.names.len());
        if let Some(before) = self.rows.last() {
            for (column, rows) in &mut self.held {
                row.resize(row.len().max(*column + 1), Cell::MISSING);
                row[*column] = before[*column].clone();
                *rows -= 1;
            }
            self.held.retain(|(_, rows)| *rows > 0);
        }
        self.rows.push(row);
    }

    fn cell(&mut self, path: &str, kind: CellKind, text: &str, rows: u32) {
        let index = match self.indices.get(path) {
            Some(&index) => index,
            None => {
                self.names.push(path.to_owned());
                self.indices.insert(path.to_owned(), self.names.len() - 1);
                self.names.len() - 1
            }
        };
        let Some(row) = self.rows.last_mut() else { return };
        if row.len() <= index {
            row.resize(index + 1, Cell::MISSING);
        }
        row[index] = Cell { kind, text: text.to_owned() };
        if rows > 1 {
            self.held.push((index, rows - 1));
        }
    }

    fn end_row(&mut self) {}
}
