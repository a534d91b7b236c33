//! After a transaction that went wrong: back to what is on disk, however often that has to be tried.

use crate::book::Book;
use crate::codec::Encoder;
use crate::error::Fault;
use crate::schema;
use crate::writer::Writer;

impl Writer {
    /// Back to what is on disk. Should the disk not even be readable now, the run ends, and whatever is done next tries
    /// again first: what was counted must not be written over with a book that is not true.
    pub(super) fn roll_back(&mut self) {
        self.batch = None;
        self.is_stale = true;
        if let Err(fault) = self.recover() {
            tracing::warn!(%fault, "the table could not be read back");
            if let Some(run) = &self.run {
                run.end(fault.at(&self.path).to_string(), false);
            }
        }
    }

    /// Sees to it that there is no open transaction and that the book is what is on disk. Nothing to do most of the time.
    pub(super) fn recover(&mut self) -> Result<(), Fault> {
        if !self.is_stale {
            return Ok(());
        }
        if !self.connection.is_autocommit()
            && let Err(error) = self.connection.execute_batch("ROLLBACK")
        {
            tracing::warn!(%error, "a transaction could not be undone");
        }
        if !self.connection.is_autocommit() {
            // With its connection the transaction goes, too.
            self.connection = schema::open_writer(&self.path)?;
        }
        let encoder = Encoder::load(&self.connection)?;
        self.book = Book::load(&self.connection)?;
        self.encoder = encoder;
        self.sealer.memo = Default::default();
        self.intake.forget();
        if let Some(unwritten) = &self.unwritten {
            self.book.interrupted = false;
            self.book.pause = Some(unwritten.reason.clone());
        }
        self.is_stale = false;
        Ok(())
    }
}
