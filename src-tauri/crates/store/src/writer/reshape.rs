//! How the whole table is made anew from the stored answers, in one transaction: until its end, and when it is cancelled,
//! everybody sees the table as it was.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::sync::mpsc::sync_channel;
use std::thread;

use fetchgrid_model::{Shape, ShapeStep};
use fetchgrid_shape::Shaper;
use rusqlite::params;

use crate::book::Book;
use crate::derive::{Change, Derived, Deriver, Making};
use crate::error::{Fault, StoreError};
use crate::host::host_of;
use crate::place::Place;
use crate::registry::{MOST_COLUMNS, Registry};
use crate::reshape_control::ReshapeControl;
use crate::schema::{self, GRID, SEGMENT_FORMAT};
use crate::writer::Writer;
use crate::writer::turns::Turns;

/// Answers that a thread takes at a time: about a segment.
const STRETCH: u64 = 4096;
/// Stretches that are done or begun before the one that is written down next, a megabyte or two each: a thread that is ahead
/// waits for the writer.
const AHEAD: usize = 8;
/// More threads than this would only wait for the one that writes.
const MOST_THREADS: usize = 8;

impl Writer {
    pub(super) fn reshape(&mut self, steps: Arc<[ShapeStep]>, control: &ReshapeControl) -> Result<(), StoreError> {
        if self.run.is_some() {
            return Err(StoreError::RunActive);
        }
        if self.book.steps == steps {
            return Ok(());
        }
        let shape = Shape::of(&steps);
        Shaper::new(&shape).map_err(StoreError::Shape)?;
        let done = self.commit().and_then(|()| {
            if shape.has_cells_of(&self.book.shape) {
                self.transact(|writer| writer.rearrange(steps))
            } else {
                self.make_anew(steps, control)
            }
        });
        done.map_err(|fault| fault.at(&self.path))
    }

    /// The cells stay; columns are called, ordered and left out in another way. Call inside a transaction.
    fn rearrange(&mut self, steps: Arc<[ShapeStep]>) -> Result<(), Fault> {
        self.save_steps(&steps)?;
        let book = &mut self.book;
        book.set_steps(steps).map_err(|problem| Fault::broken(problem.to_string()))?;
        book.registry.say(&book.shape.columns);
        book.version += 1;
        Ok(())
    }

    fn save_steps(&self, steps: &[ShapeStep]) -> Result<(), Fault> {
        let sql = "UPDATE grid SET steps = ?2 WHERE id = ?1";
        self.connection.execute(sql, params![GRID, serde_json::to_string(steps)?])?;
        Ok(())
    }

    /// The whole table, from the answers.
    pub(super) fn make_anew(&mut self, steps: Arc<[ShapeStep]>, control: &ReshapeControl) -> Result<(), Fault> {
        let made = self.recover().and_then(|()| {
            // Should the power fail now, the table is as it was: nothing that was fetched hangs on this commit, so it does not
            // wait for the disk.
            self.connection.execute_batch("PRAGMA synchronous = NORMAL; BEGIN IMMEDIATE")?;
            self.derive(steps, control)?;
            self.book.version += 1;
            self.save_book()?;
            Ok(self.connection.execute_batch("COMMIT; PRAGMA synchronous = FULL")?)
        });
        match made {
            Ok(()) => {
                self.sealer.memo = Default::default();
                self.publish();
                Ok(())
            }
            Err(fault) => {
                self.roll_back();
                if let Err(error) = self.connection.execute_batch("PRAGMA synchronous = FULL") {
                    // A connection that is still in its transaction is replaced before anything else is written.
                    tracing::debug!(%error, "the disk is not waited for yet");
                }
                Err(fault)
            }
        }
    }

