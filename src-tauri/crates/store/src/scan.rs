//! Reading a table from end to end, on as many threads as there are cores.

use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use crate::book::State;
use crate::cache::ColumnCache;
use crate::error::Fault;
use crate::reader::Reader;
use crate::schema;
use crate::stretch::{Stretch, StretchReader};

/// More threads than this would only wait for memory.
const MOST_THREADS: usize = 8;

/// Says whether nobody wants the result any more; asked by every thread.
pub type Cancel<'a> = &'a (dyn Fn() -> bool + Sync);

/// Connections for reading tables from end to end, which may take a second, so that pages do not wait for it. They are
/// opened when they are needed, and stay.
pub(crate) struct Scanners {
    file: PathBuf,
    alone: bool,
    cache: Arc<ColumnCache>,
    idle: Mutex<Vec<Reader>>,
}

/// Gives its connections back in the end.
pub(crate) struct Borrowed<'a> {
    pub readers: Vec<Reader>,
    scanners: &'a Scanners,
}

pub(crate) fn threads() -> usize {
    thread::available_parallelism().map_or(1, NonZeroUsize::get).min(MOST_THREADS)
}

impl Scanners {
    pub fn new(file: PathBuf, alone: bool, cache: Arc<ColumnCache>) -> Self {
        Scanners { file, alone, cache, idle: Mutex::default() }
    }

    /// One for each thread.
    pub fn borrow(&self) -> Result<Borrowed<'_>, Fault> {
        let count = threads();
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        let from = idle.len().saturating_sub(count);
        let mut readers = idle.split_off(from);
        drop(idle);
        while readers.len() < count {
            let connection = schema::open_reader(&self.file, self.alone)?;
            readers.push(Reader::new(connection, Arc::clone(&self.cache))?);
        }
        Ok(Borrowed { readers, scanners: self })
    }

    pub fn close(&mut self) {
        self.idle.get_mut().unwrap_or_else(PoisonError::into_inner).clear();
    }
}

impl Drop for Borrowed<'_> {
    fn drop(&mut self) {
        let mut idle = self.scanners.idle.lock().unwrap_or_else(PoisonError::into_inner);
        for reader in self.readers.drain(..) {
            reader.end();
            if idle.len() < threads() {
                idle.push(reader);
            }
        }
    }
}

/// What is read, for whom.
#[derive(Clone, Copy)]
pub(crate) struct Scan<'a> {
    pub state: &'a State,
    pub stretches: &'a [Stretch<'a>],
    /// All columns that `work` may ask for.
    pub columns: &'a [i64],
    pub cancel: Cancel<'a>,
}

impl Scan<'_> {
    /// Does `work` on each of the stretches, which are given by their places, side by side; what it makes comes in their
    /// order. Each thread has a `hand` of its own to collect in. The readers are in transactions.
    pub fn each<H: Send, T: Send>(
        &self,
        readers: &mut [Reader],
        places: &[usize],
        hand: impl Fn() -> H + Sync,
        work: impl Fn(&mut H, usize, &mut StretchReader<'_>) -> Result<T, Fault> + Sync,
    ) -> Result<(Vec<T>, Vec<H>), Fault> {
        let next = AtomicUsize::new(0);
        let failed = AtomicBool::new(false);
        let run = |reader: &mut Reader| -> Result<(Vec<(usize, T)>, H), Fault> {
            let (mut hand, mut made) = (hand(), Vec::new());
            // Taken one by one, so that the rows of a thread are in order.
            while let Some(place) = places.get(next.fetch_add(1, Ordering::Relaxed)) {
                if (self.cancel)() {
                    return Err(Fault::Cancelled);
                }
                if failed.load(Ordering::Relaxed) {
                    break;
                }
                let mut stretch = StretchReader::new(reader, self.state, &self.stretches[*place], self.columns);
                match work(&mut hand, *place, &mut stretch) {
                    Ok(one) => made.push((*place, one)),
                    Err(fault) => {
                        failed.store(true, Ordering::Relaxed);
                        return Err(fault);
                    }
                }
            }
            Ok((made, hand))
        };
        let count = readers.len().min(places.len().max(1));
        let (first, others) = readers[..count].split_first_mut().ok_or(Fault::Gone)?;
        let done = thread::scope(|scope| {
            let others: Vec<_> = others.iter_mut().map(|reader| scope.spawn(|| run(reader))).collect();
            let mut done = vec![run(first)];
            for other in others {
                done.push(other.join().unwrap_or_else(|_| Err(Fault::broken("a thread that read it broke"))));
            }
            done
        });
        let (mut all, mut hands) = (Vec::new(), Vec::new());
        for one in done {
            let (made, hand) = one?;
            all.extend(made);
            hands.push(hand);
        }
        all.sort_unstable_by_key(|(place, _)| *place);
        Ok((all.into_iter().map(|(_, one)| one).collect(), hands))
    }
}
