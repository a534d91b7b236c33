use std::{
    io::{self, BufWriter, Write},
    path::Path,
};

use fetchgrid_model::{Cell, CellKind};
use serde_json::value::RawValue;

use crate::{ExportColumn, ExportError, RowSource, feed::Feed, job::unique_names};

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Layout {
    /// One list of objects, an object a line.
    List,
    /// An object a line and nothing else.
    Lines,
}

/// Objects keyed by the columns' names. Numbers in the characters in which they came, lists as lists, null as null; a
/// key that the record did not have is left out.
pub(crate) fn write(
    file: impl Write,
    path: &Path,
    layout: Layout,
    source: &mut dyn RowSource,
    feed: &mut Feed<'_>,
) -> Result<u64, ExportError> {
    /// Bytes; a write to the disk is worth a few rows.
    const BUFFER: usize = 256 * 1024;
    let failed = |error: io::Error| ExportError::io(path, error);
    let mut out = BufWriter::with_capacity(BUFFER, file);
    let keys = keys(source.columns());
    let mut line = Vec::new();
    let mut first = true;
    let rows = feed.rows(source, |row| {
        line.clear();
        if layout == Layout::List {
            line.extend_from_slice(if first { b"[\n" } else { b",\n" });
        }
        first = false;
        push_object(&mut line, &keys, row);
        if layout == Layout::Lines {
            line.push(b'\n');
        }
        out.write_all(&line).map_err(failed)
    })?;
    if layout == Layout::List {
        out.write_all(if rows == 0 { b"[]\n" } else { b"\n]\n" }).map_err(failed)?;
    }
    out.flush().map_err(failed)?;
    Ok(rows)
}

/// The columns' names as they stand before the values.
pub(crate) fn keys(columns: &[ExportColumn]) -> Vec<String> {
    unique_names(columns).into_iter().map(|name| serde_json::Value::from(name).to_string() + ":").collect()
}

pub(crate) fn push_object(line: &mut Vec<u8>, keys: &[String], row: &[Cell]) {
    line.push(b'{');
    let start = line.len();
    for (key, cell) in keys.iter().zip(row).filter(|(_, cell)| cell.kind != CellKind::Missing) {
        if line.len() > start {
            line.push(b',');
        }
        line.extend_from_slice(key.as_bytes());
        push_value(line, cell);
    }
    line.push(b'}');
}

fn push_value(line: &mut Vec<u8>, Cell { kind, text }: &Cell) {
    match kind {
        CellKind::Missing | CellKind::Null => line.extend_from_slice(b"null"),
        CellKind::Bool if matches!(text.as_str(), "true" | "false") => line.extend_from_slice(text.as_bytes()),
        CellKind::Number if is_json(text, |first| first == b'-' || first.is_ascii_digit()) => {
            line.extend_from_slice(text.as_bytes());
        }
        // Outside of texts, where a line end cannot stand, it means nothing; within, it would end the line.
        CellKind::Json if is_json(text, |_| true) => {
            line.extend(text.bytes().map(|byte| if matches!(byte, b'\n' | b'\r') { b' ' } else { byte }));
        }
        _ => serde_json::to_writer(line, text).expect("a text goes into memory"),
    }
}

/// Whether the text is one JSON value, from its first to its last byte, of a kind that its first byte tells.
pub(crate) fn is_json(text: &str, fits: impl Fn(u8) -> bool) -> bool {
    text.bytes().next().is_some_and(fits) && serde_json::from_str::<&RawValue>(text).is_ok_and(|raw| raw.get() == text)
}
