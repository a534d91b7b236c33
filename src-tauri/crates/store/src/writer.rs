//! The one writer: a thread that owns the connection that writes, takes commands in order, and commits outcomes in
//! batches. What others see of the table moves only after the commit.

mod begin;
mod finish;
mod recover;
mod reshape;
mod turns;

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, TryRecvError};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use arc_swap::ArcSwap;
use fetchgrid_model::Outcome;
use rusqlite::{Connection, params};
use tokio::sync::OwnedSemaphorePermit;

use crate::book::{Book, State};
use crate::checkpoint::Checkpointer;
use crate::codec::Encoder;
use crate::command::{Command, Reply};
use crate::error::{Fault, StoreError};
use crate::intake::{Desk, Ended, Intake, Taken};
use crate::prepare::Prepared;
use crate::recorder::{Committed, Reuse, Reused, RunControl};
use crate::reshape_control::ReshapeControl;
use crate::schema::{GRID, SEGMENT_FORMAT, TEMPLATE};
use crate::seal::{Sealer, Which, reopen, sweep};
use crate::{named_views, values};

/// A batch waits so many times as long as the last commit took: a tenth of the writer's time goes into committing, and on
/// a fast disk little is lost with the process. The first of a run waits the shortest time, so that rows show at once.
const COMMITS_WAITED: u32 = 10;
const SHORTEST_WAIT: Duration = Duration::from_millis(25);
const LONGEST_WAIT: Duration = Duration::from_millis(150);
/// A batch is committed early when it holds so many outcomes, or bytes of answers: it bounds what a crash can lose, and
/// the pages held in memory.
const BATCH_OUTCOMES: u64 = 8192;
const BATCH_BYTES: usize = 16 * 1024 * 1024;
/// Outcomes between two looks at whether a segment is made: a tenth of one.
const SEAL_EVERY: u64 = 512;
/// Room in the queue is given back when this much is free, in kilobytes, or when the queue is empty.
const ROOM_AT_ONCE: usize = 512;

struct Batch {
    due: Instant,
    outcomes: Committed,
    /// Answers and failures, whether their requests have ended with them or not.
    pages: u64,
    bytes: usize,
}

pub(crate) struct Writer {
    path: PathBuf,
    connection: Connection,
    /// None once the writer is closing.
    checkpointer: Option<Checkpointer>,
    commands: Receiver<Command>,
    published: Arc<ArcSwap<State>>,
    book: Book,
    encoder: Encoder,
    sealer: Sealer,
    intake: Intake,
    run: Option<Arc<RunControl>>,
    batch: Option<Batch>,
    /// What the outcomes taken lately left free in the queue. Given back together: each giving back may wake a worker.
    room: Option<OwnedSemaphorePermit>,
    wait: Duration,
    /// The book is not what is on disk: a transaction went wrong and could not be undone yet.
    is_stale: bool,
    /// Columns of tables of before may be left.
    has_litter: bool,
    /// A pause that the disk had no room for.
    unwritten: Option<finish::UnwrittenPause>,
}

impl Writer {
    pub fn new(
        path: PathBuf,
        connection: Connection,
        commands: Receiver<Command>,
        published: Arc<ArcSwap<State>>,
    ) -> Result<Self, Fault> {
        values::forget_unused(&connection)?;
        let book = Book::load(&connection)?;
        let sealer = Sealer::new(&connection, &book)?;
        published.store(Arc::new(book.state()));
        let mut writer = Writer {
            checkpointer: Some(Checkpointer::start(&path)?),
            encoder: Encoder::load(&connection)?,
            intake: Intake::default(),
            run: None,
            batch: None,
            room: None,
            wait: SHORTEST_WAIT,
            is_stale: false,
            has_litter: true,
            unwritten: None,
            path,
            connection,
            commands,
            published,
            book,
            sealer,
        };
        writer.renew_foreign_table()?;
        Ok(writer)
    }

    /// A table that another version laid out is made anew from the answers.
    fn renew_foreign_table(&mut self) -> Result<(), Fault> {
        let sql = "SELECT segment_format FROM grid WHERE id = ?1";
        let found: i64 = self.connection.query_row(sql, [GRID], |row| row.get(0))?;
        if found == SEGMENT_FORMAT - 1 {
            // The segments to come are not for programs that know no other than those that are there.
            let sql = "UPDATE grid SET segment_format = ?2 WHERE id = ?1";
            self.connection.execute(sql, params![GRID, SEGMENT_FORMAT])?;
        } else if found != SEGMENT_FORMAT {
            let steps = Arc::clone(&self.book.steps);
            self.make_anew(steps, &ReshapeControl::default())?;
        }
        Ok(())
    }

