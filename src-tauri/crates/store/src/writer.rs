//! The one writer: a thread that owns the connection that writes, takes commands in order, and commits outcomes in
//! batches. What others see of the table moves only after the commit.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, TryRecvError};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use arc_swap::ArcSwap;
use fetchgrid_model::{Counts, Outcome, StartMode};
use rusqlite::{Connection, params};
use tokio::sync::OwnedSemaphorePermit;

use crate::book::{Book, State};
use crate::checkpoint::Checkpointer;
use crate::codec::Encoder;
use crate::command::{Command, Reply};
use crate::error::{Fault, StoreError};
use crate::intake::Intake;
use crate::recorder::{RunControl, RunStart};
use crate::registry::Registry;
use crate::schema::{GRID, SEGMENT_FORMAT, TEMPLATE};
use crate::seal::{Sealer, Which, drop_foreign_segments, reopen};
use crate::values;

/// The first outcomes of a run are committed after this, so that rows show at once; each commit waits twice as long as
/// the one before, up to [`LONGEST_WAIT`], because a commit costs about 5 ms whatever it holds.
const FIRST_WAIT: Duration = Duration::from_millis(25);
const LONGEST_WAIT: Duration = Duration::from_millis(150);
/// A batch is committed early when it holds so many outcomes, or bytes of answers: it bounds what a crash can lose, and
/// the pages held in memory.
const BATCH_OUTCOMES: u32 = 8192;
const BATCH_BYTES: usize = 16 * 1024 * 1024;
/// Room in the queue is given back when this much is free, in kilobytes, or when the queue is empty.
const ROOM_AT_ONCE: usize = 512;

struct Batch {
    due: Instant,
    outcomes: u32,
    failed: u32,
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
}

