//! Files to open with other programs, and how long they took:
//! `cargo run -p fetchgrid-export --example nasty -- ROWS FILE…`. The ending of each file is its format.

use std::{path::Path, time::Instant};

use fetchgrid_export::{About, ExportColumn, Job, RowSource, write};
use fetchgrid_model::{Cell, ColumnType, ExportFormat, Row};

struct Nasty {
    columns: Vec<ExportColumn>,
    next: u64,
    total: u64,
}

impl Nasty {
    fn new(total: u64) -> Self {
        let names = ["id", "text", "json", "number", "truth", "=1+1"];
        let columns = names.map(|name| ExportColumn { name: name.to_owned(), ty: ColumnType::Text });
        Nasty { columns: columns.into(), next: 0, total }
    }

    fn row(number: u64) -> Row {
        const TEXTS: [&str; 12] = [
            "=1+1",
            "@SUM(A1:A9)",
            "+1-1",
            "-5",
            "007",
            "=HYPERLINK(\"http://127.0.0.1/\",\"x\")",
            "é 日本 😀",
            "a,b;c\td",
            "two\nlines",
            "\"quoted\"",
            "http://127.0.0.1/",
            "\u{1}_x0041_\u{FFFE}",
        ];
        const NUMBERS: [&str; 6] = ["9007199254740993", "0.10", "1e400", "-5", "123456789012345", "3.14159"];
        let at = |length: usize| usize::try_from(number).unwrap_or(0) % length;
        vec![
            Cell::number(number.to_string()),
            Cell::text(TEXTS[at(TEXTS.len())]),
            Cell::json("[1,\"a\"]"),
            Cell::number(NUMBERS[at(NUMBERS.len())]),
            if at(3) == 0 { Cell::NULL } else { Cell::bool(at(3) == 1) },
            Cell::MISSING,
        ]
    }
}

impl RowSource for Nasty {
    fn columns(&self) -> &[ExportColumn] {
        &self.columns
    }

    fn total(&self) -> u64 {
        self.total
    }

    fn next_rows(&mut self) -> Result<Option<Vec<Row>>, String> {
        let end = self.total.min(self.next + 1000);
        let rows: Vec<Row> = (self.next..end).map(Self::row).collect();
        self.next = end;
        Ok((!rows.is_empty()).then_some(rows))
    }
}

#[expect(clippy::print_stdout, reason = "the figures are what this program is for")]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let rows: u64 = arguments.next().ok_or("how many rows?")?.parse()?;
    for path in arguments {
        let path = Path::new(&path);
        let format = path.extension().and_then(|ending| ExportFormat::from_extension(&ending.to_string_lossy()));
        let about = About { title: "Nasty cells".into(), lines: vec![("Address".into(), "=1+1".into())] };
        let (mut results, mut failed) = (Nasty::new(rows), Nasty::new(12));
        let job = Job {
            path,
            format: format.ok_or("no format of that ending")?,
            byte_order_mark: false,
            rows: &mut results,
            failed: &mut failed,
            about: &about,
        };
        let start = Instant::now();
        write(job, &mut |_| true)?;
        println!("{}: {rows} rows in {:.2} s", path.display(), start.elapsed().as_secs_f64());
    }
    Ok(())
}