    pub fn work(mut self) {
        while let Some(command) = self.next() {
            match command {
                Command::Close => break,
                command => self.handle(command),
            }
            if self.batch.as_ref().is_some_and(Batch::is_due) {
                self.commit_or_fail();
            }
        }
        self.close();
    }

    /// The next command. Commits a batch whose time has come, and while there is nothing else to do and no run, puts
    /// open rows into segments.
    fn next(&mut self) -> Option<Command> {
        loop {
            match self.commands.try_recv() {
                Ok(command) => return Some(command),
                Err(TryRecvError::Disconnected) => return None,
                Err(TryRecvError::Empty) => self.room = None,
            }
            if let Some(batch) = &self.batch {
                let wait = batch.due.saturating_duration_since(Instant::now());
                match self.commands.recv_timeout(wait) {
                    Ok(command) => return Some(command),
                    Err(RecvTimeoutError::Timeout) => self.commit_or_fail(),
                    Err(RecvTimeoutError::Disconnected) => return None,
                }
                continue;
            }
            if self.run.is_none() && !self.book.open.is_empty() {
                match self.transact(|writer| writer.seal_one(Which::Everything)) {
                    Ok(true) => continue,
                    Ok(false) => {}
                    // Rows that are not in segments are read from their answers; nothing is lost.
                    Err(fault) => tracing::warn!(%fault, "rows could not be put into segments"),
                }
            }
            if self.run.is_none() && self.has_litter && !self.is_stale {
                self.has_litter = sweep(&self.connection, &self.book).unwrap_or_else(|fault| {
                    tracing::warn!(%fault, "what a table of before has left stays for now");
                    false
                });
                self.tend_log();
                continue;
            }
            return self.commands.recv().ok();
        }
    }

    fn handle(&mut self, command: Command) {
        match command {
            Command::Record { run, outcome, prepared, room } => {
                if self.is_current(run) {
                    if let Err(fault) = self.record(&outcome, prepared) {
                        self.fail(fault);
                    }
                    self.give_back(room);
                }
            }
            // Without an answer, the recorder looks up why the run has ended.
            Command::Reuse { run, reuse, room, reply } => {
                if self.is_current(run) {
                    match self.reuse(&reuse) {
                        Ok(found) => drop(reply.send(found)),
                        Err(fault) => self.fail(fault),
                    }
                    self.give_back(room);
                }
            }
            Command::End { run, position, pages, room } => {
                if self.is_current(run) {
                    if let Err(fault) = self.end(position, pages) {
                        self.fail(fault);
                    }
                    self.give_back(room);
                }
            }
            Command::Begin { start, reply } => {
                let result = self.commit().and_then(|()| self.begin(&start));
                let _ = reply.send(result.map_err(|fault| fault.at(&self.path)));
            }
            Command::Finish { run, mark, reply } => {
                let _ = reply.send(self.finish(run, mark));
            }
            Command::SaveExtraction { config, reply } => {
                let save = |writer: &mut Self| {
                    let sql = "UPDATE template SET config = ?2 WHERE id = ?1";
                    writer.connection.execute(sql, params![TEMPLATE, config])?;
                    Ok(())
                };
                self.answer(reply, save);
            }
            Command::StoreValues { values, reply } => {
                self.answer(reply, |writer| values::store(&writer.connection, &values));
            }
            Command::SaveView { view, reply } => {
                self.answer(reply, |writer| named_views::save(&writer.connection, &view))
            }
            Command::DeleteView { id, reply } => {
                self.answer(reply, |writer| named_views::delete(&writer.connection, id))
            }
            Command::Reshape { steps, control, reply } => {
                let _ = reply.send(self.reshape(steps, &control));
                // The log holds the whole table: moving it into the file is nothing that anybody needs to wait for.
                self.tend_log();
            }
            Command::Flush { reply } => self.answer(reply, |_| Ok(())),
            Command::Settle { reply } => self.answer(reply, |writer| {
                while writer.seal_one(Which::Everything)? {}
                while sweep(&writer.connection, &writer.book)? {}
                Ok(())
            }),
            Command::Distrust { segment, reply } => self.answer(reply, |writer| writer.distrust(segment)),
            Command::Close => {}
            #[cfg(test)]
            Command::Execute { sql, reply } => {
                let result = self.commit().and_then(|()| Ok(self.connection.execute_batch(&sql)?));
                let _ = reply.send(result.map_err(|fault| fault.at(&self.path)));
            }
        }
    }

