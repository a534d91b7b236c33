//! One outcome onto the disk: its row in `request`, its packed answer, and its rows among the open ones.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError};

use fetchgrid_model::{Failure, Outcome, Rest};
use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::book::{Book, OpenRequest};
use crate::codec::{Decoder, Encoder, Packed};
use crate::error::Fault;
use crate::host::host_of;
use crate::kept;
use crate::leads::About;
use crate::place::Place;
use crate::prepare::Prepared;
use crate::recorder::{Reuse, Reused};
use crate::schema::TEMPLATE;
use crate::seal::{read_back, reopen};
use crate::shaping::{Answer, fill, no_room};
use crate::tape::{PathMemo, Slots, Tape};

/// Scratch space that outlives one outcome.
#[derive(Default)]
pub(crate) struct Intake {
    tape: Tape,
    values: Vec<u8>,
    /// The table's slots for those of each preparer.
    slots: HashMap<u32, Vec<TableSlot>>,
}

#[derive(Clone, Copy)]
enum TableSlot {
    Unknown,
    Slot(u32),
    NoRoom,
}

/// What has been taken in.
pub(crate) struct Taken {
    pub ok: bool,
    pub bytes: usize,
    /// The request has its outcome now; it is a failure when one of its pages is.
    pub ended: Option<Ended>,
}

/// What a request has come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ended {
    Good,
    Failed,
}

/// What is on disk for a place already.
struct Old {
    ok: bool,
    rows: u32,
}

/// A row of `request`, short of the number of its rows.
struct Entry<'a> {
    place: Place,
    run: i64,
    about: About<'a>,
    /// Category and message.
    failure: Option<(&'a str, &'a str)>,
}

/// An outcome in the document that can be given to another request.
pub(crate) struct Found {
    status: Option<u16>,
    attempts: u32,
    started_at_ms: i64,
    duration_us: u64,
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
            duration_us: row.get::<_, i64>(3)?.unsigned_abs(),
            failure: category.map(|category| (category, message.unwrap_or_default())),
            answer,
        })
    }

    /// What is at a place: a good answer, or, where `failures` allows it, a failure of this run.
    fn at(connection: &Connection, place: Place, run: i64, failures: bool) -> Result<Option<Self>, Fault> {
        let mut statement = connection.prepare_cached(
            "SELECT q.status, q.attempts, q.started_at_ms, q.duration_us, q.category, q.message,
                    p.dict_id, p.size, p.data
             FROM request q LEFT JOIN response p ON p.id = q.id
             WHERE q.id = ?1 AND (q.ok = 1 OR ?2 AND q.run_id = ?3)",
        )?;
        Ok(statement.query_row(params![place.id(), failures, run], Found::read).optional()?)
    }
}

/// The connection and what belongs to it, for the time of one outcome.
pub(crate) struct Desk<'a> {
    pub connection: &'a Connection,
    pub book: &'a mut Book,
    pub decoder: &'a mut Decoder,
    pub memo: &'a mut PathMemo,
    pub run: i64,
}

impl Intake {
    /// Call inside a transaction. What is at the place of the outcome makes room for it.
    pub fn take(
        &mut self,
        desk: &mut Desk<'_>,
        encoder: &mut Encoder,
        outcome: &Outcome,
        prepared: Option<Box<Prepared>>,
    ) -> Result<Taken, Fault> {
        let place = Place::new(outcome.position, outcome.page);
        let old = self.make_room(desk, place)?;
        let response = outcome.response();
        let about = About::of(outcome);
        self.tape.clear();
        let unusable = match (response, prepared) {
            (Some(response), Some(prepared)) if outcome.failure().is_none() => {
                self.adopt(desk, place, response.status, *prepared)
            }
            (Some(response), None) if outcome.failure().is_none() => {
                let content_type = response.header("content-type");
                self.shape(desk, place, &Answer { body: &response.body, content_type, about })
            }
            _ => None,
        };
        let failure = outcome.failure().or(unusable.as_ref());
        let failure = failure.map(|failure| (failure.category.as_str(), failure.message.as_str()));
        let bytes = response.map_or(0, |response| response.body.len());
        let packed = response.map(|response| encoder.encode(response)).transpose()?;
        self.put(desk, old, &Entry { place, run: desk.run, about, failure }, packed, bytes, outcome.rest)
    }

