use std::{
    fs::File,
    io::{self, BufWriter, Write},
    path::Path,
    sync::{
        atomic::{AtomicBool, Ordering},
        mpsc::{self, RecvTimeoutError},
    },
    thread,
    time::Duration,
};

use rust_xlsxwriter::{Workbook, XlsxError};

use super::disk_trouble;
use crate::{ExportError, atomic::AtomicFile, feed::Feed};

/// How long a wish to cancel may wait while the workbook is packed.
const ASK_EVERY: Duration = Duration::from_millis(50);

/// Packs the workbook into the file. That takes about as long as writing the rows did, so it runs on a thread of its
/// own while this one asks whether to go on.
pub(super) fn save(
    workbook: &mut Workbook,
    file: &AtomicFile,
    path: &Path,
    feed: &mut Feed<'_>,
) -> Result<(), ExportError> {
    let cancelled = AtomicBool::new(false);
    let mut go_on = Ok(());
    let saved = thread::scope(|scope| {
        // Dropped at the end of the thread, also of one that panics.
        let (running, ended) = mpsc::channel::<()>();
        let cancelled = &cancelled;
        let packing = scope.spawn(move || {
            let _running = running;
            let mut out = BufWriter::new(Stoppable { file: file.file(), cancelled });
            workbook.save_to_writer(&mut out)?;
            Ok(out.flush()?)
        });
        loop {
            if go_on.is_ok() {
                go_on = feed.go_on();
                cancelled.store(go_on.is_err(), Ordering::Relaxed);
            }
            if ended.recv_timeout(ASK_EVERY) != Err(RecvTimeoutError::Timeout) {
                break;
            }
        }
        packing.join()
    });
    go_on?;
    match saved {
        Ok(saved) => saved.map_err(|error: XlsxError| ExportError::xlsx(path, error)),
        Err(_) => Err(disk_trouble(file, path)),
    }
}

/// A file that refuses to be written once the export is cancelled.
struct Stoppable<'a> {
    file: &'a File,
    cancelled: &'a AtomicBool,
}

impl Write for Stoppable<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        // Not `Interrupted`: that asks for another try.
        if self.cancelled.load(Ordering::Relaxed) { Err(io::Error::other("cancelled")) } else { self.file.write(bytes) }
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}