    /// Whether outcomes of this run are still taken.
    fn is_current(&self, run: i64) -> bool {
        self.run.as_ref().is_some_and(|current| current.id == run && !current.has_ended())
    }

    /// Commits what is pending, then does one piece of work in a transaction of its own.
    fn answer<T>(&mut self, reply: Reply<T>, work: impl FnOnce(&mut Self) -> Result<T, Fault>) {
        self.commit_or_fail();
        let result = self.transact(work);
        let _ = reply.send(result.map_err(|fault| fault.at(&self.path)));
    }

    /// All or nothing, on disk and in memory.
    fn transact<T>(&mut self, work: impl FnOnce(&mut Self) -> Result<T, Fault>) -> Result<T, Fault> {
        self.recover()?;
        let result = self.connection.execute_batch("BEGIN IMMEDIATE").map_err(Fault::from).and_then(|()| work(self));
        let result = result.and_then(|value| {
            self.save_book()?;
            self.connection.execute_batch("COMMIT")?;
            Ok(value)
        });
        match result {
            Ok(value) => {
                self.publish();
                Ok(value)
            }
            Err(fault) => {
                self.roll_back();
                Err(fault)
            }
        }
    }

    fn seal_one(&mut self, which: Which) -> Result<bool, Fault> {
        self.sealer.seal_one(&self.connection, &mut self.book, which)
    }

    /// Call inside a transaction.
    fn seal_aside(&mut self) -> Result<(), Fault> {
        self.sealer.seal_aside(&self.connection, &mut self.book)
    }

    fn give_back(&mut self, room: OwnedSemaphorePermit) {
        let free = match &mut self.room {
            Some(free) => {
                free.merge(room);
                free
            }
            None => self.room.insert(room),
        };
        if free.num_permits() >= ROOM_AT_ONCE {
            self.room = None;
        }
    }

    fn record(&mut self, outcome: &Outcome, prepared: Option<Box<Prepared>>) -> Result<(), Fault> {
        self.begin_batch()?;
        let (intake, mut desk, encoder) = self.desk();
        let taken = intake.take(&mut desk, encoder, outcome, prepared)?;
        self.add_to_batch(&taken, false);
        if self.batch.as_ref().is_some_and(|batch| batch.pages.is_multiple_of(SEAL_EVERY)) {
            self.seal_aside()?;
        }
        Ok(())
    }

    /// None when there is no outcome to be taken.
    fn reuse(&mut self, reuse: &Reuse) -> Result<Option<Reused>, Fault> {
        self.begin_batch()?;
        let (intake, mut desk, _) = self.desk();
        let Some((taken, reused)) = intake.reuse(&mut desk, reuse)? else { return Ok(None) };
        self.add_to_batch(&taken, true);
        Ok(Some(reused))
    }

    fn end(&mut self, position: u64, pages: u32) -> Result<(), Fault> {
        self.begin_batch()?;
        let (intake, mut desk, _) = self.desk();
        let taken = intake.end(&mut desk, position, pages)?;
        self.add_to_batch(&taken, false);
        Ok(())
    }

    fn desk(&mut self) -> (&mut Intake, Desk<'_>, &mut Encoder) {
        let run = self.run_id();
        let Sealer { decoder, memo, .. } = &mut self.sealer;
        let desk = Desk { connection: &self.connection, book: &mut self.book, decoder, memo, run };
        (&mut self.intake, desk, &mut self.encoder)
    }

    fn run_id(&self) -> i64 {
        self.run.as_ref().map_or(0, |run| run.id)
    }

    fn begin_batch(&mut self) -> Result<(), Fault> {
        if self.batch.is_none() {
            self.recover()?;
            self.connection.prepare_cached("BEGIN IMMEDIATE")?.execute(())?;
            let due = Instant::now() + self.wait;
            self.batch = Some(Batch { due, outcomes: Committed::default(), pages: 0, bytes: 0 });
        }
        Ok(())
    }

    fn add_to_batch(&mut self, taken: &Taken, reused: bool) {
        if let Some(batch) = &mut self.batch {
            batch.pages += 1;
            batch.outcomes.done += u64::from(taken.ended.is_some());
            batch.outcomes.failed += u64::from(taken.ended == Some(Ended::Failed));
            batch.outcomes.reused += u64::from(reused);
            batch.bytes += taken.bytes;
        }
    }

