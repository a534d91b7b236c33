//! Questions about runs and requests: how the last one ended, what is left to do, what is behind a row.

use std::collections::HashSet;

use fetchgrid_model::{
    FailureCategory, FailureText, NamedValue, PauseReason, Response, RowDetail, RunRequest, RunSettings, StartMode,
};
use rusqlite::{Connection, OptionalExtension, Row};

use crate::codec::Decoder;
use crate::error::Fault;
use crate::place::Place;

/// The request behind a row, for the columns of an export that tell where a row came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestMeta {
    pub position: u64,
    /// From 1.
    pub page: u32,
    pub address: String,
    pub status: Option<u16>,
    /// Milliseconds since 1970, UTC.
    pub started_at_ms: i64,
    pub duration_us: u64,
    pub attempts: u32,
}

const META: &str = "SELECT id, address, status, started_at_ms, duration_us, attempts FROM request";

fn meta(row: &Row<'_>) -> rusqlite::Result<RequestMeta> {
    let place = Place::of_id(row.get(0)?);
    Ok(RequestMeta {
        position: place.position(),
        page: place.page(),
        address: row.get(1)?,
        status: row.get(2)?,
        started_at_ms: row.get(3)?,
        duration_us: row.get(4)?,
        attempts: row.get(5)?,
    })
}

pub(crate) fn meta_between(connection: &Connection, from: u64, to: u64) -> Result<Vec<RequestMeta>, Fault> {
    let mut statement = connection.prepare_cached(&format!("{META} WHERE id >= ?1 AND id < ?2 ORDER BY id"))?;
    let rows = statement.query_map([Place::first(from).id(), Place::first(to).id()], meta)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

pub(crate) fn meta_at(connection: &Connection, places: &[Place]) -> Result<Vec<Option<RequestMeta>>, Fault> {
    let mut statement = connection.prepare_cached(&format!("{META} WHERE id = ?1"))?;
    let mut found: Vec<Option<RequestMeta>> = Vec::with_capacity(places.len());
    for place in places {
        // Rows of one answer follow each other.
        match found.last() {
            Some(Some(last)) if Place::new(last.position, last.page) == *place => found.push(Some(last.clone())),
            _ => found.push(statement.query_row([place.id()], meta).optional()?),
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
    let mut unfinished =
        connection.prepare_cached("SELECT position FROM unfinished WHERE position >= ?1 AND position < ?2")?;
    let unfinished: HashSet<u64> = unfinished.query_map([from, to], |row| row.get(0))?.collect::<Result<_, _>>()?;
    let mut statement = connection.prepare_cached("SELECT id FROM request WHERE id >= ?1 AND id < ?2 ORDER BY id")?;
    let mut rows = statement.query([Place::first(from).id(), Place::first(to).id()])?;
    let mut done: Vec<u64> = Vec::new();
    while let Some(row) = rows.next()? {
        let position = Place::of_id(row.get(0)?).position();
        if done.last() != Some(&position) && !unfinished.contains(&position) {
            done.push(position);
        }
    }
    Ok(done)
}

/// Those of the places whose outcome is not of `run`, or that have none; in the order given.
pub(crate) fn untouched(connection: &Connection, run: i64, positions: &[u64]) -> Result<Vec<u64>, Fault> {
    let mut unfinished = connection.prepare_cached("SELECT 1 FROM unfinished WHERE position = ?1")?;
    let mut statement =
        connection.prepare_cached("SELECT 1 FROM request WHERE id >= ?1 AND id <= ?2 AND run_id = ?3 LIMIT 1")?;
    let mut found = Vec::with_capacity(positions.len());
    for position in positions {
        let (first, last) = (Place::first(*position).id(), Place::last(*position).id());
        if !statement.exists([first, last, run])? || unfinished.exists([position])? {
            found.push(*position);
        }
    }
    Ok(found)
}

pub(crate) fn detail(
    connection: &Connection,
    decoder: &mut Decoder,
    place: Place,
    placeholders: &[String],
) -> Result<Option<RowDetail>, Fault> {
    let mut statement = connection.prepare_cached(
        r#"SELECT q."values", q.address, q.status, q.started_at_ms, q.duration_us, q.attempts, q.category, q.message,
                  p.dict_id, p.size, p.data
           FROM request q LEFT JOIN response p ON p.id = q.id WHERE q.id = ?1"#,
    )?;
    let mut rows = statement.query([place.id()])?;
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
        position: place.position(),
        page: place.page(),
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

/// The good pages of a request, in order.
pub(crate) fn good_pages(
    connection: &Connection,
    decoder: &mut Decoder,
    position: u64,
) -> Result<Vec<(u32, Response)>, Fault> {
    let mut statement = connection.prepare_cached(
        "SELECT q.id, q.status, p.dict_id, p.size, p.data FROM request q JOIN response p ON p.id = q.id
         WHERE q.id >= ?1 AND q.id <= ?2 AND q.ok = 1 ORDER BY q.id",
    )?;
    let mut rows = statement.query([Place::first(position).id(), Place::last(position).id()])?;
    let mut pages = Vec::new();
    while let Some(row) = rows.next()? {
        let data = row.get_ref(4)?.as_blob().map_err(rusqlite::Error::from)?;
        let frame = decoder.decode(connection, row.get(2)?, row.get(3)?, data)?;
        let status = row.get::<_, Option<u16>>(1)?.unwrap_or_default();
        pages.push((Place::of_id(row.get(0)?).page(), frame.response(status)));
    }
    Ok(pages)
}

pub(crate) fn category_from_word(word: &str) -> Result<FailureCategory, Fault> {
    FailureCategory::parse(word).ok_or_else(|| Fault::broken(format!("there is no failure called {word}")))
}