    /// Call inside a transaction. The outcome of an equal request, or a kept answer to the same address, as the outcome
    /// of another request; none when there is neither. The answer is copied as it is packed, its rows are made anew.
    pub fn reuse(&mut self, desk: &mut Desk<'_>, reuse: &Reuse) -> Result<Option<(Taken, Reused)>, Fault> {
        let connection = desk.connection;
        let equal = match reuse.equal_to.filter(|equal| *equal != reuse.position) {
            Some(equal) => Found::at(connection, Place::new(equal, reuse.page), desk.run, reuse.accept_failure_of_run)?,
            None => None,
        };
        let found = match equal {
            Some(found) => found,
            None => match kept::find(connection, &reuse.address)? {
                Some(found) => found,
                None => return Ok(None),
            },
        };
        let place = Place::new(reuse.position, reuse.page);
        let old = self.make_room(desk, place)?;
        let about = About {
            values: &reuse.values,
            address: &reuse.address,
            status: found.status,
            started_at_ms: found.started_at_ms,
            duration_us: found.duration_us,
            attempts: found.attempts,
            page: reuse.page,
        };
        self.tape.clear();
        let mut bytes = 0;
        let mut unusable = None;
        let mut response = None;
        if let Some(answer) = &found.answer {
            let mut body = None;
            let mut content_type = None;
            {
                let frame = desk.decoder.decode(connection, answer.dict_id, answer.size, &answer.data)?;
                bytes = frame.body.len();
                if reuse.wants_answer {
                    response = Some(frame.response(found.status.unwrap_or_default()));
                }
                if found.failure.is_none() {
                    body = Some(frame.body.to_vec());
                    content_type = frame.content_type().map(str::to_owned);
                }
            }
            if let Some(body) = body {
                unusable =
                    self.shape(desk, place, &Answer { body: &body, content_type: content_type.as_deref(), about });
            }
        }
        let unusable = unusable.as_ref().map(|failure| (failure.category.as_str(), failure.message.as_str()));
        let failure = found.failure.as_ref().map(|(word, message)| (word.as_str(), message.as_str())).or(unusable);
        let packed = found.answer.as_ref();
        let packed =
            packed.map(|FoundAnswer { dict_id, size, data }| Packed { dict_id: *dict_id, size: *size as usize, data });
        let rest = if failure.is_some() { Rest::Ended { pages: reuse.page } } else { reuse.rest };
        let taken = self.put(desk, old, &Entry { place, run: desk.run, about, failure }, packed, bytes, rest)?;
        let reused = Reused { failed: !taken.ok, response };
        Ok(Some((taken, reused)))
    }

    /// Writes the request and its answer, and opens it with the rows on the tape. `bytes`: of the answer's body.
    fn put(
        &mut self,
        desk: &mut Desk<'_>,
        old: Option<Old>,
        entry: &Entry<'_>,
        packed: Option<Packed<'_>>,
        bytes: usize,
        rest: Rest,
    ) -> Result<Taken, Fault> {
        let (connection, place) = (desk.connection, entry.place);
        let before = state_of(desk, place, old.as_ref())?;
        let id = place.id();
        let ok = entry.failure.is_none();
        let rows = self.tape.rows();
        self.values.clear();
        serde_json::to_writer(&mut self.values, entry.about.values)?;
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
            entry.about.status,
            entry.about.attempts,
            entry.about.started_at_ms,
            i64::try_from(entry.about.duration_us).unwrap_or(i64::MAX),
            entry.failure.map(|(category, _)| category),
            entry.failure.map(|(_, message)| message),
            values,
            entry.about.address,
            (!ok).then(|| host_of(entry.about.address)),
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
        let counts = &mut desk.book.counts;
        counts.rows = counts.rows - old.map_or(0, |old| u64::from(old.rows)) + u64::from(rows);
        let tape = (rows > 0).then(|| Arc::new(std::mem::take(&mut self.tape)));
        desk.book.open.insert(place, OpenRequest { ok, rows, raw_bytes: bytes as u32, tape });
        let ended = self.settle(desk, place.position(), before, rest, ok)?;
        Ok(Taken { ok, bytes, ended })
    }