    fn commit(&mut self) -> Result<(), Fault> {
        let Some(batch) = &self.batch else { return Ok(()) };
        let (outcomes, began) = (batch.outcomes, Instant::now());
        if batch.pages == 0 {
            // Something to reuse was looked for and not found.
            self.connection.prepare_cached("COMMIT")?.execute(())?;
            self.batch = None;
            return Ok(());
        }
        self.seal_aside()?;
        self.encoder.adopt_dictionary(&self.connection)?;
        self.book.version += 1;
        self.save_book()?;
        self.connection.prepare_cached("COMMIT")?.execute(())?;
        self.batch = None;
        if let Some(run) = &self.run {
            run.count(outcomes);
        }
        self.publish();
        self.tend_log();
        self.wait = (began.elapsed() * COMMITS_WAITED).clamp(SHORTEST_WAIT, LONGEST_WAIT);
        Ok(())
    }

    fn commit_or_fail(&mut self) {
        if let Err(fault) = self.commit() {
            self.fail(fault);
        }
    }

    fn save_book(&mut self) -> Result<(), Fault> {
        let book = &mut self.book;
        book.registry.save(&self.connection)?;
        let counts = book.counts;
        self.connection
            .prepare_cached("UPDATE template SET succeeded = ?2, failed = ?3 WHERE id = ?1")?
            .execute(params![TEMPLATE, counts.succeeded, counts.failed])?;
        self.connection.prepare_cached("UPDATE grid SET rows = ?2, version = ?3 WHERE id = ?1")?.execute(params![
            GRID,
            counts.rows,
            book.version
        ])?;
        Ok(())
    }

    fn publish(&self) {
        self.published.store(Arc::new(self.book.state()));
    }

    /// The run cannot go on; everything that was counted stays.
    fn fail(&mut self, fault: Fault) {
        self.roll_back();
        let error = fault.at(&self.path);
        tracing::warn!(%error, "the run has to end");
        if let Some(run) = &self.run {
            run.end(error.to_string(), matches!(error, StoreError::DiskFull { .. }));
        }
    }

    fn distrust(&mut self, segment: i64) -> Result<(), Fault> {
        if let Some(segment) = self.book.sealed.get(segment).cloned() {
            tracing::warn!(segment = segment.id, "a segment cannot be read and is rebuilt from the answers");
            reopen(&self.connection, &mut self.book, segment.first)?;
            self.book.version += 1;
        }
        Ok(())
    }

    fn tend_log(&mut self) {
        if let Some(checkpointer) = &mut self.checkpointer {
            checkpointer.tend(&self.connection);
        }
    }

    /// Leaves one file that opens from a read-only medium.
    fn close(mut self) {
        self.commit_or_fail();
        if let Some(run) = self.run.take() {
            run.end("the document has been closed".into(), false);
        }
        self.write_late();
        self.checkpointer = None;
        let connection = &self.connection;
        give_back_space(connection);
        let closing = connection
            .query_row("PRAGMA wal_checkpoint(TRUNCATE)", (), |_| Ok(()))
            .and_then(|()| connection.query_row("PRAGMA journal_mode = DELETE", (), |_| Ok(())));
        if let Err(error) = closing {
            // The log stays beside the file, and the next to open it goes on from there.
            tracing::warn!(%error, "the document could not be tidied up");
        }
    }
}

impl Drop for Writer {
    /// However the writer ends, nobody waits for it any longer.
    fn drop(&mut self) {
        if let Some(run) = self.run.take() {
            run.end("the document is no longer written to".into(), false);
        }
    }
}

impl Batch {
    fn is_due(&self) -> bool {
        self.pages >= BATCH_OUTCOMES || self.bytes >= BATCH_BYTES || Instant::now() >= self.due
    }
}

/// After starting over with less, most of the file may be free pages.
fn give_back_space(connection: &Connection) {
    let pragma = |name: &str| connection.pragma_query_value(None, name, |row| row.get::<_, i64>(0)).unwrap_or(0);
    let (free, all) = (pragma("freelist_count"), pragma("page_count"));
    // Less than a quarter, or than 8 MB, is not worth the moving.
    if free > 1024 && free > all / 4 {
        // One page a step.
        let freed = connection.prepare("PRAGMA incremental_vacuum").and_then(|mut statement| {
            let mut steps = statement.query(())?;
            while steps.next()?.is_some() {}
            Ok(())
        });
        if let Err(error) = freed {
            tracing::debug!(%error, "free space was not given back");
        }
    }
}

fn now_ms() -> i64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_millis() as i64)
}
