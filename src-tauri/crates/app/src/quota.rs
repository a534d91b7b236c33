use std::collections::{BTreeMap, HashMap};
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use fetchgrid_pace::QuotaBook;
use serde::{Deserialize, Serialize};

/// Counts the requests of a day where hosts have a quota: one small JSON file in the data folder, for all windows and
/// command lines together.
///
/// Requests are taken from the file in portions, and what was not used is given back at the end. A program that is killed
/// keeps its portion: the day has a hundredth less then, and never one too many.
///
/// A book that cannot be read or written is kept in memory. It must not keep a run from going on.
pub struct FileBook {
    file: PathBuf,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    portions: HashMap<String, Portion>,
    /// What was last read or written.
    ledger: Ledger,
    has_warned: bool,
}

/// Requests of a day that stand in the file as used, and may still be sent by this process.
struct Portion {
    day: i64,
    left: u64,
    /// What the file said when they were taken, they among them.
    used: u64,
}

#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
struct Ledger {
    version: u32,
    /// Days since 1970, UTC; and what each host had of it.
    days: BTreeMap<i64, BTreeMap<String, u64>>,
}

impl Default for Ledger {
    fn default() -> Self {
        Ledger { version: Ledger::VERSION, days: BTreeMap::new() }
    }
}

impl FileBook {
    pub fn new(data_folder: &Path) -> FileBook {
        FileBook { file: data_folder.join("quota.json"), state: Mutex::default() }
    }

    /// Changes the ledger while no other process does.
    fn change<T>(&self, state: &mut State, change: impl Fn(&mut Ledger) -> T) -> T {
        match self.change_file(&mut state.ledger, &change) {
            Ok(done) => done,
            Err(error) => {
                if !std::mem::replace(&mut state.has_warned, true) {
                    let path = self.file.display();
                    tracing::warn!(%path, %error, "the book of daily quotas cannot be written; it is kept in memory");
                }
                change(&mut state.ledger)
            }
        }
    }

    fn change_file<T>(&self, last: &mut Ledger, change: impl Fn(&mut Ledger) -> T) -> io::Result<T> {
        let folder = self.file.parent().expect("the file was joined to a folder");
        fs::create_dir_all(folder)?;
        // The book itself is replaced with each change, so the lock is on a file beside it. It ends when that is closed,
        // also when the process is killed.
        let lock = File::options().create(true).truncate(false).write(true).open(self.file.with_extension("lock"))?;
        lock.lock()?;
        let before = self.read()?;
        let mut ledger = before.clone();
        let done = change(&mut ledger);
        if ledger != before {
            let text = serde_json::to_vec_pretty(&ledger).expect("numbers and texts are always JSON");
            // Whole or not at all: a book that is cut off would be an empty one.
            let mut file = tempfile::NamedTempFile::new_in(folder)?;
            file.write_all(&text)?;
            file.persist(&self.file).map_err(|error| error.error)?;
        }
        *last = ledger;
        Ok(done)
    }

