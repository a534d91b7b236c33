//! One outcome onto the disk: its row in `request`, its packed answer, and its rows among the open ones.

use fetchgrid_model::{Failure, Outcome};
use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::book::{Book, OpenRequest};
use crate::codec::{Decoder, Encoder, Packed};
use crate::error::Fault;
use crate::host::host_of;
use crate::kept;
use crate::recorder::Reuse;
use crate::schema::request_id;
use crate::seal::reopen;
use crate::shaping::{Answer, fill};
use crate::tape::{PathMemo, Tape};

/// Scratch space that outlives one outcome.
#[derive(Default)]
pub(crate) struct Intake {
    tape: Tape,
    values: Vec<u8>,
}

/// What has been taken in.
pub(crate) struct Taken {
    pub ok: bool,
    pub bytes: usize,
}

/// What is on disk for a request already.
struct Old {
    ok: bool,
    rows: u32,
}

/// A row of `request`, short of the number of its rows.
struct Entry<'a> {
    position: u64,
    run: i64,
    values: &'a [String],
    address: &'a str,
    status: Option<u16>,
    attempts: u32,
    started_at_ms: i64,
    duration_us: i64,
    /// Category and message.
    failure: Option<(&'a str, &'a str)>,
}

/// An outcome in the document that can be given to another request.
pub(crate) struct Found {
    status: Option<u16>,
    attempts: u32,
    started_at_ms: i64,
    duration_us: i64,
    failure: Option<(String, String)>,
    answer: Option<FoundAnswer>,
}

struct FoundAnswer {
    dict_id: Option<i64>,
    size: i64,
    data: Vec<u8>,
}

impl Found {
    /// Status, attempts, beginning, duration, category, message; dictionary, size and data of the answer.
    pub fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        let category: Option<String> = row.get(4)?;
        let message: Option<String> = row.get(5)?;
        let answer = match row.get(8)? {
            Some(data) => Some(FoundAnswer { dict_id: row.get(6)?, size: row.get(7)?, data }),
            None => None,
        };
        Ok(Found {
            status: row.get(0)?,
            attempts: row.get(1)?,
            started_at_ms: row.get(2)?,
            duration_us: row.get(3)?,
            failure: category.map(|category| (category, message.unwrap_or_default())),
            answer,
        })
    }

    /// The outcome of a request: one that is good, or, where `failures` allows it, a failure of this run.
    fn of_request(connection: &Connection, position: u64, run: i64, failures: bool) -> Result<Option<Self>, Fault> {
        let mut statement = connection.prepare_cached(
            "SELECT q.status, q.attempts, q.started_at_ms, q.duration_us, q.category, q.message,
                    p.dict_id, p.size, p.data
             FROM request q LEFT JOIN response p ON p.id = q.id
             WHERE q.id = ?1 AND (q.ok = 1 OR ?2 AND q.run_id = ?3)",
        )?;
        Ok(statement.query_row(params![request_id(position), failures, run], Found::read).optional()?)
    }
}

impl Intake {
    /// Call inside a transaction. An outcome of a request that has one takes its place.
    pub fn take(
        &mut self,
        connection: &Connection,
        book: &mut Book,
        encoder: &mut Encoder,
        memo: &mut PathMemo,
        run: i64,
        outcome: &Outcome,
    ) -> Result<Taken, Fault> {
        let old = make_room(connection, book, outcome.position)?;
        let response = outcome.response();
        self.tape.clear();
        let unusable = match response {
            Some(response) if outcome.failure().is_none() => {
                let content_type = response.header("content-type");
                let answer = Answer { body: &response.body, content_type, status: response.status };
                self.shape(outcome.position, &outcome.values, &answer, book, memo)
            }
            _ => None,
        };
        let failure = outcome.failure().or(unusable.as_ref());
        let entry = Entry {
            position: outcome.position,
            run,
            values: &outcome.values,
            address: &outcome.address,
            status: response.map(|response| response.status),
            attempts: outcome.attempts,
            started_at_ms: outcome.started_at_ms,
            duration_us: i64::try_from(outcome.duration_us).unwrap_or(i64::MAX),
            failure: failure.map(|failure| (failure.category.as_str(), failure.message.as_str())),
        };
        let bytes = response.map_or(0, |response| response.body.len());
        let packed = response.map(|response| encoder.encode(response)).transpose()?;
        self.put(connection, book, old, &entry, packed, bytes)?;
        Ok(Taken { ok: failure.is_none(), bytes })
    }

