//! The tables of a document, how a connection to it is set up, and how to tell that a file is one of ours.
//!
//! Room is left for several request templates and several tables ("grids") in one document; this version makes one of
//! each, with the number 1.

use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use crate::error::{Fault, StoreError};
use crate::migration::{self, FORMAT};

/// "FgDc": tells our files from other SQLite files.
pub(crate) const APPLICATION_ID: i32 = 0x4667_4463;

pub(crate) const TEMPLATE: i64 = 1;
pub(crate) const GRID: i64 = 1;

/// How segments and their columns are laid out. What has the number before is read as well; a document with any other has its
/// segments rebuilt.
pub(crate) const SEGMENT_FORMAT: i64 = 3;

/// A segment column's key is `segment << 20 | column`, for the same reasons. Column 0 is the row map.
const COLUMN_BITS: u32 = 20;
pub(crate) const ROW_MAP: i64 = 0;

pub(crate) fn segment_column_id(segment: i64, column: i64) -> i64 {
    (segment << COLUMN_BITS) | column
}

pub(crate) fn segment_of_column(id: i64) -> i64 {
    id >> COLUMN_BITS
}

/// All keys of one segment's columns, the end excluded.
pub(crate) fn segment_column_range(segment: i64) -> (i64, i64) {
    (segment << COLUMN_BITS, (segment + 1) << COLUMN_BITS)
}

/// A reader that meets a lock waits this long. Locks last milliseconds: the writer's commits do not block readers.
pub(crate) const BUSY_WAIT: Duration = Duration::from_secs(5);

/// Makes the tables in an empty file. The file is in rollback-journal mode until the header is safely in the main file,
/// so that a copy of the main file alone can always be recognised.
pub(crate) fn initialise(path: &Path) -> Result<(), Fault> {
    let mut connection = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    connection.execute_batch("PRAGMA page_size = 8192; PRAGMA auto_vacuum = INCREMENTAL;")?;
    let transaction = connection.transaction()?;
    migration::apply(&transaction, 0)?;
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    transaction.commit()?;
    connection.close().map_err(|(_, error)| error.into())
}

/// Whether the file at `path` is a document that this version reads, from its first hundred bytes: nothing is opened,
/// locked or changed.
pub(crate) fn recognise(path: &Path) -> Result<(), StoreError> {
    let at = || path.to_path_buf();
    let mut file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::NotFound => return Err(StoreError::NotFound { path: at() }),
        Err(source) => return Err(StoreError::Io { path: at(), source }),
    };
    let length = file.metadata().map_err(|source| StoreError::Io { path: at(), source })?;
    if !length.is_file() {
        return Err(StoreError::NotOurs { path: at() });
    }
    let mut header = [0_u8; 100];
    match file.read_exact(&mut header) {
        Ok(()) => {}
        Err(error) if error.kind() == ErrorKind::UnexpectedEof => return Err(StoreError::NotOurs { path: at() }),
        Err(source) => return Err(StoreError::Io { path: at(), source }),
    }
    let word = |from: usize| u32::from_be_bytes([header[from], header[from + 1], header[from + 2], header[from + 3]]);
    if &header[..16] != b"SQLite format 3\0" || word(68) != APPLICATION_ID as u32 {
        return Err(StoreError::NotOurs { path: at() });
    }
    let found = i64::from(word(60) as i32);
    if found > FORMAT {
        return Err(StoreError::Newer { path: at(), found, supported: FORMAT });
    }
    // The page count in the header counts only while it agrees with the change counter; a write-ahead log may hold more.
    let page_size = u64::from(u16::from_be_bytes([header[16], header[17]]));
    let expected = u64::from(word(28)) * page_size;
    if word(24) == word(92) && length.len() < expected && !beside(path, "-wal").exists() {
        let detail = format!("it has {} bytes of {expected}; the rest is missing", length.len());
        return Err(StoreError::Damaged { path: at(), detail });
    }
    Ok(())
}

/// Every connection begins like this.
fn connect(path: &Path, flags: OpenFlags) -> Result<Connection, Fault> {
    // Each connection belongs to one thread at a time, which Rust sees to; SQLite need not lock as well.
    let connection = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    // Plans do not depend on the values bound: otherwise the partial indexes make SQLite prepare a statement anew for
    // every request that is looked up, which takes longer than the looking up.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    connection.busy_timeout(BUSY_WAIT)?;
    connection.set_prepared_statement_cache_capacity(64);
    Ok(connection)
}

/// A connection for checkpoints: it never writes a row.
pub(crate) fn open_checkpointer(path: &Path) -> Result<Connection, Fault> {
    let connection = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    connection.execute_batch("PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 0; PRAGMA cache_size = -256;")?;
    Ok(connection)
}

/// The one connection that writes.
pub(crate) fn open_writer(path: &Path) -> Result<Connection, Fault> {
    let mut connection = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    // FULL costs about 5 ms a commit and is what makes "a row that was counted is on disk" true through a power cut.
    // Checkpoints are made by a thread of their own and by the writer when the log grows too long. 16 MB of cache hold
    // a batch's dirty pages.
    connection.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 0;
         PRAGMA foreign_keys = OFF; PRAGMA cache_size = -16384; PRAGMA secure_delete = OFF;",
    )?;
    migration::bring_up_to_date(&mut connection)?;
    Ok(connection)
}

/// A copy of a document that nobody else knows of.
pub(crate) fn open_copy(path: &Path) -> Result<Connection, Fault> {
    connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE)
}

/// A connection that can only read. `alone`: the file lies on a medium that nobody can write to.
pub(crate) fn open_reader(path: &Path, alone: bool) -> Result<Connection, Fault> {
    let connection = if alone { open_on_read_only_medium(path)? } else { open_read_only(path)? };
    connection.execute_batch("PRAGMA query_only = ON; PRAGMA cache_size = -8192;")?;
    Ok(connection)
}

/// A connection to copy the document from. It cannot be query-only, because it writes the copy.
pub(crate) fn open_copier(path: &Path, alone: bool) -> Result<Connection, Fault> {
    if alone { open_on_read_only_medium(path) } else { open_read_only(path) }
}

fn open_read_only(path: &Path) -> Result<Connection, Fault> {
    connect(path, OpenFlags::SQLITE_OPEN_READ_ONLY)
}

fn open_on_read_only_medium(path: &Path) -> Result<Connection, Fault> {
    let readable = |connection: &Connection| {
        connection.query_row("SELECT COUNT(*) FROM sqlite_schema", (), |row| row.get::<_, i64>(0)).map(|_| ())
    };
    let connection = open_read_only(path)?;
    match readable(&connection) {
        Ok(()) => Ok(connection),
        // A file that was not closed cleanly is still in write-ahead mode, which needs a file beside it. With nothing in
        // the log, the main file is whole and can be read as it lies.
        Err(_) if std::fs::metadata(beside(path, "-wal")).map_or(0, |log| log.len()) == 0 => {
            let mut address = String::from("file:");
            for byte in path.to_string_lossy().bytes() {
                match byte {
                    b'%' | b'?' | b'#' => address.push_str(&format!("%{byte:02x}")),
                    _ => address.push(byte as char),
                }
            }
            address.push_str("?immutable=1");
            let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
            let connection = connect(Path::new(&address), flags)?;
            readable(&connection)?;
            Ok(connection)
        }
        Err(error) => Err(error.into()),
    }
}

/// The file that lies beside the document under the same name with an ending.
pub(crate) fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_os_string();
    name.push(ending);
    PathBuf::from(name)
}