    /// Call inside a transaction. A request that was left open has its last page: nothing more came of it.
    pub fn end(&mut self, desk: &mut Desk<'_>, position: u64, pages: u32) -> Result<Taken, Fault> {
        let place = Place::new(position, pages.max(1));
        let before = state_of(desk, place, None)?;
        let ended = self.settle(desk, position, before, Rest::Ended { pages }, true)?;
        Ok(Taken { ok: ended != Some(Ended::Failed), bytes: 0, ended })
    }

    /// Writes down what the request has come to, and counts it.
    fn settle(
        &mut self,
        desk: &mut Desk<'_>,
        position: u64,
        before: Before,
        rest: Rest,
        ok: bool,
    ) -> Result<Option<Ended>, Fault> {
        let ended = match rest {
            Rest::More => {
                if !desk.book.paged {
                    desk.connection.execute("UPDATE template SET paged = 1 WHERE id = ?1", [TEMPLATE])?;
                    desk.book.paged = true;
                }
                if desk.book.unfinished.insert(position) {
                    let sql = "INSERT OR IGNORE INTO unfinished (position) VALUES (?1)";
                    desk.connection.prepare_cached(sql)?.execute([position])?;
                }
                None
            }
            Rest::Ended { pages } => {
                if desk.book.paged {
                    self.drop_pages_after(desk, position, pages)?;
                }
                if desk.book.unfinished.remove(&position) {
                    let sql = "DELETE FROM unfinished WHERE position = ?1";
                    desk.connection.prepare_cached(sql)?.execute([position])?;
                }
                let failed = !ok || desk.book.paged && has_failed_page(desk.connection, position)?;
                Some(if failed { Ended::Failed } else { Ended::Good })
            }
        };
        let counts = &mut desk.book.counts;
        match before {
            Before::Nothing | Before::Unfinished => {}
            Before::Ended(Ended::Good) => counts.succeeded -= 1,
            Before::Ended(Ended::Failed) => counts.failed -= 1,
        }
        match ended {
            None => {}
            Some(Ended::Good) => counts.succeeded += 1,
            Some(Ended::Failed) => counts.failed += 1,
        }
        Ok(ended)
    }

    /// Pages of an earlier run, when there were more of them.
    fn drop_pages_after(&mut self, desk: &mut Desk<'_>, position: u64, pages: u32) -> Result<(), Fault> {
        let connection = desk.connection;
        let mut statement = connection.prepare_cached("SELECT id FROM request WHERE id > ?1 AND id <= ?2")?;
        let range = [Place::new(position, pages.max(1)).id(), Place::last(position).id()];
        let ids: Vec<i64> = statement.query_map(range, |row| row.get(0))?.collect::<Result<_, _>>()?;
        for id in ids {
            let place = Place::of_id(id);
            if let Some(old) = self.make_room(desk, place)? {
                desk.book.counts.rows -= u64::from(old.rows);
            }
            desk.book.open.remove(place);
            connection.prepare_cached("DELETE FROM request WHERE id = ?1")?.execute([id])?;
            connection.prepare_cached("DELETE FROM response WHERE id = ?1")?.execute([id])?;
        }
        Ok(())
    }

