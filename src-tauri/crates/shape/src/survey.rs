use ahash::RandomState;
use jiter::{Jiter, Peek};

use crate::error::{Fault, MAX_DEPTH};
use crate::path::Path;
use crate::wrapper::List;

/// What the first pass learned of an answer that is JSON from its first to its last byte.
pub(crate) struct Surveyed {
    /// What the answer is.
    pub(crate) top: Top,
    /// The lists of its first two levels that may hold the rows.
    pub(crate) lists: Vec<List>,
    /// Some object may name a key twice: the second pass must look closer.
    pub(crate) repeats: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Top {
    List {
        /// All elements are objects, or there are none.
        of_objects: bool,
    },
    Object {
        /// Some member is an object, or there are several lists of others: rows may be there in other ways.
        holds_more: bool,
    },
    Single,
}

/// Checks the whole text and notes where records may be.
pub(crate) fn survey(text: &str) -> Result<Surveyed, Fault> {
    let mut survey = Survey {
        json: Jiter::new(text.as_bytes()),
        // The hashes only find suspects for a closer look, so fixed seeds cost a hostile answer time, never truth.
        hasher: RandomState::with_seeds(1, 2, 3, 4),
        hashes: Vec::new(),
        repeats: false,
        lists: Vec::new(),
        path: Path::default(),
        inner: 0,
    };
    let peek = survey.json.peek()?;
    let top = match peek {
        Peek::Array => Top::List { of_objects: !matches!(survey.list()?, Elements::Others) },
        Peek::Object => {
            survey.members(None)?;
            Top::Object { holds_more: survey.inner > 0 }
        }
        other => {
            survey.json.known_skip(other)?;
            Top::Single
        }
    };
    survey.json.finish()?;
    Ok(Surveyed { top, lists: survey.lists, repeats: survey.repeats })
}

struct Survey<'j> {
    json: Jiter<'j>,
    hasher: RandomState,
    /// Hashes of the keys of the objects that are open, innermost last.
    hashes: Vec<u64>,
    repeats: bool,
    /// The lists that may hold the rows.
    lists: Vec<List>,
    path: Path,
    /// Members of the answer that are objects, or lists of others than objects.
    inner: usize,
}

enum Elements {
    None,
    Objects,
    Others,
}

impl Survey<'_> {
    fn value(&mut self, peek: Peek, depth: usize) -> Result<(), Fault> {
        match peek {
            Peek::Object => self.object(depth),
            other => Ok(self.json.known_skip(other)?),
        }
    }

    /// An object that will be flattened; what is below its lists is only checked.
    fn object(&mut self, depth: usize) -> Result<(), Fault> {
        if depth >= MAX_DEPTH {
            return Err(Fault::TooDeep { index: self.json.current_index() });
        }
        let base = self.hashes.len();
        let mut key = self.json.known_object()?.map(|key| self.hasher.hash_one(key));
        while let Some(hash) = key {
            self.hashes.push(hash);
            let peek = self.json.peek()?;
            self.value(peek, depth + 1)?;
            key = self.json.next_key()?.map(|key| self.hasher.hash_one(key));
        }
        self.close(base);
        Ok(())
    }

    /// The answer's own members, and those of the objects among them: their lists may be the rows.
    fn members(&mut self, holder: Option<usize>) -> Result<(), Fault> {
        let base = self.hashes.len();
        let mut key = self.json.known_object()?.map(|key| (self.hasher.hash_one(key), self.path.enter(key)));
        while let Some((hash, mark)) = key {
            self.hashes.push(hash);
            let peek = self.json.peek()?;
            let start = self.json.current_index();
            match peek {
                Peek::Array => {
                    let elements = self.list()?;
                    if matches!(elements, Elements::Others) {
                        self.inner += 1;
                    } else {
                        let path = self.path.as_str().to_owned();
                        self.lists.push(List { path, start, empty: matches!(elements, Elements::None), holder });
                    }
                }
                Peek::Object if holder.is_none() => {
                    self.inner += 1;
                    self.members(Some(start))?;
                }
                other => self.value(other, 2)?,
            }
            self.path.leave(mark);
            key = self.json.next_key()?.map(|key| (self.hasher.hash_one(key), self.path.enter(key)));
        }
        self.close(base);
        Ok(())
    }

    fn list(&mut self) -> Result<Elements, Fault> {
        let mut elements = Elements::None;
        let mut next = self.json.known_array()?;
        while let Some(peek) = next {
            elements = match (elements, peek) {
                (Elements::None | Elements::Objects, Peek::Object) => Elements::Objects,
                _ => Elements::Others,
            };
            self.value(peek, 0)?;
            next = self.json.array_step()?;
        }
        Ok(elements)
    }

    /// Forgets the keys of an object at its end, after a look for equal ones.
    fn close(&mut self, base: usize) {
        let hashes = &mut self.hashes[base..];
        hashes.sort_unstable();
        self.repeats |= hashes.windows(2).any(|pair| pair[0] == pair[1]);
        self.hashes.truncate(base);
    }
}
