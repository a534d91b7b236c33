use std::{
    fs::{self, File, Permissions},
    io,
    path::{Path, PathBuf},
};

use tempfile::{Builder, NamedTempFile};

use crate::ExportError;

/// A file that takes its name only when it is complete: temporary beside the target, removed on drop.
pub(crate) struct AtomicFile {
    target: PathBuf,
    file: NamedTempFile,
}

impl AtomicFile {
    pub(crate) fn create(path: &Path) -> Result<Self, ExportError> {
        Self::open(path).map_err(|source| ExportError::io(path, source))
    }

    fn open(path: &Path) -> io::Result<Self> {
        // Through a link to the file itself, so that the link stays a link.
        let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let existing = fs::metadata(&target).ok();
        if existing.as_ref().is_some_and(fs::Metadata::is_dir) {
            return Err(io::ErrorKind::IsADirectory.into());
        }
        // Renaming asks for no right on the file that goes, but somebody said that it is not to change.
        if existing.as_ref().is_some_and(|existing| existing.permissions().readonly()) {
            return Err(io::ErrorKind::PermissionDenied.into());
        }
        let name = target.file_name().ok_or(io::ErrorKind::InvalidFilename)?.to_string_lossy().into_owned();
        let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        // A name that cannot be taken at the end must not be found out after all the work.
        if name.len() > MAX_NAME {
            return Err(io::ErrorKind::InvalidFilename.into());
        }
        let mut builder = Builder::new();
        builder.prefix(".fetchgrid-").suffix(".part");
        if let Some(permissions) = permissions(existing.as_ref()) {
            builder.permissions(permissions);
        }
        Ok(AtomicFile { file: builder.tempfile_in(folder)?, target })
    }

    pub(crate) fn file(&self) -> &File {
        self.file.as_file()
    }

    /// The folder of the target, where there must be room anyway.
    pub(crate) fn folder(&self) -> &Path {
        self.file.path().parent().unwrap_or(Path::new("."))
    }

    /// Puts what was written on disk, and then in the target's place.
    pub(crate) fn commit(self) -> Result<(), ExportError> {
        let AtomicFile { target, file } = self;
        let failed = |source| ExportError::io(&target, source);
        file.as_file().sync_all().map_err(failed)?;
        let folder = file.path().parent().map(Path::to_owned);
        file.persist(&target).map_err(|error| failed(error.error))?;
        // The new name is on disk when its folder is. Where a folder cannot be opened (Windows), the system sees to it.
        if let Some(folder) = folder.and_then(|folder| File::open(folder).ok()) {
            let _ = folder.sync_all();
        }
        Ok(())
    }
}

/// Bytes in a file name on all the file systems in common use.
const MAX_NAME: usize = 255;

/// As the file that is replaced, or as any new file: temporary files are private otherwise.
#[cfg(unix)]
fn permissions(existing: Option<&fs::Metadata>) -> Option<Permissions> {
    use std::os::unix::fs::PermissionsExt;
    Some(existing.map_or_else(|| Permissions::from_mode(0o666), fs::Metadata::permissions))
}

#[cfg(not(unix))]
fn permissions(_: Option<&fs::Metadata>) -> Option<Permissions> {
    None
}
