//! Questions about requests: what is left to do, what failed, what is behind a row.

use fetchgrid_model::{
    FailedPage, FailedRow, FailureCategory, FailureGroup, FailureText, NamedValue, RowDetail, RunSettings,
};
use rusqlite::{Connection, OptionalExtension, Row};

use crate::codec::Decoder;
use crate::error::Fault;
use crate::schema::{MAX_REQUESTS, position_of, request_id};

/// The request behind a row, for the columns of an export that tell where a row came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestMeta {
    pub position: u64,
    pub address: String,
    pub status: Option<u16>,
    /// Milliseconds since 1970, UTC.
    pub started_at_ms: i64,
    pub duration_us: u64,
    pub attempts: u32,
}

const META: &str = "SELECT id, address, status, started_at_ms, duration_us, attempts FROM request";

fn meta(row: &Row<'_>) -> rusqlite::Result<RequestMeta> {
    Ok(RequestMeta {
        position: position_of(row.get(0)?),
        address: row.get(1)?,
        status: row.get(2)?,
        started_at_ms: row.get(3)?,
        duration_us: row.get(4)?,
        attempts: row.get(5)?,
    })
}

pub(crate) fn meta_between(connection: &Connection, from: u64, to: u64) -> Result<Vec<RequestMeta>, Fault> {
    let mut statement = connection.prepare_cached(&format!("{META} WHERE id >= ?1 AND id < ?2 ORDER BY id"))?;
    let to = to.min(MAX_REQUESTS - 1);
    if from >= to {
        return Ok(Vec::new());
    }
    let rows = statement.query_map([request_id(from), request_id(to)], meta)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

pub(crate) fn meta_at(connection: &Connection, positions: &[u64]) -> Result<Vec<Option<RequestMeta>>, Fault> {
    let mut statement = connection.prepare_cached(&format!("{META} WHERE id = ?1"))?;
    let mut found: Vec<Option<RequestMeta>> = Vec::with_capacity(positions.len());
    for position in positions {
        // Rows of one answer follow each other.
        match found.last() {
            Some(Some(last)) if last.position == *position => found.push(Some(last.clone())),
            _ => found.push(statement.query_row([request_id(*position)], meta).optional()?),
        }
    }
    Ok(found)
}

/// The last run of the document, whether it ended or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunInfo {
    /// Milliseconds since 1970, UTC.
    pub started_at_ms: i64,
    pub ended_at_ms: Option<i64>,
    pub settings: RunSettings,
}

pub(crate) fn last_run(connection: &Connection) -> Result<Option<RunInfo>, Fault> {
    let mut statement =
        connection.prepare_cached("SELECT started_at_ms, ended_at_ms, settings FROM run ORDER BY id DESC LIMIT 1")?;
    let row = statement.query_row((), |row| Ok((row.get(0)?, row.get(1)?, row.get::<_, String>(2)?))).optional()?;
    let Some((started_at_ms, ended_at_ms, settings)) = row else { return Ok(None) };
    Ok(Some(RunInfo { started_at_ms, ended_at_ms, settings: serde_json::from_str(&settings)? }))
}

