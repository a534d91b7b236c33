//! One outcome onto the disk: its row in `request`, its packed answer, and its rows among the open ones.

use fetchgrid_model::{Failure, FailureCategory, Outcome, OutcomeResult};
use fetchgrid_shape::shape;
use rusqlite::{Connection, OptionalExtension, params};

use crate::book::{Book, OpenRequest};
use crate::codec::Encoder;
use crate::error::Fault;
use crate::schema::request_id;
use crate::seal::reopen;
use crate::tape::{PathMemo, Tape, TapeSink};

/// Scratch space that outlives one outcome.
#[derive(Default)]
pub(crate) struct Intake {
    tape: Tape,
    values: Vec<u8>,
}

/// What is on disk for a request already.
struct Old {
    ok: bool,
    rows: u32,
}

impl Intake {
    /// Call inside a transaction. An outcome of a request that has one takes its place. Tells whether it succeeded.
    pub fn take(
        &mut self,
        connection: &Connection,
        book: &mut Book,
        encoder: &mut Encoder,
        memo: &mut PathMemo,
        run: i64,
        outcome: Outcome,
    ) -> Result<bool, Fault> {
        let position = outcome.position;
        let old = make_room(connection, book, position)?;
        let unusable = self.shape(&outcome, book, memo);
        let failure = outcome.failure().or(unusable.as_ref());
        let ok = failure.is_none();
        let rows = self.tape.rows();

        let id = request_id(position);
        self.values.clear();
        serde_json::to_writer(&mut self.values, &outcome.values)?;
        let values = std::str::from_utf8(&self.values).map_err(|error| Fault::broken(error.to_string()))?;
        let response = outcome.response();
        let sql = match old {
            None => {
                r#"INSERT INTO request (id, ok, rows, run_id, status, attempts, started_at_ms, duration_us, category,
                   message, "values", address) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)"#
            }
            Some(_) => {
                r#"REPLACE INTO request (id, ok, rows, run_id, status, attempts, started_at_ms, duration_us, category,
                   message, "values", address) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)"#
            }
        };
        connection.prepare_cached(sql)?.execute(params![
            id,
            ok,
            rows,
            run,
            response.map(|response| response.status),
            outcome.attempts,
            outcome.started_at_ms,
            i64::try_from(outcome.duration_us).unwrap_or(i64::MAX),
            failure.map(|failure| failure.category.as_str()),
            failure.map(|failure| failure.message.as_str()),
            values,
            outcome.address,
        ])?;
        match response {
            Some(response) => {
                let packed = encoder.encode(response)?;
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
        let raw_bytes = response.map_or(0, |response| response.body.len()) as u32;
        // A copy of just the size needed; the scratch tape has room to spare.
        let tape = (rows > 0).then(|| Box::new(self.tape.clone()));
        book.open.insert(position, OpenRequest { ok, rows, raw_bytes, tape });
        Ok(ok)
    }

    /// Fills the tape with the rows of an answer. An answer that no rows can be made of is a failure.
    fn shape(&mut self, outcome: &Outcome, book: &mut Book, memo: &mut PathMemo) -> Option<Failure> {
        self.tape.clear();
        let OutcomeResult::Response(response) = &outcome.result else { return None };
        if response.status == 204 || response.body.trim_ascii().is_empty() {
            return None;
        }
        let values = &outcome.values[..outcome.values.len().min(book.registry.values())];
        self.tape.set_values(values);
        let mut sink = TapeSink { tape: &mut self.tape, memo, slots: &mut book.registry };
        let shaped = shape(&response.body, response.header("content-type"), &mut sink);
        let overflow = book.registry.take_overflow();
        let why = match shaped {
            Err(error) => error.to_string(),
            Ok(_) if overflow => "The table has no room for the answer's further columns.".into(),
            Ok(_) => return None,
        };
        if overflow {
            // It remembers that the fields have no column, and the next answer with them shall be told apart too.
            *memo = PathMemo::default();
        }
        self.tape.clear();
        let message = format!("{} ({}).", why.trim_end_matches('.'), response.status);
        Some(Failure { category: FailureCategory::UnexpectedFormat, message })
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
