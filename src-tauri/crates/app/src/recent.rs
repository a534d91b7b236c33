use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use fetchgrid_model::RecentDocument;
use fetchgrid_store::{Document, StoreError};

use crate::document::OpenDocument;

/// More than this scrolls off the welcome page.
const MAX_RECENT: usize = 20;

/// The list of documents that were open lately, drafts among them: one small JSON file in the data folder.
///
/// A lost or broken list is an empty list: it is a convenience, and must never keep the program from starting.
pub struct Recent {
    file: PathBuf,
    drafts: PathBuf,
}

impl Recent {
    pub fn new(data_folder: &Path) -> Self {
        Recent { file: data_folder.join("recent.json"), drafts: data_folder.join("drafts") }
    }

    pub fn drafts_folder(&self) -> &Path {
        &self.drafts
    }

    /// A document that lies in the drafts' folder itself, by a plain name.
    pub fn is_draft(&self, path: &Path) -> bool {
        path.parent() == Some(&self.drafts) && path.extension().is_some_and(|extension| extension == "fetchgrid")
    }

    /// Newest first; files that are gone are left out. Drafts that the list lost are found again.
    pub fn list(&self) -> Vec<RecentDocument> {
        let mut documents = self.read();
        documents.retain(|document| Path::new(&document.path).is_file());
        for draft in self.draft_files() {
            let path = draft.display().to_string();
            if !documents.iter().any(|document| document.path == path) {
                let opened_at_ms = fs::metadata(&draft).and_then(|meta| meta.modified()).map_or(0, millis);
                let name = "Untitled".into();
                let lost = RecentDocument { path, name, is_draft: true, opened_at_ms, ..RecentDocument::default() };
                documents.push(lost);
            }
        }
        documents.sort_by_key(|document| std::cmp::Reverse(document.opened_at_ms));
        documents
    }

    /// Puts a document on top of the list, as it is now.
    pub fn remember(&self, document: &OpenDocument) {
        let (path, counts) = (document.path(), document.store.counts());
        self.put(RecentDocument {
            path: path.display().to_string(),
            name: document.name(),
            is_draft: self.is_draft(&path),
            opened_at_ms: millis(SystemTime::now()),
            address: document.extraction().request.public_address(),
            planned: counts.planned,
            done: counts.done(),
            unfinished: document.is_running() || document.store.was_interrupted(),
        });
    }

    fn put(&self, entry: RecentDocument) {
        let mut documents = self.read();
        documents.retain(|document| document.path != entry.path);
        documents.insert(0, entry);
        documents.truncate(MAX_RECENT);
        self.write(&documents);
    }

    /// Takes a document off the list. A draft's file goes with it, since nothing else leads to it, unless somebody has it
    /// open.
    pub fn forget(&self, path: &Path) -> Result<(), StoreError> {
        if self.is_draft(path) {
            Document::remove(path)?;
        }
        let mut documents = self.read();
        documents.retain(|document| Path::new(&document.path) != path);
        self.write(&documents);
        Ok(())
    }

    fn draft_files(&self) -> Vec<PathBuf> {
        let Ok(entries) = fs::read_dir(&self.drafts) else { return Vec::new() };
        let paths = entries.filter_map(|entry| entry.ok().map(|entry| entry.path()));
        paths.filter(|path| path.extension().is_some_and(|extension| extension == "fetchgrid")).collect()
    }

    fn read(&self) -> Vec<RecentDocument> {
        let Ok(text) = fs::read(&self.file) else { return Vec::new() };
        serde_json::from_slice(&text).unwrap_or_default()
    }

    fn write(&self, documents: &[RecentDocument]) {
        let text = serde_json::to_vec_pretty(documents).expect("a list of texts is always JSON");
        let folder = self.file.parent().expect("the file was joined to a folder");
        let write = || {
            fs::create_dir_all(folder)?;
            // Whole or not at all: a list that is cut off would be an empty one.
            let mut file = tempfile::NamedTempFile::new_in(folder)?;
            file.write_all(&text)?;
            file.persist(&self.file).map_err(|error| error.error)
        };
        if let Err(error) = write() {
            tracing::warn!(path = %self.file.display(), %error, "the list of recent documents could not be written");
        }
    }
}

pub(crate) fn millis(time: SystemTime) -> i64 {
    time.duration_since(UNIX_EPOCH).map_or(0, |since| i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn remembers_newest_first_and_finds_lost_drafts() {
        let folder = tempfile::tempdir().unwrap();
        let recent = Recent::new(folder.path());
        fs::create_dir_all(recent.drafts_folder()).unwrap();
        let draft = recent.drafts_folder().join("untitled-1.fetchgrid");
        let saved = folder.path().join("a.fetchgrid");
        fs::write(&draft, b"").unwrap();
        fs::write(&saved, b"").unwrap();

        let entry = |path: &Path, name: &str| RecentDocument {
            path: path.display().to_string(),
            name: name.into(),
            ..RecentDocument::default()
        };
        recent.put(entry(&saved, "a"));
        recent.put(entry(&folder.path().join("gone.fetchgrid"), "gone"));
        let names: Vec<_> = recent.list().into_iter().map(|d| (d.name, d.is_draft)).collect();
        assert!(names.contains(&("a".into(), false)));
        assert!(names.contains(&("Untitled".into(), true)));
        assert_eq!(names.len(), 2, "a file that is gone is not offered");

        recent.forget(&draft).unwrap();
        assert!(!draft.exists(), "forgetting a draft removes it");
        recent.forget(&saved).unwrap();
        assert!(saved.exists(), "forgetting a saved document keeps its file");
        assert!(recent.list().is_empty());
    }

    #[test]
    fn a_broken_list_is_an_empty_list() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("recent.json"), b"{ not json").unwrap();
        assert!(Recent::new(folder.path()).list().is_empty());
    }
}
