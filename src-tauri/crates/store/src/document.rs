mod compare;
mod find;
mod looks;
mod named_views;
mod rows;
mod selection;
mod shaping;

pub use selection::SelectedRows;

use std::fs::{self, File};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf, absolute};
use std::sync::mpsc::{Sender, SyncSender, channel, sync_channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, TryLockError};
use std::thread::{self, JoinHandle};

use arc_swap::ArcSwap;
use fetchgrid_model::{
    Counts, Extraction, FailedPage, FailureFilter, FailureGroup, PauseReason, Response, RowDetail, TableState,
};
use tempfile::TempPath;

use crate::book::{Book, State};
use crate::cache::ColumnCache;
use crate::command::Command;
use crate::comparison::Comparisons;
use crate::error::{Fault, StoreError};
use crate::failed_pages::FailedPages;
use crate::failures::{self, FailedWhich};
use crate::group_table::GroupTables;
use crate::hits::Finds;
use crate::lock::{DocumentLock, Locking};
use crate::place::Place;
use crate::reader::Reader;
use crate::recorder::{Recorder, RunStart};
use crate::remaining::{Failed, Missing, Untouched};
use crate::requests::{self, RequestMeta, RunInfo};
use crate::scan::Scanners;
use crate::schema::{self, TEMPLATE};
use crate::view::Views;
use crate::writer::Writer;
use crate::{migration, save_as, values};

/// One open `.fetchgrid` file. Clones share it; when the last one goes (recorders and cursors count), it is closed and
/// tidied up to a single file.
#[derive(Clone)]
pub struct Document(Arc<Inner>);

struct Inner {
    path: PathBuf,
    state: Arc<ArcSwap<State>>,
    cache: Arc<ColumnCache>,
    views: Views,
    groups: GroupTables,
    finds: Finds,
    comparisons: Comparisons,
    failed_pages: FailedPages,
    /// Where the tables are: the file itself behind links, or the copy of it that is read.
    file: PathBuf,
    /// Of a document that cannot be brought to this format where it lies; deleted in the end.
    _copy: Option<TempPath>,
    /// For what takes milliseconds: pages, details, what is left to do. Two, because the window asks for two at a time.
    readers: [Mutex<Option<Reader>>; 2],
    scanners: Scanners,
    /// None when the document is read-only.
    writing: Option<Writing>,
}

struct Writing {
    commands: Sender<Command>,
    thread: Option<JoinHandle<()>>,
    _lock: DocumentLock,
}

impl Document {
    /// Makes a new document; refuses to touch a file that is there.
    pub fn create(path: &Path) -> Result<Self, StoreError> {
        let path = absolute_path(path)?;
        let Locking::Locked(lock) = DocumentLock::acquire(&path)? else {
            return Err(StoreError::ReadOnly { path });
        };
        make(&path)?;
        Self::start(&path, Some(lock)).inspect_err(|_| {
            // Half a document is of no use to anybody.
            let _ = fs::remove_file(&path);
        })
    }