    fn derive(&mut self, steps: Arc<[ShapeStep]>, control: &ReshapeControl) -> Result<(), Fault> {
        self.save_steps(&steps)?;
        control.total.store(self.answers()?, Ordering::Relaxed);
        let connection = &self.connection;
        connection.execute("UPDATE grid SET segment_format = ?2 WHERE id = ?1", params![GRID, SEGMENT_FORMAT])?;
        Registry::forget(connection)?;
        let book = &mut self.book;
        book.set_steps(steps).map_err(|problem| Fault::broken(problem.to_string()))?;
        book.registry.begin(&book.placeholders, &book.shape.columns);
        book.sealed = Default::default();
        book.open = Default::default();
        book.counts.succeeded = 0;
        book.counts.failed = 0;
        book.counts.rows = 0;

        let stretches = self.stretches()?;
        let count = stretches.len();
        let threads = thread::available_parallelism().map_or(1, usize::from).min(MOST_THREADS).min(count);
        let file = &self.path.clone();
        let (shape, shaper) = (Arc::clone(&self.book.shape), Arc::clone(&self.book.shaper));
        let unfinished = self.book.unfinished.clone();
        let making = &Making {
            shaper: &shaper,
            leads: Arc::clone(self.book.registry.leads()),
            columns: &shape.columns,
            control,
            unfinished: &unfinished,
        };
        let stretches = &stretches;
        let turns = &Turns::new(count, AHEAD);
        thread::scope(|scope| {
            let _end = turns.ends_with();
            let (sender, made) = sync_channel(AHEAD);
            for thread in 0..threads {
                let sender = sender.clone();
                thread::Builder::new().name(format!("store-reshape-{thread}")).spawn_scoped(scope, move || {
                    let connection = schema::open_reader(file, false);
                    let mut deriver = match connection.and_then(|connection| Deriver::new(connection, making)) {
                        Ok(deriver) => deriver,
                        Err(fault) => {
                            if let Some(number) = turns.next() {
                                let _ = sender.send((number, Err(fault)));
                            }
                            return;
                        }
                    };
                    while let Some(number) = turns.next() {
                        let (from, to) = stretches[number];
                        let derived = deriver.derive(from, to);
                        let is_over = derived.is_err();
                        // Nobody listens any more when something went wrong elsewhere.
                        if sender.send((number, derived)).is_err() || is_over {
                            return;
                        }
                    }
                })?;
            }
            drop(sender);
            // Their columns are thrown away when there is time for it.
            self.connection.execute("DELETE FROM segment", ())?;
            self.has_litter = true;
            // In the order of the plan, in which columns get their numbers.
            let mut early = BTreeMap::new();
            for stretch in 0..count {
                let derived = loop {
                    if let Some(derived) = early.remove(&stretch) {
                        break derived;
                    }
                    let (number, derived) =
                        made.recv().map_err(|_| Fault::broken("a part of the table was not made"))?;
                    early.insert(number, derived?);
                };
                turns.took();
                self.write_down(derived)?;
            }
            Ok(())
        })
    }

    /// Answers and failures on disk.
    fn answers(&self) -> Result<u64, Fault> {
        if !self.book.paged {
            return Ok(self.book.counts.done());
        }
        Ok(self.connection.query_row("SELECT COUNT(*) FROM request", (), |row| row.get(0))?)
    }

    /// The plan in stretches of whole requests, from one place to another, the end excluded.
    fn stretches(&self) -> Result<Vec<(Place, Place)>, Fault> {
        let last: Option<i64> = self.connection.query_row("SELECT MAX(id) FROM request", (), |row| row.get(0))?;
        let Some(last) = last.map(Place::of_id) else { return Ok(Vec::new()) };
        let mut ends = Vec::new();
        if self.book.paged {
            // Of answers in pages there may be thousands to a request.
            let mut next =
                self.connection.prepare("SELECT id FROM request WHERE id >= ?1 ORDER BY id LIMIT 1 OFFSET ?2")?;
            let mut from = Place::default();
            while let Some(row) = next.query(params![from.id(), STRETCH])?.next()? {
                from = Place::first(Place::of_id(row.get(0)?).position() + 1);
                ends.push(from);
            }
        } else {
            ends.extend((1..=last.position() / STRETCH).map(|stretch| Place::first(stretch * STRETCH)));
        }
        if ends.last().is_none_or(|end| *end <= last) {
            ends.push(Place::first(last.position() + 1));
        }
        let froms = std::iter::once(Place::default()).chain(ends.iter().copied());
        Ok(froms.zip(ends.iter().copied()).collect())
    }

    fn write_down(&mut self, derived: Derived) -> Result<(), Fault> {
        let Derived { made, leads, fields, changes, succeeded, failed, rows } = derived;
        let counts = &mut self.book.counts;
        counts.succeeded += succeeded;
        counts.failed += failed;
        counts.rows += rows;
        self.book.registry.adopt_leads(&leads);
        let mut slots = HashMap::new();
        let mut fields = fields;
        fields.sort_by_key(|field| field.first);
        for field in fields {
            let slot = self.book.registry.adopt(&field.name, &field.tally, field.first);
            slots.insert(field.slot, slot.ok_or(Fault::TooManyColumns { limit: MOST_COLUMNS })?);
        }
        for made in made {
            // Leads have the first slots everywhere.
            self.sealer.insert(&self.connection, &mut self.book, made, |_: &Book, slot| {
                slots.get(&slot).copied().unwrap_or(slot)
            })?;
        }
        let mut update = self.connection.prepare_cached(
            "UPDATE request SET ok = ?2, rows = ?3, category = ?4, message = ?5, host = ?6 WHERE id = ?1",
        )?;
        let mut address = self.connection.prepare_cached("SELECT address FROM request WHERE id = ?1")?;
        for Change { id, rows, failure } in changes {
            let host = match &failure {
                Some(_) => Some(host_of(&address.query_row([id], |row| row.get::<_, String>(0))?)),
                None => None,
            };
            let (category, message) = failure.unzip();
            update.execute(params![id, category.is_none(), rows, category, message, host])?;
        }
        Ok(())
    }
}
