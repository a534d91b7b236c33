//! How a run begins.

use std::sync::Arc;

use fetchgrid_model::{Counts, PauseCode, StartMode};
use rusqlite::params;

use crate::codec::Encoder;
use crate::error::Fault;
use crate::kept;
use crate::prepare::Preparing;
use crate::recorder::{RunControl, RunStart};
use crate::registry::Registry;
use crate::requests::mode_word;
use crate::schema::TEMPLATE;
use crate::writer::{SHORTEST_WAIT, Writer, now_ms};

impl Writer {
    pub(super) fn begin(&mut self, start: &RunStart) -> Result<Arc<RunControl>, Fault> {
        self.room = None;
        if let Some(run) = self.run.take() {
            run.end("another run has begun".into(), false);
        }
        let was_full = self.book.pause.as_ref().is_some_and(|pause| pause.code == PauseCode::DiskFull);
        if was_full && let Some(checkpointer) = &mut self.checkpointer {
            checkpointer.empty(&self.connection);
        }
        let over = start.mode == StartMode::StartOver;
        let id = self.transact(|writer| {
            let now = now_ms();
            writer
                .connection
                .execute("UPDATE run SET state = 'interrupted', ended_at_ms = ?1 WHERE state = 'running'", [now])?;
            if over {
                writer.drop_outcomes(start.keep_since_ms)?;
            }
            let connection = &writer.connection;
            let book = &mut writer.book;
            if over || book.counts.done() == 0 {
                Registry::forget(connection)?;
                book.registry.begin(&start.placeholders, &book.shape.columns);
                writer.sealer.memo = Default::default();
            }
            connection.execute(
                "INSERT INTO run (template_id, mode, state, started_at_ms, planned, fingerprint, settings, request)
                 VALUES (?1, ?2, 'running', ?3, ?4, ?5, ?6, ?7)",
                params![
                    TEMPLATE,
                    mode_word(start.mode),
                    now,
                    start.planned,
                    start.fingerprint,
                    serde_json::to_string(&start.settings)?,
                    serde_json::to_string(&start.request)?
                ],
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
            book.pause = None;
            book.version += 1;
            Ok(id)
        })?;
        self.unwritten = None;
        if over {
            self.encoder = Encoder::load(&self.connection)?;
            self.tend_log();
        }
        self.wait = SHORTEST_WAIT;
        let book = &self.book;
        let leads = Arc::clone(book.registry.leads());
        let preparing = Preparing::new(Arc::clone(&book.shape), Arc::clone(&book.shaper), leads);
        self.intake.forget();
        let run = RunControl::new(id, preparing, self.path.clone());
        self.run = Some(Arc::clone(&run));
        Ok(run)
    }

    /// Call inside a transaction.
    fn drop_outcomes(&mut self, keep_since_ms: Option<i64>) -> Result<(), Fault> {
        let connection = &self.connection;
        let any_kept = match keep_since_ms {
            Some(since_ms) => kept::keep_since(connection, since_ms)?,
            None => {
                kept::forget(connection)?;
                false
            }
        };
        // Without a condition SQLite throws whole trees away. One template and one grid are all there is.
        connection.execute_batch(
            "DELETE FROM request; DELETE FROM response; DELETE FROM segment_column; DELETE FROM segment;
             DELETE FROM unfinished; UPDATE template SET paged = 0;",
        )?;
        if !any_kept {
            // Nothing is left that would need them.
            connection.execute("DELETE FROM zdict", ())?;
        }
        let book = &mut self.book;
        book.sealed = Default::default();
        book.open = Default::default();
        book.unfinished.clear();
        book.paged = false;
        book.counts = Counts::default();
        Ok(())
    }
}