impl Writer {
    pub fn new(
        path: PathBuf,
        connection: Connection,
        commands: Receiver<Command>,
        published: Arc<ArcSwap<State>>,
    ) -> Result<Self, Fault> {
        drop_foreign_segments(&connection, SEGMENT_FORMAT)?;
        values::forget_unused(&connection)?;
        let book = Book::load(&connection)?;
        let sealer = Sealer::new(&book)?;
        published.store(Arc::new(book.state()));
        Ok(Writer {
            checkpointer: Some(Checkpointer::start(&path)?),
            encoder: Encoder::load(&connection)?,
            intake: Intake::default(),
            run: None,
            batch: None,
            room: None,
            wait: FIRST_WAIT,
            path,
            connection,
            commands,
            published,
            book,
            sealer,
        })
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
            return self.commands.recv().ok();
        }
    }

    fn handle(&mut self, command: Command) {
        match command {
            Command::Record { run, outcome, room } => {
                if self.run.as_ref().is_some_and(|current| current.id == run && !current.has_ended()) {
                    if let Err(fault) = self.record(outcome) {
                        self.fail(fault);
                    }
                    self.give_back(room);
                }
            }
            Command::Begin { start, reply } => {
                let result = self.commit().and_then(|()| self.begin(&start));
                let _ = reply.send(result.map_err(|fault| fault.at(&self.path)));
            }
            Command::Finish { run, stopped, reply } => {
                let _ = reply.send(self.finish(run, stopped));
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
            Command::Flush { reply } => self.answer(reply, |_| Ok(())),
            Command::Settle { reply } => self.answer(reply, |writer| {
                while writer.seal_one(Which::Everything)? {}
                Ok(())
            }),
            Command::Distrust { segment, reply } => self.answer(reply, |writer| writer.distrust(segment)),
            Command::Close => {}
            #[cfg(test)]
            Command::LimitPages { pages, reply } => {
                let result = self.commit().and_then(|()| {
                    Ok(self.connection.query_row(&format!("PRAGMA max_page_count = {pages}"), (), |_| Ok(()))?)
                });
                let _ = reply.send(result.map_err(|fault| fault.at(&self.path)));
            }
        }
    }

    /// Commits what is pending, then does one piece of work in a transaction of its own.
    fn answer<T>(&mut self, reply: Reply<T>, work: impl FnOnce(&mut Self) -> Result<T, Fault>) {
        self.commit_or_fail();
        let result = self.transact(work);
        let _ = reply.send(result.map_err(|fault| fault.at(&self.path)));
    }

    /// All or nothing, on disk and in memory.
    fn transact<T>(&mut self, work: impl FnOnce(&mut Self) -> Result<T, Fault>) -> Result<T, Fault> {
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

    fn record(&mut self, outcome: Outcome) -> Result<(), Fault> {
        if self.batch.is_none() {
            self.connection.prepare_cached("BEGIN IMMEDIATE")?.execute(())?;
            self.batch = Some(Batch { due: Instant::now() + self.wait, outcomes: 0, failed: 0, bytes: 0 });
        }
        let run = self.run.as_ref().map_or(0, |run| run.id);
        let bytes = outcome.response().map_or(0, |response| response.body.len());
        let ok = self.intake.take(
            &self.connection,
            &mut self.book,
            &mut self.encoder,
            &mut self.sealer.memo,
            run,
            outcome,
        )?;
        if let Some(batch) = &mut self.batch {
            batch.outcomes += 1;
            batch.failed += u32::from(!ok);
            batch.bytes += bytes;
        }
        Ok(())
    }

    fn commit(&mut self) -> Result<(), Fault> {
        let Some(batch) = &self.batch else { return Ok(()) };
        let (outcomes, failed) = (batch.outcomes, batch.failed);
        while self.seal_one(Which::FullOrTooMuch)? {}
        self.encoder.adopt_dictionary(&self.connection)?;
        self.book.version += 1;
        self.save_book()?;
        self.connection.prepare_cached("COMMIT")?.execute(())?;
        self.batch = None;
        if let Some(run) = &self.run {
            run.count(outcomes, failed);
        }
        self.wait = (self.wait * 2).min(LONGEST_WAIT);
        self.publish();
        self.tend_log();
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

    /// Back to what is on disk.
    fn roll_back(&mut self) {
        self.batch = None;
        if !self.connection.is_autocommit()
            && let Err(error) = self.connection.execute_batch("ROLLBACK")
        {
            tracing::warn!(%error, "a transaction could not be undone");
        }
        self.sealer.memo = Default::default();
        let reloaded = Book::load(&self.connection).and_then(|book| Ok((Encoder::load(&self.connection)?, book)));
        match reloaded {
            Ok((encoder, book)) => (self.encoder, self.book) = (encoder, book),
            Err(fault) => {
                tracing::warn!(%fault, "the table could not be read back");
                if let Some(run) = &self.run {
                    run.end(fault.at(&self.path).to_string(), false);
                }
            }
        }
    }

    fn begin(&mut self, start: &RunStart) -> Result<Arc<RunControl>, Fault> {
        self.room = None;
        if let Some(run) = self.run.take() {
            run.end("another run has begun".into(), false);
        }
        let over = start.mode == StartMode::StartOver;
        let id = self.transact(|writer| {
            let connection = &writer.connection;
            let book = &mut writer.book;
            let now = now_ms();
            connection
                .execute("UPDATE run SET state = 'interrupted', ended_at_ms = ?1 WHERE state = 'running'", [now])?;
            if over {
                // Without a condition SQLite throws whole trees away. One template and one grid are all there is.
                connection.execute_batch(
                    "DELETE FROM request; DELETE FROM response; DELETE FROM segment_column; DELETE FROM segment;
                     DELETE FROM zdict;",
                )?;
                book.sealed = Default::default();
                book.open = Default::default();
                book.counts = Counts::default();
            }
            if over || book.counts.done() == 0 {
                Registry::forget(connection)?;
                book.registry.begin(&start.placeholders);
                writer.sealer.memo = Default::default();
            }
            let mode = match start.mode {
                StartMode::StartOver => "start_over",
                StartMode::Missing => "missing",
                StartMode::RetryFailed => "retry_failed",
            };
            connection.execute(
                "INSERT INTO run (template_id, mode, state, started_at_ms, planned, fingerprint, settings)
                 VALUES (?1, ?2, 'running', ?3, ?4, ?5, ?6)",
                params![TEMPLATE, mode, now, start.planned, start.fingerprint, serde_json::to_string(&start.settings)?],
            )?;
            let id = connection.last_insert_rowid();
            connection.execute(
                "UPDATE template SET planned = ?2, fingerprint = ?3, placeholders = ?4 WHERE id = ?1",
                params![TEMPLATE, start.planned, start.fingerprint, serde_json::to_string(&start.placeholders)?],
            )?;
            book.counts.planned = start.planned;
            book.fingerprint = Some(start.fingerprint.clone());
            book.placeholders.clone_from(&start.placeholders);
            book.interrupted = false;
            book.version += 1;
            Ok(id)
        })?;
        if over {
            self.encoder = Encoder::load(&self.connection)?;
            self.tend_log();
        }
        self.wait = FIRST_WAIT;
        let run = RunControl::new(id, self.path.clone());
        self.run = Some(Arc::clone(&run));
        Ok(run)
    }

    fn finish(&mut self, run: i64, stopped: bool) -> Result<Counts, StoreError> {
        self.commit_or_fail();
        let Some(control) = self.run.take_if(|current| current.id == run) else {
            return Err(StoreError::RunEnded("another run has begun, or it has ended already".into()));
        };
        let state = if stopped { "stopped" } else { "finished" };
        let result = self.transact(|writer| {
            while writer.seal_one(Which::AtHand)? {}
            let sql = "UPDATE run SET state = ?2, ended_at_ms = ?3 WHERE id = ?1";
            writer.connection.execute(sql, params![run, state, now_ms()])?;
            writer.book.interrupted = false;
            Ok(())
        });
        self.tend_log();
        if control.has_ended() {
            return Err(control.error());
        }
        control.end("it has finished".into(), false);
        result.map(|()| self.book.counts).map_err(|fault| fault.at(&self.path))
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
        self.outcomes >= BATCH_OUTCOMES || self.bytes >= BATCH_BYTES || Instant::now() >= self.due
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
