//! A copy of the document under another name: whole, or not there at all.

use std::fs::File;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use crate::error::{Fault, StoreError};
use crate::lock::{DocumentLock, Locking};
use crate::schema;

/// `source` may be in use; what has been committed is copied.
pub(crate) fn save_as(source: &Path, source_alone: bool, target: &Path) -> Result<(), StoreError> {
    let failed = |fault: Fault| fault.at(target);
    let io = |error: std::io::Error| Fault::from(error).at(target);
    // A document that somebody works on is not replaced under them.
    let _lock = match DocumentLock::acquire(target)? {
        Locking::Locked(lock) => lock,
        Locking::ReadOnly => return Err(StoreError::ReadOnly { path: target.to_path_buf() }),
    };
    let folder = target.parent().map_or_else(|| PathBuf::from("."), Path::to_path_buf);
    // Made beside the target, so that moving it into place is one step; removed if anything goes wrong.
    let copy = tempfile::Builder::new().prefix(".fetchgrid-").suffix(".tmp").tempfile_in(&folder).map_err(io)?;
    let connection = schema::open_copier(source, source_alone).map_err(failed)?;
    let name = copy.path().to_str().ok_or_else(|| Fault::broken("its folder's name is not Unicode")).map_err(failed)?;
    connection.execute("VACUUM INTO ?1", [name]).map_err(|error| failed(error.into()))?;
    drop(connection);
    // The temporary file was made for our eyes only; a document is as readable as any other new file of the user.
    readable_as_usual(copy.as_file(), target).map_err(io)?;
    File::open(copy.path()).and_then(|file| file.sync_all()).map_err(io)?;
    // What a killed process left beside the old file would be replayed over the new one.
    for ending in ["-wal", "-shm", "-journal"] {
        match std::fs::remove_file(schema::beside(target, ending)) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(io(error)),
            _ => {}
        }
    }
    copy.persist(target).map_err(|error| io(error.error))?;
    // The name is on disk when the folder is. Not every system can do that; the file itself is safe by now.
    let _ = File::open(&folder).and_then(|folder| folder.sync_all());
    Ok(())
}

#[cfg(unix)]
fn readable_as_usual(copy: &File, target: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let mode = match std::fs::metadata(target) {
        Ok(before) => before.permissions().mode() & 0o777,
        Err(_) => 0o644,
    };
    copy.set_permissions(std::fs::Permissions::from_mode(mode))
}

#[cfg(not(unix))]
fn readable_as_usual(_copy: &File, _target: &Path) -> std::io::Result<()> {
    Ok(())
}