    /// Rows that were made elsewhere, as rows of the table.
    fn adopt(&mut self, desk: &mut Desk<'_>, place: Place, status: u16, prepared: Prepared) -> Option<Failure> {
        let Prepared { preparer, names, tape, failure } = prepared;
        if failure.is_some() {
            return failure;
        }
        self.tape = tape;
        let registry = &mut desk.book.registry;
        let leads = registry.leads().len() as u32;
        let known = self.slots.entry(preparer).or_default();
        let fits = self.tape.move_slots(|slot| {
            let at = (slot - leads) as usize;
            if at >= known.len() {
                known.resize(at + 1, TableSlot::Unknown);
            }
            if let TableSlot::Unknown = known[at] {
                let names = names.lock().unwrap_or_else(PoisonError::into_inner);
                known[at] = registry.slot(&names[at]).map_or(TableSlot::NoRoom, TableSlot::Slot);
            }
            match known[at] {
                TableSlot::Slot(slot) => Some(slot),
                _ => None,
            }
        });
        if !fits {
            self.tape.clear();
            registry.take_overflow();
            return Some(no_room(status));
        }
        registry.begin_answer(place);
        for (slot, look, rows) in self.tape.looks() {
            registry.saw(slot, look, rows);
        }
        registry.saw_leads(&self.tape);
        None
    }

    /// Forgets what was known of preparers: there are others now, or the table's slots are.
    pub fn forget(&mut self) {
        self.slots.clear();
    }

    fn shape(&mut self, desk: &mut Desk<'_>, place: Place, answer: &Answer<'_>) -> Option<Failure> {
        let book = &mut *desk.book;
        let leads = Arc::clone(book.registry.leads());
        book.registry.begin_answer(place);
        let filled = fill(&mut self.tape, answer, &book.shaper, &leads, desk.memo, &mut book.registry);
        book.registry.saw_leads(&self.tape);
        filled.err()
    }

    /// Makes a place open for something new, and takes the rows that are there out of the columns' tallies; says what was
    /// there before.
    fn make_room(&mut self, desk: &mut Desk<'_>, place: Place) -> Result<Option<Old>, Fault> {
        let connection = desk.connection;
        if desk.book.sealed.covering(place).is_some() {
            reopen(connection, desk.book, place)?;
        }
        let old = desk.book.open.get(place).map(|request| Old { ok: request.ok, rows: request.rows });
        if old.as_ref().is_some_and(|old| old.rows > 0) {
            let tape = desk.book.open.take_tape(place);
            match tape {
                Some(tape) => desk.book.registry.forget_rows(&tape),
                None => {
                    read_back(connection, desk.decoder, desk.memo, desk.book, place, &mut self.tape)?;
                    desk.book.registry.forget_rows(&self.tape);
                }
            }
        }
        Ok(old)
    }
}

/// What a request had come to before something new.
enum Before {
    Nothing,
    Unfinished,
    Ended(Ended),
}

fn state_of(desk: &Desk<'_>, place: Place, old: Option<&Old>) -> Result<Before, Fault> {
    let position = place.position();
    if !desk.book.paged {
        let ended = |old: &Old| Before::Ended(if old.ok { Ended::Good } else { Ended::Failed });
        return Ok(old.map_or(Before::Nothing, ended));
    }
    if desk.book.unfinished.contains(&position) {
        return Ok(Before::Unfinished);
    }
    if has_failed_page(desk.connection, position)? {
        return Ok(Before::Ended(Ended::Failed));
    }
    let mut statement = desk.connection.prepare_cached("SELECT 1 FROM request WHERE id >= ?1 AND id <= ?2 LIMIT 1")?;
    let is_there = statement.exists([Place::first(position).id(), Place::last(position).id()])?;
    Ok(if is_there { Before::Ended(Ended::Good) } else { Before::Nothing })
}

fn has_failed_page(connection: &Connection, position: u64) -> Result<bool, Fault> {
    let mut statement = connection.prepare_cached(
        "SELECT 1 FROM request INDEXED BY request_failed WHERE ok = 0 AND id >= ?1 AND id <= ?2 LIMIT 1",
    )?;
    Ok(statement.exists([Place::first(position).id(), Place::last(position).id()])?)
}