    /// A book that nobody wrote yet, or that is not one, begins anew.
    fn read(&self) -> io::Result<Ledger> {
        let text = match fs::read(&self.file) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Ledger::default()),
            Err(error) => return Err(error),
        };
        let ledger = serde_json::from_slice(&text).map_err(|error| error.to_string()).and_then(|ledger: Ledger| {
            let is_known = ledger.version == Ledger::VERSION;
            if is_known { Ok(ledger) } else { Err(format!("version {} is not known", ledger.version)) }
        });
        Ok(ledger.unwrap_or_else(|error| {
            let path = self.file.display();
            tracing::warn!(%path, %error, "the book of daily quotas cannot be read; it begins anew");
            Ledger::default()
        }))
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl QuotaBook for FileBook {
    fn take(&self, host: &str, day: i64, most: u64) -> bool {
        let mut state = self.state();
        // A portion of a day that is over is gone with it.
        if let Some(portion) = state.portions.get_mut(host).filter(|portion| portion.day == day && portion.left > 0) {
            // Another run may allow fewer than the one that took the portion.
            let is_allowed = portion.used - portion.left < most;
            portion.left -= u64::from(is_allowed);
            return is_allowed;
        }
        let (taken, used) = self.change(&mut state, |ledger| ledger.take(host, day, most));
        if taken == 0 {
            return false;
        }
        state.portions.insert(host.to_owned(), Portion { day, left: taken - 1, used });
        true
    }

    fn used(&self, host: &str, day: i64) -> u64 {
        let state = self.state();
        let left = state.portions.get(host).filter(|portion| portion.day == day).map_or(0, |portion| portion.left);
        let used = match self.read() {
            Ok(ledger) if !state.has_warned => ledger.used(host, day),
            _ => state.ledger.used(host, day),
        };
        used.saturating_sub(left)
    }

    /// Dropping the book does it too.
    fn give_back(&self) {
        let mut state = self.state();
        let portions = std::mem::take(&mut state.portions);
        let unused: Vec<_> = portions.into_iter().filter(|(_, portion)| portion.left > 0).collect();
        if unused.is_empty() {
            return;
        }
        self.change(&mut state, |ledger| {
            for (host, Portion { day, left, .. }) in &unused {
                if let Some(used) = ledger.days.get_mut(day).and_then(|hosts| hosts.get_mut(host)) {
                    *used = used.saturating_sub(*left);
                }
            }
        });
    }
}

impl Drop for FileBook {
    fn drop(&mut self) {
        self.give_back();
    }
}

impl Ledger {
    const VERSION: u32 = 1;

    /// A hundredth of the day is written down at once: few writes, and little that others lack meanwhile.
    const PORTIONS: u64 = 100;

    fn used(&self, host: &str, day: i64) -> u64 {
        self.days.get(&day).and_then(|hosts| hosts.get(host)).copied().unwrap_or_default()
    }

