//! ID lists that came from files: packed in chunks, so that a list of millions is never one blob.

use std::io::Cursor;

use fetchgrid_model::{Extraction, ValueSource};
use rusqlite::{Connection, OptionalExtension, params};

use crate::error::Fault;
use crate::schema::TEMPLATE;
use crate::varint;

/// Bytes of one chunk before packing.
const CHUNK_BYTES: usize = 1024 * 1024;
/// Lists are written once and read rarely.
const LEVEL: i32 = 3;

pub(crate) fn store(connection: &Connection, values: &[String]) -> Result<i64, Fault> {
    connection.execute("INSERT INTO value_list (count) VALUES (?1)", [values.len() as i64])?;
    let id = connection.last_insert_rowid();
    let mut number = 0_i64;
    let mut chunk = Vec::new();
    let mut write = |chunk: &mut Vec<u8>| -> Result<(), Fault> {
        let packed = zstd::encode_all(Cursor::new(&chunk), LEVEL)?;
        connection
            .prepare_cached("INSERT INTO value_chunk (list_id, number, data) VALUES (?1, ?2, ?3)")?
            .execute(params![id, number, packed])?;
        number += 1;
        chunk.clear();
        Ok(())
    };
    for value in values {
        varint::write(&mut chunk, value.len() as u64);
        chunk.extend_from_slice(value.as_bytes());
        if chunk.len() >= CHUNK_BYTES {
            write(&mut chunk)?;
        }
    }
    if !chunk.is_empty() {
        write(&mut chunk)?;
    }
    Ok(id)
}

/// None when there is no such list.
pub(crate) fn load(connection: &Connection, id: i64) -> Result<Option<Vec<String>>, Fault> {
    let count: Option<i64> =
        connection.query_row("SELECT count FROM value_list WHERE id = ?1", [id], |row| row.get(0)).optional()?;
    let Some(count) = count else { return Ok(None) };
    let broken = || Fault::broken(format!("value list {id} cannot be read"));
    let mut values = Vec::new();
    let mut statement = connection.prepare("SELECT data FROM value_chunk WHERE list_id = ?1 ORDER BY number")?;
    let mut rows = statement.query([id])?;
    while let Some(row) = rows.next()? {
        let chunk = zstd::decode_all(row.get_ref(0)?.as_blob().map_err(rusqlite::Error::from)?)?;
        let mut rest = chunk.as_slice();
        while !rest.is_empty() {
            let length = varint::read(&mut rest).and_then(|length| usize::try_from(length).ok()).ok_or_else(broken)?;
            let (value, after) = rest.split_at_checked(length).ok_or_else(broken)?;
            values.push(std::str::from_utf8(value).map_err(|_| broken())?.to_owned());
            rest = after;
        }
    }
    if values.len() as i64 == count { Ok(Some(values)) } else { Err(broken()) }
}

/// Lists that the extraction no longer speaks of. Only when a document is opened: until it is closed, undoing an edit
/// may bring one back.
pub(crate) fn forget_unused(connection: &Connection) -> Result<(), Fault> {
    let config: String =
        connection.query_row("SELECT config FROM template WHERE id = ?1", [TEMPLATE], |row| row.get(0))?;
    let Ok(extraction) = serde_json::from_str::<Extraction>(&config) else { return Ok(()) };
    let used: Vec<i64> = extraction
        .lists
        .iter()
        .filter_map(|list| match &list.source {
            ValueSource::File { stored, .. } => Some(*stored),
            ValueSource::Typed { .. } => None,
        })
        .collect();
    let mut statement = connection.prepare("SELECT id FROM value_list")?;
    let stored = statement.query_map((), |row| row.get::<_, i64>(0))?.collect::<Result<Vec<_>, _>>()?;
    for id in stored.into_iter().filter(|id| !used.contains(id)) {
        connection.execute("DELETE FROM value_chunk WHERE list_id = ?1", [id])?;
        connection.execute("DELETE FROM value_list WHERE id = ?1", [id])?;
    }
    Ok(())
}
