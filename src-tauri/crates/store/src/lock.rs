//! One process at a time. A lock of the operating system on a small file beside the document: it dies with the process,
//! however the process dies, and unlike a lock on the document itself it cannot disturb SQLite's own.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use crate::error::StoreError;
use crate::schema::beside;

#[derive(Debug)]
pub(crate) struct DocumentLock {
    path: PathBuf,
    /// Held for its lock.
    _file: File,
}

pub(crate) enum Locking {
    Locked(DocumentLock),
    /// The folder cannot be written to, so nobody can change the document.
    ReadOnly,
}

impl DocumentLock {
    pub fn acquire(document: &Path) -> Result<Locking, StoreError> {
        // However the file is called, there is one lock for it.
        let path = beside(&fs::canonicalize(document).unwrap_or_else(|_| document.to_path_buf()), "-lock");
        // The holder deletes the file when it is done. Whoever opened the old file in that moment has locked a file that
        // is no longer there, and tries again.
        loop {
            let file = match OpenOptions::new().create(true).truncate(false).write(true).open(&path) {
                Ok(file) => file,
                Err(error) if matches!(error.kind(), ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem) => {
                    return Ok(Locking::ReadOnly);
                }
                Err(source) => return Err(StoreError::Io { path: document.to_path_buf(), source }),
            };
            match file.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => return Err(StoreError::Busy { path: document.to_path_buf() }),
                Err(TryLockError::Error(source)) => return Err(StoreError::Io { path, source }),
            }
            match is_still_there(&file, &path) {
                Ok(true) => return Ok(Locking::Locked(DocumentLock { path, _file: file })),
                Ok(false) => {}
                Err(source) => return Err(StoreError::Io { path, source }),
            }
        }
    }
}

#[cfg(unix)]
fn is_still_there(file: &File, path: &Path) -> io::Result<bool> {
    use std::os::unix::fs::MetadataExt;
    match fs::metadata(path) {
        Ok(there) => {
            let ours = file.metadata()?;
            Ok(there.dev() == ours.dev() && there.ino() == ours.ino())
        }
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

/// Elsewhere an open file cannot be replaced under its name.
#[cfg(not(unix))]
fn is_still_there(_file: &File, path: &Path) -> io::Result<bool> {
    path.try_exists()
}

impl Drop for DocumentLock {
    fn drop(&mut self) {
        // First the name, then the lock: see `acquire`. A file that stays behind does no harm.
        let _ = fs::remove_file(&self.path);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_holder_at_a_time_and_nothing_left_behind() {
        let folder = tempfile::tempdir().expect("a folder");
        let document = folder.path().join("a.fetchgrid");
        let Ok(Locking::Locked(held)) = DocumentLock::acquire(&document) else { panic!("the first gets it") };
        assert!(matches!(DocumentLock::acquire(&document), Err(StoreError::Busy { path }) if path == document));
        drop(held);
        assert_eq!(fs::read_dir(folder.path()).expect("listing").count(), 0);
        assert!(matches!(DocumentLock::acquire(&document), Ok(Locking::Locked(_))));
    }
}
