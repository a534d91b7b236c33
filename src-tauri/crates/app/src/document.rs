use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use fetchgrid_engine::{Plan, StoredLists, Texts, check};
use fetchgrid_model::{Check, DocumentState, Extraction, RequestTemplate, TableState, ValueSource};
use fetchgrid_store::Document;

use crate::error::{AppError, ErrorCode};
use crate::exports::ExportSlot;
use crate::paging::problem_of;
use crate::reshape::{ReshapeSlot, Tested};
use crate::runs::RunSlot;
use crate::sample::is_sample_address;
use crate::surroundings::Surroundings;

/// One document at work: the file, the form as it stands (secrets included, in memory only), its run and its export.
pub struct OpenDocument {
    pub(crate) store: Document,
    pub(crate) is_draft: bool,
    pub(crate) around: Surroundings,
    pub(crate) run: RunSlot,
    pub(crate) export: ExportSlot,
    form: Mutex<Form>,
    /// How long the API's answers took lately, in seconds.
    usual_seconds: Mutex<Option<f64>>,
    /// The answer of *Test one*, to shape for as long as there is none on disk.
    pub(crate) tested: Mutex<Option<Tested>>,
    pub(crate) reshaping: ReshapeSlot,
}

struct Form {
    extraction: Extraction,
    /// The values of file lists, read from the document once.
    lists: StoredLists,
}

impl OpenDocument {
    /// A new file; an existing one is refused.
    pub fn create(path: &Path, extraction: &Extraction, around: &Surroundings) -> Result<Self, AppError> {
        let store = Document::create(path)?;
        store.save_extraction(extraction)?;
        let document = Self::over(store, false, around)?;
        document.form().extraction = extraction.clone();
        Ok(document)
    }

    pub fn open(path: &Path, around: &Surroundings) -> Result<Self, AppError> {
        Self::over(Document::open(path)?, false, around)
    }

    pub(crate) fn over(store: Document, is_draft: bool, around: &Surroundings) -> Result<Self, AppError> {
        let extraction = store.extraction()?;
        let mut form = Form { extraction, lists: StoredLists::new() };
        form.load_lists(&store)?;
        Ok(OpenDocument {
            store,
            is_draft,
            around: around.clone(),
            run: RunSlot::default(),
            export: ExportSlot::default(),
            form: Mutex::new(form),
            usual_seconds: Mutex::new(None),
            tested: Mutex::new(None),
            reshaping: ReshapeSlot::default(),
        })
    }

    pub fn path(&self) -> PathBuf {
        self.store.path()
    }

    /// The file's name; for a draft, the host that it asks.
    pub fn name(&self) -> String {
        match self.path().file_stem() {
            Some(stem) if !self.is_draft => stem.to_string_lossy().into_owned(),
            _ => draft_name(&self.form().extraction.request.address),
        }
    }

    pub fn extraction(&self) -> Extraction {
        self.form().extraction.clone()
    }

    /// Takes the form as it stands and says what it means. Nothing typed is lost when it has problems.
    ///
    /// # Errors
    /// Only when the document cannot be written; a read-only document keeps the form for the session.
    pub fn update(&self, extraction: Extraction) -> Result<Check, AppError> {
        let mut form = self.form();
        form.extraction = extraction;
        form.load_lists(&self.store)?;
        if !self.store.is_read_only() {
            self.store.save_extraction(&form.extraction)?;
        }
        Ok(checked(&form).0)
    }

    pub fn check(&self) -> Check {
        checked(&self.form()).0
    }

    /// The plan of the form as it stands, or the first thing that is in its way.
    pub(crate) fn plan(&self) -> Result<Plan, AppError> {
        let (check, plan) = checked(&self.form());
        let blocking = check.problems.into_iter().find(|problem| problem.blocking);
        match (plan, blocking) {
            (Some(plan), None) => Ok(plan),
            (_, Some(problem)) => Err(AppError::new(ErrorCode::NotRunnable, problem.message)),
            (None, None) => Err(AppError::new(ErrorCode::NotRunnable, "There is nothing to fetch yet.")),
        }
    }

    pub fn state(&self) -> DocumentState {
        let plan_unchanged = match (self.store.fingerprint(), self.plan()) {
            (Some(fetched), Ok(plan)) => fetched == plan.fingerprint(),
            (None, _) => true,
            (Some(_), Err(_)) => false,
        };
        DocumentState {
            name: self.name(),
            path: (!self.is_draft).then(|| self.path().display().to_string()),
            read_only: self.store.is_read_only(),
            extraction: self.extraction(),
            counts: self.store.counts(),
            table: TableState::clone(&self.store.table()),
            shape: self.shape(),
            steps: self.store.steps().to_vec(),
            plan_unchanged,
            interrupted: self.store.was_interrupted() && !self.is_running(),
            pause: self.store.pause().filter(|_| !self.is_running()),
            progress: self.progress(),
        }
    }

    /// A draft that nobody put anything into: no address, nothing fetched.
    pub(crate) fn is_blank(&self) -> bool {
        self.form().extraction.request == RequestTemplate::default() && self.store.counts().done() == 0
    }

    /// Of the last run or of *Test one* in this session; none for what is not worth counting on.
    pub(crate) fn usual_seconds(&self) -> Option<f64> {
        self.usual_seconds.lock().unwrap_or_else(PoisonError::into_inner).filter(|seconds| *seconds > 0.0)
    }

    pub(crate) fn note_seconds(&self, seconds: f64) {
        *self.usual_seconds.lock().unwrap_or_else(PoisonError::into_inner) = Some(seconds);
    }

    fn form(&self) -> std::sync::MutexGuard<'_, Form> {
        self.form.lock().expect("no thread panics with the form in hand")
    }
}

/// What the form means, and what is wrong with it.
fn checked(form: &Form) -> (Check, Option<Plan>) {
    let (mut check, plan) = check(&form.extraction, &form.lists);
    check.problems.extend(problem_of(&form.extraction.paging));
    (check, plan)
}

fn draft_name(address: &str) -> String {
    if is_sample_address(address) {
        return "Sample".into();
    }
    let host = address.split_once("://").map_or("", |(_, rest)| rest).split(['/', '?', '#', ':']).next();
    match host {
        Some(host) if !host.is_empty() => host.to_owned(),
        _ => "Untitled".into(),
    }
}

impl Form {
    fn load_lists(&mut self, store: &Document) -> Result<(), AppError> {
        let mut wanted = StoredLists::new();
        for list in &self.extraction.lists {
            if let ValueSource::File { stored, .. } = list.source {
                let texts = match self.lists.remove(&stored) {
                    Some(texts) => texts,
                    None => store.values(stored)?.into_iter().collect::<Texts>(),
                };
                wanted.insert(stored, texts);
            }
        }
        self.lists = wanted;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::draft_name;

    #[test]
    fn drafts_are_called_after_what_they_ask() {
        let check = |address: &str, expected: &str| assert_eq!(draft_name(address), expected, "{address}");
        check("", "Untitled");
        check("not an address", "Untitled");
        check("https://", "Untitled");
        check("https://api.example.test:8443/v1/{id}", "api.example.test");
        check("https://{region}.example.test", "{region}.example.test");
        check("http://127.0.0.1:47810/inventory/{type}?id={id}", "Sample");
    }
}
