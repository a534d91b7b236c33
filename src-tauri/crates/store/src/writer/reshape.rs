//! How the whole table is made anew from the stored answers, in one transaction: until its end, and when it is cancelled,
//! everybody sees the table as it was.

use std::collections::HashMap;
use std::sync::mpsc::sync_channel;
use std::thread;

use fetchgrid_model::Shape;
use fetchgrid_shape::Shaper;
use rusqlite::params;

use crate::book::Book;
use crate::derive::{Change, Derived, Deriver};
use crate::error::{Fault, StoreError};
use crate::host::host_of;
use crate::registry::{MOST_COLUMNS, Registry};
use crate::reshape_control::ReshapeControl;
use crate::schema::{self, GRID, position_of};
use crate::writer::Writer;

/// Requests that a thread takes at a time: about a segment.
const STRETCH: u64 = 4096;
/// Stretches of a thread that are done and not yet written down: a thread that is ahead waits for the writer.
const AHEAD: usize = 2;
/// More threads than this would only wait for the one that writes.
const MOST_THREADS: usize = 8;

impl Writer {
    pub(super) fn reshape(&mut self, shape: Shape, control: &ReshapeControl) -> Result<(), StoreError> {
        if self.run.is_some() {
            return Err(StoreError::RunActive);
        }
        if *self.book.shape == shape {
            return Ok(());
        }
        let shaper = Shaper::new(&shape).map_err(StoreError::Shape)?;
        let done = self.commit().and_then(|()| {
            self.recover()?;
            self.connection.execute_batch("BEGIN IMMEDIATE")?;
            self.derive(shape, &shaper, control)?;
            self.book.version += 1;
            self.save_book()?;
            Ok(self.connection.execute_batch("COMMIT")?)
        });
        match done {
            Ok(()) => {
                self.sealer.memo = Default::default();
                self.publish();
                self.tend_log();
                Ok(())
            }
            Err(fault) => {
                self.roll_back();
                Err(fault.at(&self.path))
            }
        }
    }

    fn derive(&mut self, shape: Shape, shaper: &Shaper, control: &ReshapeControl) -> Result<(), Fault> {
        let connection = &self.connection;
        connection
            .execute("UPDATE grid SET shape = ?2 WHERE id = ?1", params![GRID, serde_json::to_string(&shape)?])?;
        // Without a condition SQLite throws whole trees away.
        connection.execute_batch("DELETE FROM segment_column; DELETE FROM segment;")?;
        Registry::forget(connection)?;
        let book = &mut self.book;
        let placeholders = book.placeholders.clone();
        book.registry.begin(&placeholders);
        book.sealed = Default::default();
        book.open = Default::default();
        book.counts.succeeded = 0;
        book.counts.failed = 0;
        book.counts.rows = 0;
        book.set_shape(shape).map_err(|problem| Fault::broken(problem.to_string()))?;

        let end = connection
            .query_row("SELECT MAX(id) FROM request", (), |row| row.get::<_, Option<i64>>(0))?
            .map_or(0, |last| position_of(last) + 1);
        let stretches = end.div_ceil(STRETCH);
        let threads = thread::available_parallelism().map_or(1, usize::from).min(MOST_THREADS) as u64;
        let threads = threads.min(stretches);
        let (file, values) = (&self.path.clone(), placeholders.len());
        thread::scope(|scope| {
            // Each thread has every so-manieth stretch, so that they come in the order of the plan, in which columns get their
            // numbers.
            let mut receivers = Vec::new();
            for thread in 0..threads {
                let (sender, receiver) = sync_channel(AHEAD);
                receivers.push(receiver);
                scope.spawn(move || {
                    let mut deriver = match schema::open_reader(file, false)
                        .and_then(|connection| Deriver::new(connection, shaper, control, values))
                    {
                        Ok(deriver) => deriver,
                        Err(fault) => return drop(sender.send(Err(fault))),
                    };
                    for stretch in (thread..stretches).step_by(threads as usize) {
                        let derived = deriver.derive(stretch * STRETCH, (stretch + 1) * STRETCH);
                        let is_over = derived.is_err();
                        // Nobody listens any more when something went wrong elsewhere.
                        if sender.send(derived).is_err() || is_over {
                            return;
                        }
                    }
                });
            }
            for stretch in 0..stretches {
                let derived = receivers[(stretch % threads) as usize].recv();
                self.write_down(derived.map_err(|_| Fault::broken("a part of the table was not made"))??)?;
            }
            Ok(())
        })
    }

    fn write_down(&mut self, derived: Derived) -> Result<(), Fault> {
        let Derived { made, fields, changes, succeeded, failed, rows } = derived;
        let counts = &mut self.book.counts;
        counts.succeeded += succeeded;
        counts.failed += failed;
        counts.rows += rows;
        let mut slots = HashMap::new();
        let mut fields = fields;
        fields.sort_by_key(|field| field.first);
        for field in fields {
            let slot = self.book.registry.adopt(&field.name, field.ty, field.first);
            slots.insert(field.slot, slot.ok_or(Fault::TooManyColumns { limit: MOST_COLUMNS })?);
        }
        for made in made {
            // Values have the first slots everywhere.
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