    /// Opens a document, for reading only when the file or its folder cannot be written to.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        let path = absolute_path(path)?;
        schema::recognise(&path)?;
        let read_only = fs::metadata(&path).is_ok_and(|file| file.permissions().readonly());
        if read_only {
            return Self::start(&path, None);
        }
        match DocumentLock::acquire(&path)? {
            Locking::Locked(lock) => Self::start(&path, Some(lock)),
            Locking::ReadOnly => Self::start(&path, None),
        }
    }

    /// Opens a document to look at it, whoever else has it open. It is never changed.
    pub fn open_to_read(path: &Path) -> Result<Self, StoreError> {
        let path = absolute_path(path)?;
        schema::recognise(&path)?;
        Self::start(&path, None)
    }

    fn start(path: &Path, lock: Option<DocumentLock>) -> Result<Self, StoreError> {
        Self::try_start(path, lock).map_err(|fault| fault.at(path))
    }

    fn try_start(path: &Path, lock: Option<DocumentLock>) -> Result<Self, Fault> {
        // SQLite keeps its log beside the file itself, not beside a link to it.
        let mut file = fs::canonicalize(path)?;
        let state = Arc::new(ArcSwap::<State>::default());
        let cache = Arc::new(ColumnCache::default());
        let alone = lock.is_none();
        let copy = if alone { migration::readable_copy(&file)? } else { None };
        if let Some(copy) = &copy {
            file = copy.to_path_buf();
        }
        let writing = match lock {
            None => None,
            Some(lock) => {
                let connection = schema::open_writer(&file)?;
                // Bounded by the recorders' semaphore, which every outcome passes; the other commands come one by one
                // from callers that wait for the answer.
                let (commands, received) = channel();
                let writer = Writer::new(file.clone(), connection, received, Arc::clone(&state))?;
                let thread = thread::Builder::new().name("store-writer".into()).spawn(move || writer.work())?;
                Some(Writing { commands, thread: Some(thread), _lock: lock })
            }
        };
        let reader = || Reader::new(schema::open_reader(&file, alone)?, Arc::clone(&cache));
        let document = Inner {
            readers: [Mutex::new(Some(reader()?)), Mutex::new(Some(reader()?))],
            scanners: Scanners::new(file.clone(), alone, Arc::clone(&cache)),
            path: path.to_path_buf(),
            cache: Arc::clone(&cache),
            views: Views::default(),
            groups: GroupTables::default(),
            finds: Finds::default(),
            comparisons: Comparisons::default(),
            failed_pages: FailedPages::default(),
            file,
            _copy: copy,
            state,
            writing,
        };
        let document = Document(Arc::new(document));
        if alone {
            let book = document.with_reader(|reader| reader.read(|reader| Book::load(&reader.connection)))?;
            document.0.state.store(Arc::new(book.state()));
        }
        Ok(document)
    }

    /// Removes a document and what a killed process left beside it, unless it is open somewhere.
    pub fn remove(path: &Path) -> Result<(), StoreError> {
        let path = absolute_path(path)?;
        let _lock = DocumentLock::acquire(&path)?;
        for ending in ["", "-wal", "-shm", "-journal"] {
            match fs::remove_file(schema::beside(&path, ending)) {
                Err(source) if source.kind() != ErrorKind::NotFound => return Err(StoreError::Io { path, source }),
                _ => {}
            }
        }
        Ok(())
    }

    pub fn path(&self) -> PathBuf {
        self.0.path.clone()
    }

    pub fn is_read_only(&self) -> bool {
        self.0.writing.is_none()
    }

    pub fn extraction(&self) -> Result<Extraction, StoreError> {
        self.read(|reader| {
            let sql = "SELECT config FROM template WHERE id = ?1";
            let config: String = reader.connection.query_row(sql, [TEMPLATE], |row| row.get(0))?;
            if config.is_empty() { Ok(Extraction::default()) } else { Ok(serde_json::from_str(&config)?) }
        })
    }

    /// Writes the extraction without the values of its secrets.
    pub fn save_extraction(&self, extraction: &Extraction) -> Result<(), StoreError> {
        let public = Extraction { request: extraction.request.without_secrets(), ..extraction.clone() };
        let config = serde_json::to_string(&public).map_err(|error| Fault::from(error).at(&self.0.path))?;
        self.call(|reply| Command::SaveExtraction { config, reply })
    }

    /// Keeps a list of values; the number returned is that of `ValueSource::File`. A list that the saved extraction does
    /// not speak of is dropped when the document is next opened.
    pub fn store_values(&self, values: Vec<String>) -> Result<i64, StoreError> {
        self.call(|reply| Command::StoreValues { values, reply })
    }

    pub fn values(&self, id: i64) -> Result<Vec<String>, StoreError> {
        let values = self.read(|reader| values::load(&reader.connection, id))?;
        values.ok_or_else(|| StoreError::NoSuchList { path: self.path(), id })
    }

    /// Begins a run. `StartOver` drops what was fetched, in the same transaction.
    pub fn begin_run(&self, start: RunStart) -> Result<Recorder, StoreError> {
        if start.planned > Place::MOST_POSITIONS {
            return Err(StoreError::TooManyRequests { planned: start.planned, limit: Place::MOST_POSITIONS });
        }
        let run = self.call(|reply| Command::Begin { start: Box::new(start), reply })?;
        Ok(Recorder::new(self.clone(), run))
    }

    pub fn counts(&self) -> Counts {
        self.0.state.load().counts
    }

    /// Of the plan that the outcomes on disk belong to.
    pub fn fingerprint(&self) -> Option<String> {
        self.0.state.load().fingerprint.clone()
    }

    /// Whether the process ended under the last run.
    pub fn was_interrupted(&self) -> bool {
        self.0.state.load().interrupted
    }

    /// Why the last run paused by itself, if it did; none once another has begun.
    pub fn pause(&self) -> Option<PauseReason> {
        self.0.state.load().pause.clone()
    }

    pub fn placeholders(&self) -> Vec<String> {
        self.0.state.load().placeholders.clone()
    }

    /// The table as of the last commit.
    pub fn table(&self) -> Arc<TableState> {
        Arc::clone(&self.0.state.load().table)
    }

    /// Places in a plan of `planned` requests that have no outcome, in plan order.
    pub fn missing(&self, planned: u64) -> Box<dyn Iterator<Item = Result<u64, StoreError>> + Send> {
        let planned = planned.min(Place::MOST_POSITIONS);
        Box::new(Missing::new(self.clone(), self.0.state.load_full(), planned))
    }

    /// Places in the plan whose request failed, in plan order.
    pub fn failed(&self, which: FailedWhich) -> Box<dyn Iterator<Item = Result<u64, StoreError>> + Send> {
        Box::new(Failed::new(self.clone(), which))
    }

    /// Requests that failed.
    pub fn count_failed(&self, which: &FailedWhich) -> Result<u64, StoreError> {
        self.read(|reader| failures::count_requests(&reader.connection, which))
    }

    /// Of chosen places, in the order given, those whose outcome is not of that run, or that have none.
    pub fn untouched(&self, run: i64, positions: Vec<u64>) -> Box<dyn Iterator<Item = Result<u64, StoreError>> + Send> {
        Box::new(Untouched::new(self.clone(), run, positions))
    }

    /// The requests at places `from .. to` in the plan that have an outcome, the end excluded.
    pub fn request_meta(&self, from: u64, to: u64) -> Result<Vec<RequestMeta>, StoreError> {
        self.read(|reader| requests::meta_between(&reader.connection, from, to))
    }

    pub fn last_run(&self) -> Result<Option<RunInfo>, StoreError> {
        self.read(|reader| requests::last_run(&reader.connection))
    }

    /// A request and its raw answer; none when it has no outcome.
    pub fn detail(&self, position: u64, page: u32) -> Result<Option<RowDetail>, StoreError> {
        let (state, place) = (self.0.state.load_full(), Place::new(position, page));
        self.read(|reader| requests::detail(&reader.connection, &mut reader.decoder, place, &state.placeholders))
    }

    /// The good pages of a request as they came, in order.
    pub fn good_pages(&self, position: u64) -> Result<Vec<(u32, Response)>, StoreError> {
        self.read(|reader| requests::good_pages(&reader.connection, &mut reader.decoder, position))
    }

    /// By category, status and host, the most frequent first.
    pub fn failure_groups(&self) -> Result<Vec<FailureGroup>, StoreError> {
        self.read(|reader| failures::groups(&reader.connection))
    }

    /// Failed requests `offset ..` in plan order, at most `limit`.
    pub fn failed_page(&self, filter: &FailureFilter, offset: u64, limit: u32) -> Result<FailedPage, StoreError> {
        self.read(|reader| self.0.failed_pages.page(reader, filter, offset, limit))
    }

    /// Writes a copy under another name: whole or not at all. This document stays open under the old one.
    pub fn save_as(&self, path: &Path) -> Result<(), StoreError> {
        let path = absolute_path(path)?;
        if !self.is_read_only() {
            self.call(|reply| Command::Flush { reply })?;
        }
        if fs::canonicalize(&path).is_ok_and(|target| fs::canonicalize(&self.0.path).is_ok_and(|own| own == target)) {
            return Ok(());
        }
        save_as::save_as(&self.0.file, self.is_read_only(), &path)
    }

    /// Waits until what was recorded is on disk and all rows are in segments. It happens by itself when there is nothing
    /// else to do; benchmarks and tests want to know when.
    pub fn settle(&self) -> Result<(), StoreError> {
        self.call(|reply| Command::Settle { reply })
    }

    pub(crate) fn send(&self, command: Command) -> Result<(), StoreError> {
        let writing = self.0.writing.as_ref().ok_or_else(|| StoreError::ReadOnly { path: self.path() })?;
        writing.commands.send(command).map_err(|_| StoreError::Closed { path: self.path() })
    }

    pub(crate) fn call<T>(
        &self,
        command: impl FnOnce(SyncSender<Result<T, StoreError>>) -> Command,
    ) -> Result<T, StoreError> {
        let (reply, answer) = sync_channel(1);
        self.send(command(reply))?;
        answer.recv().map_err(|_| StoreError::Closed { path: self.path() })?
    }

    /// Has a segment rebuilt; false when nothing can be done about it.
    fn distrust(&self, segment: i64) -> bool {
        self.call(|reply| Command::Distrust { segment, reply }).is_ok()
    }

    /// One read transaction on whichever reader is free.
    pub(crate) fn read<T>(&self, work: impl FnOnce(&mut Reader) -> Result<T, Fault>) -> Result<T, StoreError> {
        self.with_reader(|reader| reader.read(work)).map_err(|fault| fault.at(&self.0.path))
    }

    /// As many readers as are free, and one at least, each in a transaction.
    fn with_free_readers<T>(&self, work: impl FnOnce(&mut [&mut Reader]) -> Result<T, Fault>) -> Result<T, Fault> {
        let [first, second] = &self.0.readers;
        let mut guards: Vec<MutexGuard<'_, Option<Reader>>> =
            [first, second].into_iter().filter_map(|reader| reader.try_lock().ok()).collect();
        if guards.is_empty() {
            guards.push(first.lock().unwrap_or_else(PoisonError::into_inner));
        }
        let mut readers: Vec<&mut Reader> = guards.iter_mut().filter_map(|guard| guard.as_mut()).collect();
        if readers.is_empty() {
            return Err(Fault::Gone);
        }
        for reader in &readers {
            reader.begin()?;
        }
        let done = work(&mut readers);
        readers.iter().for_each(|reader| reader.end());
        done
    }

    fn with_reader<T>(&self, work: impl FnOnce(&mut Reader) -> Result<T, Fault>) -> Result<T, Fault> {
        let [first, second] = &self.0.readers;
        let free =
            |reader: &'_ Mutex<Option<Reader>>| -> bool { !matches!(reader.try_lock(), Err(TryLockError::WouldBlock)) };
        let mut guard: MutexGuard<'_, Option<Reader>> =
            if free(first) { first } else { second }.lock().unwrap_or_else(PoisonError::into_inner);
        work(guard.as_mut().ok_or(Fault::Gone)?)
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        // Readers first: the writer leaves write-ahead mode only when it is alone.
        for reader in &mut self.readers {
            *reader.get_mut().unwrap_or_else(PoisonError::into_inner) = None;
        }
        self.scanners.close();
        if let Some(writing) = &mut self.writing {
            let _ = writing.commands.send(Command::Close);
            if let Some(thread) = writing.thread.take()
                && thread.join().is_err()
            {
                tracing::error!(path = %self.path.display(), "the writer of the document broke");
            }
        }
    }
}

/// Puts a whole empty document where there was no file. Until it is whole it has another name, so that a process that is
/// killed meanwhile leaves none of this name.
fn make(path: &Path) -> Result<(), StoreError> {
    let at_path = |error: io::Error| match error.kind() {
        ErrorKind::AlreadyExists => StoreError::Exists { path: path.to_path_buf() },
        _ => Fault::from(error).at(path),
    };
    if path.try_exists().map_err(at_path)? {
        return Err(StoreError::Exists { path: path.to_path_buf() });
    }
    let unfinished = schema::beside(path, "-new");
    let made = || {
        File::create(&unfinished).map_err(at_path)?;
        schema::initialise(&unfinished).map_err(|fault| fault.at(path))?;
        // A link never replaces what is there; where there are no links, the look above has to do.
        match fs::hard_link(&unfinished, path) {
            Err(error) if error.kind() != ErrorKind::AlreadyExists => fs::rename(&unfinished, path).map_err(at_path),
            linked => linked.map_err(at_path),
        }
    };
    let result = made();
    let _ = fs::remove_file(&unfinished);
    result
}

fn absolute_path(path: &Path) -> Result<PathBuf, StoreError> {
    absolute(path).map_err(|source| StoreError::Io { path: path.to_path_buf(), source })
}
