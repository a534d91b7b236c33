use std::collections::HashSet;

use fetchgrid_model::FileColumn;

/// Values shown of a column.
const SHOWN: usize = 5;

/// The columns of a table while its rows go by.
#[derive(Default)]
pub(crate) struct Columns {
    columns: Vec<FileColumn>,
    taken: HashSet<String>,
}

impl Columns {
    /// Names as the header has them; a blank one is "Column 3" by its place, a second of a name is "name (2)".
    pub(crate) fn new(header: Option<&[String]>) -> Self {
        let mut columns = Columns::default();
        for name in header.unwrap_or_default() {
            columns.push(name.trim());
        }
        columns
    }

    fn push(&mut self, name: &str) {
        let name = match name {
            "" => format!("Column {}", self.columns.len() + 1),
            name => name.to_owned(),
        };
        let mut unique = name.clone();
        let mut number = 1;
        while !self.taken.insert(unique.clone()) {
            number += 1;
            unique = format!("{name} ({number})");
        }
        self.columns.push(FileColumn { name: unique, count: 0, sample: Vec::new() });
    }

    pub(crate) fn see(&mut self, row: &[&str]) {
        // A row longer than the others brings columns without a name, but only with something in them.
        let filled = row.iter().rposition(|cell| !cell.trim().is_empty()).map_or(0, |last| last + 1);
        while self.columns.len() < filled {
            self.push("");
        }
        for (column, cell) in self.columns.iter_mut().zip(row) {
            let cell = cell.trim();
            if !cell.is_empty() {
                column.count += 1;
                if column.sample.len() < SHOWN {
                    column.sample.push(cell.to_owned());
                }
            }
        }
    }

    pub(crate) fn into_vec(self) -> Vec<FileColumn> {
        self.columns
    }
}

/// The column that is meant by a name: exactly, or else whatever its case and the white space around it.
pub(crate) fn position(columns: &[FileColumn], name: &str) -> Option<usize> {
    columns.iter().position(|column| column.name == name).or_else(|| {
        let name = name.trim().to_lowercase();
        columns.iter().position(|column| column.name.to_lowercase() == name)
    })
}