/// Places in the plan from `from` that have an outcome, before `to`, the end excluded.
pub(crate) fn done_between(connection: &Connection, from: u64, to: u64) -> Result<Vec<u64>, Fault> {
    let mut statement = connection.prepare_cached("SELECT id FROM request WHERE id >= ?1 AND id < ?2 ORDER BY id")?;
    let rows = statement.query_map([request_id(from), request_id(to)], |row| row.get(0).map(position_of))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The next failed requests from `from` on.
pub(crate) fn failed_from(connection: &Connection, from: u64, limit: u32) -> Result<Vec<u64>, Fault> {
    let mut statement = connection.prepare_cached(
        "SELECT id FROM request INDEXED BY request_failed WHERE ok = 0 AND id >= ?1 ORDER BY id LIMIT ?2",
    )?;
    let rows = statement.query_map((request_id(from), limit), |row| row.get(0).map(position_of))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

pub(crate) fn detail(
    connection: &Connection,
    decoder: &mut Decoder,
    position: u64,
    placeholders: &[String],
) -> Result<Option<RowDetail>, Fault> {
    let mut statement = connection.prepare_cached(
        r#"SELECT q."values", q.address, q.status, q.started_at_ms, q.duration_us, q.attempts, q.category, q.message,
                  p.dict_id, p.size, p.data
           FROM request q LEFT JOIN response p ON p.id = q.id WHERE q.id = ?1"#,
    )?;
    let mut rows = statement.query([request_id(position)])?;
    let Some(row) = rows.next()? else { return Ok(None) };
    let values: Vec<String> = serde_json::from_str(row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?)?;
    let names = placeholders.iter().cloned().chain(std::iter::repeat(String::new()));
    let failure = match row.get::<_, Option<String>>(6)? {
        Some(category) => Some(FailureText {
            category: category_from_word(&category)?,
            message: row.get::<_, Option<String>>(7)?.unwrap_or_default(),
        }),
        None => None,
    };
    let mut detail = RowDetail {
        position,
        values: names.zip(values).map(|(name, value)| NamedValue { name, value }).collect(),
        address: row.get(1)?,
        status: row.get(2)?,
        started_at_ms: row.get(3)?,
        duration_ms: row.get::<_, i64>(4)? as f64 / 1000.0,
        attempts: row.get(5)?,
        failure,
        headers: Vec::new(),
        body: None,
        body_bytes: 0,
        truncated: false,
    };
    if let Some(data) = row.get_ref(10)?.as_blob_or_null().map_err(rusqlite::Error::from)? {
        let frame = decoder.decode(connection, row.get(8)?, row.get(9)?, data)?;
        detail.headers = frame.headers();
        detail.body_bytes = frame.body.len() as u64;
        detail.truncated = frame.body.len() > RowDetail::MAX_BODY;
        let mut body = frame.body;
        if detail.truncated {
            body = &body[..RowDetail::MAX_BODY];
            // Not in the middle of a character.
            if let Err(error) = std::str::from_utf8(body)
                && error.error_len().is_none()
            {
                body = &body[..error.valid_up_to()];
            }
        }
        detail.body = Some(String::from_utf8_lossy(body).into_owned());
    }
    Ok(Some(detail))
}

fn category_from_word(word: &str) -> Result<FailureCategory, Fault> {
    FailureCategory::parse(word).ok_or_else(|| Fault::broken(format!("there is no failure called {word}")))
}

/// Failures by category and status, the most frequent first.
pub(crate) fn failure_groups(connection: &Connection) -> Result<Vec<FailureGroup>, Fault> {
    let mut statement = connection.prepare_cached(
        "SELECT g.category, g.status, g.count, q.message
         FROM (SELECT category, status, COUNT(*) AS count, MIN(id) AS first
               FROM request INDEXED BY request_category WHERE ok = 0 GROUP BY category, status) g
         JOIN request q ON q.id = g.first ORDER BY g.count DESC, g.category, g.status",
    )?;
    let mut rows = statement.query(())?;
    let mut groups = Vec::new();
    while let Some(row) = rows.next()? {
        groups.push(FailureGroup {
            category: category_from_word(row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?)?,
            status: row.get(1)?,
            count: row.get(2)?,
            message: row.get::<_, Option<String>>(3)?.unwrap_or_default(),
        });
    }
    Ok(groups)
}

/// Failed requests in plan order. The way to `offset` runs along an index of failures only: a million are passed in
/// about a tenth of a second.
pub(crate) fn failed_page(
    connection: &Connection,
    category: Option<FailureCategory>,
    offset: u64,
    limit: u32,
) -> Result<FailedPage, Fault> {
    let (total, keys) = match category {
        None => (
            "SELECT COUNT(*) FROM request INDEXED BY request_failed WHERE ok = 0 AND ?1 IS NULL",
            "SELECT id FROM request INDEXED BY request_failed WHERE ok = 0 AND ?1 IS NULL ORDER BY id LIMIT ?3 OFFSET ?2",
        ),
        Some(_) => (
            "SELECT COUNT(*) FROM request INDEXED BY request_category WHERE ok = 0 AND category = ?1",
            "SELECT id FROM request INDEXED BY request_category WHERE ok = 0 AND category = ?1
             ORDER BY id LIMIT ?3 OFFSET ?2",
        ),
    };
    let word = category.map(FailureCategory::as_str);
    let total = connection.prepare_cached(total)?.query_row([word], |row| row.get(0))?;
    let mut statement = connection.prepare_cached(keys)?;
    let offset_sql = i64::try_from(offset).unwrap_or(i64::MAX);
    let ids = statement.query_map((word, offset_sql, limit), |row| row.get::<_, i64>(0))?;
    let ids = ids.collect::<Result<Vec<_>, _>>()?;
    let mut statement = connection.prepare_cached(
        r#"SELECT "values", address, category, status, message, attempts, started_at_ms FROM request WHERE id = ?1"#,
    )?;
    let mut failed = Vec::with_capacity(ids.len());
    for id in ids {
        let mut rows = statement.query([id])?;
        let Some(row) = rows.next()? else { continue };
        failed.push(FailedRow {
            position: position_of(id),
            values: serde_json::from_str(row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?)?,
            address: row.get(1)?,
            category: category_from_word(row.get_ref(2)?.as_str().map_err(rusqlite::Error::from)?)?,
            status: row.get(3)?,
            message: row.get::<_, Option<String>>(4)?.unwrap_or_default(),
            attempts: row.get(5)?,
            started_at_ms: row.get(6)?,
        });
    }
    Ok(FailedPage { offset, total, rows: failed })
}
