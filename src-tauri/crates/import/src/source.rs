use std::{
    fs::{self, File},
    io::{self, Read},
    path::Path,
};

use fetchgrid_delimited::{HEADER_SAMPLE, has_header};
use fetchgrid_model::{FileColumns, FileSheet};

use crate::{
    ImportError,
    charset::Charset,
    columns::{Columns, position},
    content::{Content, HEAD, markup, sniff},
    delimited::{self, Delimited},
    lines::Lines,
    workbook,
};

/// Rows of text cells that can be gone through again and again.
pub(crate) trait Table {
    fn may_have_header(&self) -> bool;

    /// Visits the rows until the visitor says false.
    fn each_row(&self, visit: &mut dyn FnMut(&[&str]) -> bool) -> Result<(), ImportError>;
}

struct Sheet {
    name: Option<String>,
    table: Box<dyn Table>,
}

/// What the file offers to pick from: its sheets, their columns, how many values each has and the first few.
///
/// # Errors
/// See [`ImportError`]. A file without any value is an error.
pub fn inspect(path: &Path) -> Result<FileColumns, ImportError> {
    let mut sheets = Vec::new();
    for Sheet { name, table } in open(path, None)? {
        let columns = columns(table.as_ref())?.into_vec();
        sheets.push(FileSheet { name, columns });
    }
    if sheets.iter().all(|sheet| sheet.columns.iter().all(|column| column.count == 0)) {
        return Err(ImportError::Empty { path: path.into() });
    }
    Ok(FileColumns { path: path.to_string_lossy().into_owned(), sheets })
}

/// The filled cells of a column below its header, in order. Without a sheet the first that has columns is meant, without
/// a column the first that has values. Columns are named as [`inspect`] names them.
///
/// # Errors
/// As [`inspect`], and when there is no such sheet or column.
pub fn read_column(path: &Path, sheet: Option<&str>, column: Option<&str>) -> Result<Vec<String>, ImportError> {
    for Sheet { table, .. } in open(path, sheet)? {
        let columns = columns(table.as_ref())?.into_vec();
        let index = match column {
            Some(name) => position(&columns, name),
            None => columns.iter().position(|column| column.count > 0),
        };
        let Some(index) = index else {
            if column.is_none() || sheet.is_none() && columns.is_empty() {
                continue;
            }
            let columns = columns.into_iter().map(|column| column.name).collect();
            return Err(ImportError::NoSuchColumn {
                path: path.into(),
                column: column.unwrap_or_default().into(),
                columns,
            });
        };
        let mut values = Vec::with_capacity(usize::try_from(columns[index].count).unwrap_or(0));
        body(table.as_ref(), |row| {
            let value = row.get(index).map_or("", |cell| cell.trim());
            if !value.is_empty() {
                values.push(value.to_owned());
            }
        })?;
        return Ok(values);
    }
    Err(ImportError::Empty { path: path.into() })
}

fn columns(table: &dyn Table) -> Result<Columns, ImportError> {
    let header = header(table)?;
    let mut columns = Columns::new(header.as_deref());
    body(table, |row| columns.see(row))?;
    Ok(columns)
}

fn is_blank(row: &[&str]) -> bool {
    row.iter().all(|cell| cell.trim().is_empty())
}

/// The first filled row, when it names the columns.
fn header(table: &dyn Table) -> Result<Option<Vec<String>>, ImportError> {
    if !table.may_have_header() {
        return Ok(None);
    }
    let mut sample: Vec<Vec<String>> = Vec::new();
    table.each_row(&mut |row| {
        if !is_blank(row) {
            sample.push(row.iter().map(|cell| (*cell).to_owned()).collect());
        }
        sample.len() < HEADER_SAMPLE
    })?;
    Ok(if has_header(&sample) { sample.into_iter().next() } else { None })
}

/// The filled rows below the header.
fn body(table: &dyn Table, mut visit: impl FnMut(&[&str])) -> Result<(), ImportError> {
    let mut skip = header(table)?.is_some();
    table.each_row(&mut |row| {
        if !is_blank(row) && !std::mem::take(&mut skip) {
            visit(&row[..row.len().min(MAX_COLUMNS)]);
        }
        true
    })
}

