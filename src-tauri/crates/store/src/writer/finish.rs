//! How a run ends, and how that is written down.

use std::sync::Arc;

use fetchgrid_model::{Counts, PauseCode, PauseReason};
use rusqlite::params;

use crate::book::State;
use crate::error::{Fault, StoreError};
use crate::kept;
use crate::recorder::RunMark;
use crate::seal::Which;
use crate::writer::{Writer, now_ms};

pub(super) struct UnwrittenPause {
    run: i64,
    pub reason: PauseReason,
}

impl Writer {
    pub(super) fn finish(&mut self, run: i64, mark: RunMark) -> Result<Counts, StoreError> {
        self.commit_or_fail();
        let Some(control) = self.run.take_if(|current| current.id == run) else {
            return Err(StoreError::RunEnded("another run has begun, or it has ended already".into()));
        };
        let is_expected = !control.has_ended() || control.is_disk_full() && matches!(mark, RunMark::Paused(_));
        // What could not be written is missing, so whoever thinks that the run is finished is wrong.
        let mark = match mark {
            RunMark::Finished | RunMark::Stopped if control.is_disk_full() => RunMark::Paused(no_room()),
            RunMark::Finished if control.has_ended() => RunMark::Stopped,
            mark => mark,
        };
        let marked = self
            .transact(|writer| {
                while writer.seal_one(Which::AtHand)? {}
                writer.mark(run, &mark)
            })
            // The mark by itself needs hardly any room.
            .or_else(|_| self.transact(|writer| writer.mark(run, &mark)));
        self.tend_log();
        let unwritten = match (&marked, mark) {
            (Err(_), RunMark::Paused(reason)) => Some(reason),
            (Err(fault), _) if fault.is_disk_full() => Some(no_room()),
            _ => None,
        };
        if let Some(reason) = unwritten {
            self.book.interrupted = false;
            self.book.pause = Some(reason.clone());
            let known = State::clone(&self.published.load());
            self.published.store(Arc::new(State { interrupted: false, pause: Some(reason.clone()), ..known }));
            self.unwritten = Some(UnwrittenPause { run, reason });
        }
        if !is_expected || marked.is_err() && control.has_ended() {
            return Err(control.error());
        }
        control.end("it has finished".into(), false);
        // A mark that cannot be written on a full disk says nothing new, however it fails.
        let error = |fault: Fault| if control.is_disk_full() { control.error() } else { fault.at(&self.path) };
        marked.map(|()| self.book.counts).map_err(error)
    }

    /// Call inside a transaction.
    fn mark(&mut self, run: i64, mark: &RunMark) -> Result<(), Fault> {
        let (state, pause) = match mark {
            RunMark::Finished => ("finished", None),
            RunMark::Stopped => ("stopped", None),
            RunMark::Paused(reason) => ("stopped", Some(reason)),
        };
        let json = pause.map(serde_json::to_string).transpose()?;
        let sql = "UPDATE run SET state = ?2, pause = ?3, ended_at_ms = ?4 WHERE id = ?1";
        self.connection.execute(sql, params![run, state, json, now_ms()])?;
        if *mark == RunMark::Finished && self.book.counts.missing() == 0 {
            kept::forget(&self.connection)?;
        }
        self.book.interrupted = false;
        self.book.pause = pause.cloned();
        Ok(())
    }

    /// The last chance to write down a pause for which there was no room.
    pub(super) fn write_late(&mut self) {
        if let Some(UnwrittenPause { run, reason }) = self.unwritten.take()
            && let Err(fault) = self.transact(|writer| writer.mark(run, &RunMark::Paused(reason)))
        {
            tracing::warn!(%fault, "that the run paused could not be written down");
        }
    }
}

fn no_room() -> PauseReason {
    PauseReason {
        code: PauseCode::DiskFull,
        message: "The disk is full. Everything counted so far is kept. Make room and continue.".into(),
        until_ms: None,
    }
}