    /// Call inside a transaction. The outcome of an equal request, or a kept answer to the same address, as the outcome
    /// of another request; none when there is neither. The answer is copied as it is packed, its rows are made anew.
    pub fn reuse(
        &mut self,
        connection: &Connection,
        book: &mut Book,
        decoder: &mut Decoder,
        memo: &mut PathMemo,
        run: i64,
        reuse: &Reuse,
    ) -> Result<Option<Taken>, Fault> {
        let equal = match reuse.equal_to.filter(|equal| *equal != reuse.position) {
            Some(equal) => Found::of_request(connection, equal, run, reuse.accept_failure_of_run)?,
            None => None,
        };
        let found = match equal {
            Some(found) => found,
            None => match kept::find(connection, &reuse.address)? {
                Some(found) => found,
                None => return Ok(None),
            },
        };
        let old = make_room(connection, book, reuse.position)?;
        self.tape.clear();
        let mut bytes = 0;
        let mut unusable = None;
        if let Some(answer) = &found.answer {
            let frame = decoder.decode(connection, answer.dict_id, answer.size, &answer.data)?;
            bytes = frame.body.len();
            if found.failure.is_none() {
                let status = found.status.unwrap_or_default();
                let answer = Answer { body: frame.body, content_type: frame.content_type(), status };
                unusable = self.shape(reuse.position, &reuse.values, &answer, book, memo);
            }
        }
        let unusable = unusable.as_ref().map(|failure| (failure.category.as_str(), failure.message.as_str()));
        let entry = Entry {
            position: reuse.position,
            run,
            values: &reuse.values,
            address: &reuse.address,
            status: found.status,
            attempts: found.attempts,
            started_at_ms: found.started_at_ms,
            duration_us: found.duration_us,
            failure: found.failure.as_ref().map(|(word, message)| (word.as_str(), message.as_str())).or(unusable),
        };
        let ok = entry.failure.is_none();
        let packed = found.answer.as_ref();
        let packed =
            packed.map(|FoundAnswer { dict_id, size, data }| Packed { dict_id: *dict_id, size: *size as usize, data });
        self.put(connection, book, old, &entry, packed, bytes)?;
        Ok(Some(Taken { ok, bytes }))
    }

    /// Writes the request and its answer, and opens it with the rows on the tape. `bytes`: of the answer's body.
    fn put(
        &mut self,
        connection: &Connection,
        book: &mut Book,
        old: Option<Old>,
        entry: &Entry<'_>,
        packed: Option<Packed<'_>>,
        bytes: usize,
    ) -> Result<(), Fault> {
        let id = request_id(entry.position);
        let ok = entry.failure.is_none();
        let rows = self.tape.rows();
        self.values.clear();
        serde_json::to_writer(&mut self.values, &entry.values)?;
        let values = std::str::from_utf8(&self.values).map_err(|error| Fault::broken(error.to_string()))?;
        let sql = match old {
            None => {
                r#"INSERT INTO request (id, ok, rows, run_id, status, attempts, started_at_ms, duration_us, category,
                   message, "values", address, host) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)"#
            }
            Some(_) => {
                r#"REPLACE INTO request (id, ok, rows, run_id, status, attempts, started_at_ms, duration_us, category,
                   message, "values", address, host) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)"#
            }
        };
        connection.prepare_cached(sql)?.execute(params![
            id,
            ok,
            rows,
            entry.run,
            entry.status,
            entry.attempts,
            entry.started_at_ms,
            entry.duration_us,
            entry.failure.map(|(category, _)| category),
            entry.failure.map(|(_, message)| message),
            values,
            entry.address,
            (!ok).then(|| host_of(entry.address)),
        ])?;
        match packed {
            Some(packed) => {
                connection
                    .prepare_cached("REPLACE INTO response (id, dict_id, size, data) VALUES (?1, ?2, ?3, ?4)")?
                    .execute(params![id, packed.dict_id, packed.size as i64, packed.data])?;
            }
            None if old.is_some() => {
                connection.prepare_cached("DELETE FROM response WHERE id = ?1")?.execute([id])?;
            }
            None => {}
        }

        let counts = &mut book.counts;
        if let Some(old) = old {
            *(if old.ok { &mut counts.succeeded } else { &mut counts.failed }) -= 1;
            counts.rows -= u64::from(old.rows);
        }
        *(if ok { &mut counts.succeeded } else { &mut counts.failed }) += 1;
        counts.rows += u64::from(rows);
        // A copy of just the size needed; the scratch tape has room to spare.
        let tape = (rows > 0).then(|| Box::new(self.tape.clone()));
        book.open.insert(entry.position, OpenRequest { ok, rows, raw_bytes: bytes as u32, tape });
        Ok(())
    }

    fn shape(
        &mut self,
        position: u64,
        values: &[String],
        answer: &Answer<'_>,
        book: &mut Book,
        memo: &mut PathMemo,
    ) -> Option<Failure> {
        let values = &values[..values.len().min(book.registry.values())];
        book.registry.begin_answer(position);
        fill(&mut self.tape, values, answer, &book.shaper, memo, &mut book.registry).err()
    }
}

/// Makes a request open for a new outcome; says what was there before.
fn make_room(connection: &Connection, book: &mut Book, position: u64) -> Result<Option<Old>, Fault> {
    if book.sealed.covering(position).is_some() {
        let old = connection
            .prepare_cached("SELECT ok, rows FROM request WHERE id = ?1")?
            .query_row([request_id(position)], |row| Ok(Old { ok: row.get(0)?, rows: row.get(1)? }))
            .optional()?;
        reopen(connection, book, position)?;
        return Ok(old);
    }
    Ok(book.open.get(position).map(|request| Old { ok: request.ok, rows: request.rows }))
}