/// As many as a sheet of a workbook has. What has more is no table of values.
const MAX_COLUMNS: usize = 16_384;

/// The sheets of the file, or the one named.
fn open(path: &Path, sheet: Option<&str>) -> Result<Vec<Sheet>, ImportError> {
    let failed = |error| ImportError::io(path, error);
    if fs::metadata(path).map_err(failed)?.is_dir() {
        return Err(failed(io::ErrorKind::IsADirectory.into()));
    }
    let mut head = Vec::new();
    File::open(path).and_then(|file| file.take(HEAD as u64).read_to_end(&mut head)).map_err(failed)?;
    let ending = path.extension().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
    let says = Says::of(&ending);
    let refuse = |seems| match says {
        Says::Nothing => ImportError::Unsuitable { path: path.into(), seems },
        _ => ImportError::NotWhatItSays { path: path.into(), ending: ending.clone(), seems },
    };
    match (sniff(&head), says) {
        (Content::Empty, _) => Err(ImportError::Empty { path: path.into() }),
        (Content::Other(seems), _) => Err(refuse(seems)),
        (Content::Zip("a Word document" | "a presentation (PowerPoint)"), Says::Nothing) => Err(refuse("a document")),
        (Content::Zip(seems), Says::Lines | Says::Delimited) => Err(refuse(seems)),
        (Content::Compound, Says::Lines | Says::Delimited) => Err(refuse("an Excel workbook")),
        (content @ (Content::Zip(_) | Content::Compound), _) => {
            let sheets = workbook::open(path, content, sheet, refuse)?;
            let sheets = sheets.into_iter().map(|(name, table)| Sheet { name: Some(name), table: Box::new(table) });
            Ok(sheets.collect())
        }
        (Content::Text, Says::Workbook) => Err(refuse(text_kind(path)?.unwrap_or("a text file"))),
        (Content::Text, _) => match sheet {
            Some(sheet) => Err(ImportError::NoSuchSheet { path: path.into(), sheet: sheet.into(), sheets: Vec::new() }),
            None => Ok(vec![Sheet { name: None, table: text(path, says, refuse)? }]),
        },
    }
}

fn text(path: &Path, says: Says, refuse: impl Fn(&'static str) -> ImportError) -> Result<Box<dyn Table>, ImportError> {
    let charset = Charset::of(path).map_err(|error| ImportError::io(path, error))?;
    let lines = || Lines { path: path.to_owned(), charset };
    if says == Says::Lines {
        return Ok(Box::new(lines()));
    }
    let sample = beginning(path, charset)?;
    if let Some(seems) = markup(&sample) {
        return Err(refuse(seems));
    }
    Ok(match Delimited::detect(path, charset, &sample) {
        Some(table) => Box::new(table),
        None if says == Says::Delimited => Box::new(Delimited::single(path, charset)),
        None => Box::new(lines()),
    })
}

fn text_kind(path: &Path) -> Result<Option<&'static str>, ImportError> {
    let charset = Charset::of(path).map_err(|error| ImportError::io(path, error))?;
    Ok(markup(&beginning(path, charset)?))
}

fn beginning(path: &Path, charset: Charset) -> Result<String, ImportError> {
    let mut sample = Vec::new();
    let read = charset.open(path).and_then(|text| text.take(delimited::SAMPLE).read_to_end(&mut sample));
    read.map_err(|error| ImportError::io(path, error))?;
    Ok(String::from_utf8_lossy(&sample).into_owned())
}

/// What a file is by its ending.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Says {
    Delimited,
    Lines,
    Workbook,
    Nothing,
}

impl Says {
    fn of(ending: &str) -> Self {
        match ending {
            "csv" | "tsv" | "tab" => Says::Delimited,
            "txt" | "text" | "lst" | "list" | "ids" => Says::Lines,
            "xlsx" | "xlsm" | "xlsb" | "xls" | "ods" => Says::Workbook,
            _ => Says::Nothing,
        }
    }
}
