use ahash::RandomState;
use jiter::{Jiter, Peek};

use crate::{
    Records,
    error::{Fault, MAX_DEPTH},
    path::Path,
    wrapper::{List, choose},
};

/// What the first pass learned of an answer that is JSON from its first to its last byte.
pub(crate) struct Surveyed {
    pub(crate) records: Records,
    /// Byte index of the list whose elements are the rows, or of the whole answer.
    pub(crate) start: usize,
    /// Some object may name a key twice: the second pass must look closer.
    pub(crate) repeats: bool,
}

/// Checks the whole text and finds the records.
pub(crate) fn survey(text: &str) -> Result<Surveyed, Fault> {
    let mut survey = Survey {
        json: Jiter::new(text.as_bytes()),
        // The hashes only find suspects for a closer look, so fixed seeds cost a hostile answer time, never truth.
        hasher: RandomState::with_seeds(1, 2, 3, 4),
        hashes: Vec::new(),
        repeats: false,
        lists: Vec::new(),
        path: Path::default(),
    };
    let peek = survey.json.peek()?;
    let start = survey.json.current_index();
    match peek {
        Peek::Array => {
            survey.list()?;
        }
        Peek::Object => survey.members(None)?,
        other => survey.json.known_skip(other)?,
    }
    survey.json.finish()?;
    let (records, start) = match peek {
        Peek::Array => (Records::TopLevelList, start),
        _ => match choose(text, start, survey.lists)? {
            Some(list) => (Records::List(list.path), list.start),
            None => (Records::Whole, start),
        },
    };
    Ok(Surveyed { records, start, repeats: survey.repeats })
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
                    if !matches!(elements, Elements::Others) {
                        let path = self.path.as_str().to_owned();
                        self.lists.push(List { path, start, empty: matches!(elements, Elements::None), holder });
                    }
                }
                Peek::Object if holder.is_none() => self.members(Some(start))?,
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
