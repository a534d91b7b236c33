//! Texts with their counts.

use fetchgrid_model::CellKind;
use hashbrown::HashTable;
use hashbrown::hash_table::Entry;

/// A text with how often it occurs. Its characters are in a [`TextStore`].
#[derive(Clone, Copy, Debug)]
pub(crate) struct Text {
    pub hash: u64,
    pub count: u64,
    pub kind: CellKind,
    length: u32,
    start: u32,
    chunk: u32,
}

/// Characters of many texts, in chunks: what grows is not moved.
#[derive(Clone, Debug, Default)]
pub(crate) struct TextStore(Vec<String>);

impl TextStore {
    const FIRST_CHUNK: usize = 4 * 1024;
    const CHUNK: usize = 256 * 1024;

    pub fn put(&mut self, hash: u64, kind: CellKind, text: &str, count: u64) -> Text {
        let has_room = |chunk: &String| chunk.capacity() - chunk.len() >= text.len();
        if !self.0.last().is_some_and(has_room) {
            // Whoever counts a few texts takes little.
            let room = Self::CHUNK.min(Self::FIRST_CHUNK << self.0.len().min(8));
            self.0.push(String::with_capacity(text.len().max(room)));
        }
        let chunk = self.0.len() - 1;
        let start = self.0[chunk].len() as u32;
        self.0[chunk].push_str(text);
        Text { hash, count, kind, length: text.len() as u32, start, chunk: chunk as u32 }
    }

    pub fn get(&self, text: &Text) -> &str {
        let start = text.start as usize;
        &self.0[text.chunk as usize][start..start + text.length as usize]
    }

    /// With what another holds, whose texts say so many chunks too few from now on.
    pub fn take(&mut self, other: TextStore) -> u32 {
        let before = self.0.len() as u32;
        self.0.extend(other.0);
        before
    }
}

impl Text {
    pub fn chunks_later(self, chunks: u32) -> Self {
        Text { chunk: self.chunk + chunks, ..self }
    }
}

/// Different texts.
#[derive(Clone, Debug, Default)]
pub(crate) struct TextTable {
    index: HashTable<u32>,
    texts: Vec<Text>,
}

impl TextTable {
    pub fn with_room(texts: usize) -> Self {
        TextTable { index: HashTable::with_capacity(texts), texts: Vec::with_capacity(texts) }
    }

    pub fn len(&self) -> usize {
        self.texts.len()
    }

    pub fn texts(&self) -> &[Text] {
        &self.texts
    }

    /// Counts a text that is there.
    pub fn count(&mut self, store: &TextStore, (hash, kind, text): (u64, CellKind, &str), count: u64) -> bool {
        let known = |at: &u32| is_same(&self.texts[*at as usize], store, (hash, kind, text));
        match self.index.find(hash, known) {
            Some(at) => {
                self.texts[*at as usize].count += count;
                true
            }
            None => false,
        }
    }

    /// Counts a text that may be there.
    pub fn add(&mut self, store: &TextStore, text: Text) {
        let TextTable { index, texts } = self;
        let known = |at: &u32| is_same(&texts[*at as usize], store, (text.hash, text.kind, store.get(&text)));
        match index.entry(text.hash, known, |at| texts[*at as usize].hash) {
            Entry::Occupied(entry) => texts[*entry.get() as usize].count += text.count,
            Entry::Vacant(entry) => {
                entry.insert(texts.len() as u32);
                texts.push(text);
            }
        }
    }
}

fn is_same(known: &Text, store: &TextStore, (hash, kind, text): (u64, CellKind, &str)) -> bool {
    known.hash == hash && known.kind == kind && store.get(known) == text
}
