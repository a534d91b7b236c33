//! Questions about runs and requests: how the last one ended, what is left to do, what is behind a row.

use fetchgrid_model::{
    FailureCategory, FailureText, NamedValue, PauseReason, RowDetail, RunRequest, RunSettings, StartMode,
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
#[derive(Clone, Debug, PartialEq)]
pub struct RunInfo {
    /// As in [`Recorder::run_id`](crate::Recorder::run_id).
    pub id: i64,
    pub mode: StartMode,
    pub request: RunRequest,
    /// Why it paused by itself, as written down.
    pub pause: Option<PauseReason>,
    /// Milliseconds since 1970, UTC.
    pub started_at_ms: i64,
    pub ended_at_ms: Option<i64>,
    pub settings: RunSettings,
}

const MODES: [(StartMode, &str); 5] = [
    (StartMode::StartOver, "start_over"),
    (StartMode::Missing, "missing"),
    (StartMode::RetryFailed, "retry_failed"),
    (StartMode::Selected, "selected"),
    (StartMode::Continue, "continue"),
];

pub(crate) fn mode_word(mode: StartMode) -> &'static str {
    MODES.iter().find(|(known, _)| *known == mode).map_or("missing", |(_, word)| word)
}

pub(crate) fn last_run(connection: &Connection) -> Result<Option<RunInfo>, Fault> {
    let mut statement = connection.prepare_cached(
        "SELECT id, mode, request, pause, started_at_ms, ended_at_ms, settings FROM run ORDER BY id DESC LIMIT 1",
    )?;
    let mut rows = statement.query(())?;
    let Some(row) = rows.next()? else { return Ok(None) };
    let word = row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?;
    let mode = MODES.iter().find(|(_, known)| *known == word).map(|(mode, _)| *mode);
    let mode = mode.ok_or_else(|| Fault::broken(format!("there is no kind of run called {word}")))?;
    let request = match row.get::<_, Option<String>>(2)? {
        Some(request) => serde_json::from_str(&request)?,
        // In format 1 that was all there was to say.
        None => RunRequest::from(mode),
    };
    Ok(Some(RunInfo {
        id: row.get(0)?,
        mode,
        request,
        pause: row.get::<_, Option<String>>(3)?.and_then(|pause| serde_json::from_str(&pause).ok()),
        started_at_ms: row.get(4)?,
        ended_at_ms: row.get(5)?,
        settings: serde_json::from_str(row.get_ref(6)?.as_str().map_err(rusqlite::Error::from)?)?,
    }))
}

/// Places in the plan from `from` that have an outcome, before `to`, the end excluded.
pub(crate) fn done_between(connection: &Connection, from: u64, to: u64) -> Result<Vec<u64>, Fault> {
    let mut statement = connection.prepare_cached("SELECT id FROM request WHERE id >= ?1 AND id < ?2 ORDER BY id")?;
    let rows = statement.query_map([request_id(from), request_id(to)], |row| row.get(0).map(position_of))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Those of the places whose outcome is not of `run`, or that have none; in the order given.
pub(crate) fn untouched(connection: &Connection, run: i64, positions: &[u64]) -> Result<Vec<u64>, Fault> {
    let mut statement = connection.prepare_cached("SELECT 1 FROM request WHERE id = ?1 AND run_id = ?2")?;
    let mut found = Vec::with_capacity(positions.len());
    for position in positions {
        if !statement.exists([request_id(*position), run])? {
            found.push(*position);
        }
    }
    Ok(found)
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

pub(crate) fn category_from_word(word: &str) -> Result<FailureCategory, Fault> {
    FailureCategory::parse(word).ok_or_else(|| Fault::broken(format!("there is no failure called {word}")))
}