    /// How many more may be sent of the day's `most`, and how many are used with them.
    fn take(&mut self, host: &str, day: i64, most: u64) -> (u64, u64) {
        self.days.retain(|other, _| *other >= day);
        let before = self.used(host, day);
        let taken = (most / Ledger::PORTIONS).max(1).min(most.saturating_sub(before));
        if taken > 0 {
            self.days.entry(day).or_default().insert(host.to_owned(), before + taken);
        }
        (taken, before + taken)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOST: &str = "api.example";
    const DAY: i64 = 20_000;

    fn book(folder: &tempfile::TempDir) -> FileBook {
        FileBook::new(folder.path())
    }

    fn take_all(book: &FileBook, most: u64) -> u64 {
        (0..).take_while(|_| book.take(HOST, DAY, most)).count() as u64
    }

    fn stands(folder: &tempfile::TempDir) -> BTreeMap<i64, BTreeMap<String, u64>> {
        let text = fs::read(folder.path().join("quota.json")).unwrap();
        serde_json::from_slice::<Ledger>(&text).unwrap().days
    }

    #[test]
    fn gives_exactly_what_there_is() {
        for most in [0, 1, 2, 99, 100, 101, 250, 1000] {
            let folder = tempfile::tempdir().unwrap();
            let book = book(&folder);
            assert_eq!(take_all(&book, most), most);
            assert_eq!(book.used(HOST, DAY), most);
            assert!(!book.take(HOST, DAY, most));
            assert!(book.take("other.example", DAY, 1), "each host has its own");
            assert!(most == 0 || book.take(HOST, DAY + 1, most), "and each day");
        }
    }

    #[test]
    fn is_written_in_portions_and_gives_back() {
        let folder = tempfile::tempdir().unwrap();
        let check = |in_file: u64, used: u64, book: &FileBook| {
            assert_eq!(stands(&folder)[&DAY][HOST], in_file);
            assert_eq!(book.used(HOST, DAY), used);
        };
        let first = book(&folder);
        assert!(first.take(HOST, DAY, 1000));
        check(10, 1, &first);
        for _ in 0..9 {
            assert!(first.take(HOST, DAY, 1000));
        }
        check(10, 10, &first);
        assert!(first.take(HOST, DAY, 1000));
        check(20, 11, &first);
        first.give_back();
        check(11, 11, &first);
        assert!(first.take(HOST, DAY, 1000));
        check(21, 12, &first);
        drop(first);
        check(12, 12, &book(&folder));
        // It is still known by the next, who has what is left.
        assert_eq!(take_all(&book(&folder), 1000), 988);
    }

    #[test]
    fn is_shared() {
        let folder = tempfile::tempdir().unwrap();
        // Each opens the files for itself, as another process would.
        let takers: Vec<_> = (0..8)
            .map(|_| {
                let book = book(&folder);
                std::thread::spawn(move || take_all(&book, 777))
            })
            .collect();
        let taken: u64 = takers.into_iter().map(|taker| taker.join().unwrap()).sum();
        // Whoever came to the end while others had a portion left went without it.
        assert!((777 - 7 * 7..=777).contains(&taken), "{taken}");
        assert_eq!(book(&folder).used(HOST, DAY), taken);
        assert_eq!(taken + take_all(&book(&folder), 777), 777);
    }

    #[test]
    fn a_smaller_quota_holds_at_once() {
        let folder = tempfile::tempdir().unwrap();
        let book = book(&folder);
        assert!(book.take(HOST, DAY, 10_000));
        assert!(book.take(HOST, DAY, 2));
        assert!(!book.take(HOST, DAY, 2));
        assert!(book.take(HOST, DAY, 3));
        assert_eq!(book.used(HOST, DAY), 3);
    }

    #[test]
    fn days_that_are_over_are_dropped() {
        let folder = tempfile::tempdir().unwrap();
        let book = book(&folder);
        for day in DAY..DAY + 5 {
            assert!(book.take(HOST, day, 1000));
            assert!(book.take("other.example", day, 1000));
        }
        assert_eq!(stands(&folder).into_keys().collect::<Vec<_>>(), [DAY + 4]);
        drop(book);
        assert_eq!(stands(&folder)[&(DAY + 4)][HOST], 1, "yesterday's portion is not given back today");
    }

    #[test]
    fn a_book_that_is_none_begins_anew() {
        for text in ["", "{ not json", "[]", r#"{"version":2,"days":{}}"#, "{\"version\":1}", "\u{0}\u{0}\u{0}"] {
            let folder = tempfile::tempdir().unwrap();
            fs::write(folder.path().join("quota.json"), text).unwrap();
            let book = book(&folder);
            assert_eq!(book.used(HOST, DAY), 0, "{text}");
            assert_eq!(take_all(&book, 300), 300, "{text}");
            assert_eq!(stands(&folder)[&DAY][HOST], 300, "{text}");
        }
    }

    /// No folder can be made where a file is.
    #[test]
    fn a_book_that_cannot_be_written_is_kept_in_memory() {
        let folder = tempfile::tempdir().unwrap();
        let blocked = folder.path().join("file");
        fs::write(&blocked, "").unwrap();
        let book = FileBook::new(&blocked);
        assert_eq!(take_all(&book, 300), 300);
        assert_eq!(book.used(HOST, DAY), 300);
        assert!(!book.take(HOST, DAY, 300));
    }

    #[test]
    fn the_file_is_as_it_is_documented() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(take_all(&book(&folder), 3), 3);
        let text = fs::read_to_string(folder.path().join("quota.json")).unwrap();
        let expected = r#"{"version":1,"days":{"20000":{"api.example":3}}}"#;
        assert_eq!(text.split_whitespace().collect::<String>(), expected);
    }
}
