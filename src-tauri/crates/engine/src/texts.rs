use std::collections::{HashMap, HashSet};
use std::fmt;
use std::hash::Hasher;
use std::sync::{Arc, OnceLock};

use siphasher::sip128::{Hasher128, SipHasher13};

/// The values of each stored list, by the number under which the document keeps it (`ValueSource::File::stored`).
pub type StoredLists = HashMap<i64, Texts>;

/// Many texts in one allocation: a list of a million ids costs its letters and eight bytes each. Cloning shares them.
#[derive(Clone, Default)]
pub struct Texts {
    inner: Arc<Inner>,
}

#[derive(Default)]
struct Inner {
    letters: String,
    /// Where each text ends in `letters`; it begins where the one before ends.
    ends: Vec<usize>,
    // A form is checked at every keystroke, but the texts never change: what is counted over all of them is counted once.
    repeated: OnceLock<u64>,
    blanks: OnceLock<u64>,
    hash: OnceLock<u128>,
}

impl Texts {
    pub fn len(&self) -> usize {
        self.inner.ends.len()
    }

    pub fn is_empty(&self) -> bool {
        self.inner.ends.is_empty()
    }

    /// # Panics
    /// When `index` is not below [`Texts::len`], as indexing does.
    pub fn get(&self, index: usize) -> &str {
        let start = if index == 0 { 0 } else { self.inner.ends[index - 1] };
        &self.inner.letters[start..self.inner.ends[index]]
    }

    pub fn iter(&self) -> impl ExactSizeIterator<Item = &str> + '_ {
        (0..self.len()).map(|index| self.get(index))
    }

    /// Texts that stand here more than once, counted beyond their first place.
    pub(crate) fn repeated(&self) -> u64 {
        *self.inner.repeated.get_or_init(|| {
            let mut seen = HashSet::with_capacity(self.len());
            self.iter().filter(|text| !seen.insert(*text)).count() as u64
        })
    }

    /// Texts without anything but spaces.
    pub(crate) fn blanks(&self) -> u64 {
        *self.inner.blanks.get_or_init(|| self.iter().filter(|text| is_blank(text)).count() as u64)
    }

    /// A number that stands for all texts in their order, the same in every version of the program.
    pub(crate) fn hash(&self) -> u128 {
        *self.inner.hash.get_or_init(|| {
            let mut hasher = SipHasher13::new();
            for text in self.iter() {
                write_text(&mut hasher, text);
            }
            hasher.finish128().as_u128()
        })
    }
}

pub(crate) fn is_blank(text: &str) -> bool {
    text.trim().is_empty()
}

/// The length goes first, so that ("ab", "c") and ("a", "bc") differ.
pub(crate) fn write_text(hasher: &mut SipHasher13, text: &str) {
    hasher.write(&(text.len() as u64).to_le_bytes());
    hasher.write(text.as_bytes());
}

impl<T: AsRef<str>> FromIterator<T> for Texts {
    fn from_iter<I: IntoIterator<Item = T>>(texts: I) -> Self {
        let mut packer = Packer::default();
        for text in texts {
            packer.push(text.as_ref());
        }
        packer.finish()
    }
}

impl PartialEq for Texts {
    fn eq(&self, other: &Self) -> bool {
        self.inner.ends == other.inner.ends && self.inner.letters == other.inner.letters
    }
}

impl Eq for Texts {}

impl fmt::Debug for Texts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

/// Puts [`Texts`] together one by one.
#[derive(Default)]
pub(crate) struct Packer {
    letters: String,
    ends: Vec<usize>,
}

impl Packer {
    pub(crate) fn push(&mut self, text: &str) {
        self.letters.push_str(text);
        self.ends.push(self.letters.len());
    }

    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    pub(crate) fn finish(mut self) -> Texts {
        self.letters.shrink_to_fit();
        self.ends.shrink_to_fit();
        Texts { inner: Arc::new(Inner { letters: self.letters, ends: self.ends, ..Inner::default() }) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_come_back_as_they_went_in() {
        let given = ["", "007", "Zürich", "a\nb", ""];
        let texts: Texts = given.into_iter().collect();
        assert_eq!(texts.iter().collect::<Vec<_>>(), given);
        assert_eq!((texts.len(), texts.get(2), texts.repeated()), (5, "Zürich", 1));
    }

    #[test]
    fn the_hash_sees_where_one_text_ends() {
        let hash = |texts: &[&str]| texts.iter().collect::<Texts>().hash();
        assert_ne!(hash(&["ab", "c"]), hash(&["a", "bc"]));
        assert_ne!(hash(&["a", "b"]), hash(&["b", "a"]));
        assert_eq!(hash(&["a", "b"]), hash(&["a", "b"]));
        // Written down: documents hold what was made of it, so another version must find the same.
        assert_eq!(format!("{:032x}", hash(&["a", "b"])), GOLDEN);
    }

    const GOLDEN: &str = "a8ac1b4230adf6406dfeeaf95598bde3";
}
