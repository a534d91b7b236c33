use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use arc_swap::ArcSwapOption;
use fetchgrid_model::{DocumentState, Extraction, RecentDocument};
use fetchgrid_sample_api::SampleApi;
use fetchgrid_store::Document;

use crate::document::OpenDocument;
use crate::error::{AppError, ErrorCode};
use crate::event::EventSink;
use crate::recent::{Recent, millis};
use crate::rows::Generation;
use crate::sample::{is_sample_address, sample_extraction, start_sample_api};
use crate::surroundings::Surroundings;

/// As slow as the server of the articles, so that workers have something to win.
const SAMPLE_LATENCY: Duration = Duration::from_millis(200);

/// What one window works with: the open document, the list of recent ones, and the sample API once it was wanted.
pub struct Session {
    recent: Recent,
    around: Surroundings,
    open: ArcSwapOption<OpenDocument>,
    sample: tokio::sync::Mutex<Option<SampleApi>>,
    /// One for each kind of question of which only the newest matters.
    pub views: Generation,
    pub summaries: Generation,
    pub copies: Generation,
    pub facets: Generation,
    pub finds: Generation,
    pub groups: Generation,
    pub charts: Generation,
    pub comparisons: Generation,
}

impl Session {
    pub fn new(data_folder: &Path, sink: EventSink) -> Self {
        Session {
            recent: Recent::new(data_folder),
            around: Surroundings::of_window(data_folder, sink),
            open: ArcSwapOption::empty(),
            sample: tokio::sync::Mutex::default(),
            views: Generation::default(),
            summaries: Generation::default(),
            copies: Generation::default(),
            facets: Generation::default(),
            finds: Generation::default(),
            groups: Generation::default(),
            charts: Generation::default(),
            comparisons: Generation::default(),
        }
    }

    /// The folder that the system gives programs for their data.
    pub fn default_data_folder() -> Result<PathBuf, AppError> {
        let folders = directories::ProjectDirs::from("", "", "fetchgrid");
        let none = || AppError::new(ErrorCode::CannotWrite, "This account has no home folder to keep drafts in.");
        folders.map(|folders| folders.data_dir().to_owned()).ok_or_else(none)
    }

    pub fn document(&self) -> Result<Arc<OpenDocument>, AppError> {
        self.open.load_full().ok_or_else(|| AppError::new(ErrorCode::NoDocument, "No document is open."))
    }

    /// None before a document was opened: the welcome page.
    pub fn state(&self) -> Option<DocumentState> {
        self.open.load().as_ref().map(|document| document.state())
    }

    pub fn new_draft(&self, extraction: &Extraction) -> Result<DocumentState, AppError> {
        self.refuse_while_running()?;
        let folder = self.recent.drafts_folder();
        std::fs::create_dir_all(folder)
            .map_err(|error| AppError::io(ErrorCode::CannotWrite, "make the folder", folder, &error))?;
        // Two drafts in one millisecond are told apart by the process and a counter of attempts.
        let stamp = millis(SystemTime::now());
        let store = (0..100)
            .find_map(|attempt| {
                let path = folder.join(format!("untitled-{stamp}-{}-{attempt}.fetchgrid", std::process::id()));
                (!path.exists()).then(|| Document::create(&path))
            })
            .ok_or_else(|| AppError::new(ErrorCode::CannotWrite, "No name is left for a draft."))??;
        store.save_extraction(extraction)?;
        let draft = OpenDocument::over(store, true, &self.around)?;
        draft.update(extraction.clone())?;
        Ok(self.put(draft))
    }

    /// A draft of the sample extraction against the embedded API at `address`, ready to run.
    pub fn new_sample(&self, address: &str) -> Result<DocumentState, AppError> {
        self.new_draft(&sample_extraction(address))
    }

    /// Blocks while a document is read and the one before is tidied up.
    pub fn open(&self, path: &Path) -> Result<DocumentState, AppError> {
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        if let Some(open) = self.open.load_full()
            && open.path() == path
        {
            return Ok(open.state());
        }
        self.refuse_while_running()?;
        let is_draft = self.recent.is_draft(&path);
        let document = OpenDocument::over(Document::open(&path)?, is_draft, &self.around)?;
        Ok(self.put(document))
    }

    /// Writes the document to `path` and goes on there. A draft is gone from its old place afterwards.
    pub fn save_as(&self, path: &Path) -> Result<DocumentState, AppError> {
        self.refuse_while_running()?;
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let current = self.document()?;
        let old_path = current.path();
        if old_path == path {
            return Ok(current.state());
        }
        current.store.save_as(&path)?;
        let extraction = current.extraction();
        let was_draft = current.is_draft;
        let saved = OpenDocument::over(Document::open(&path)?, false, &self.around)?;
        // The secrets of this session move along in memory.
        saved.update(extraction)?;
        drop(current);
        let state = self.put(saved);
        if was_draft {
            self.let_go(&old_path);
        }
        Ok(state)
    }

    /// Back to the welcome page.
    pub fn close(&self) -> Result<(), AppError> {
        self.refuse_while_running()?;
        if let Some(document) = self.open.swap(None) {
            self.leave(document);
        }
        Ok(())
    }

    /// Keeps the list of recent documents true when something changed that it tells: the address, or a run.
    pub fn remember(&self) {
        if let Some(document) = &*self.open.load() {
            self.recent.remember(document);
        }
    }

    pub fn recent(&self) -> Vec<RecentDocument> {
        self.recent.list()
    }

    pub fn forget(&self, path: &Path) -> Result<Vec<RecentDocument>, AppError> {
        self.recent.forget(path)?;
        Ok(self.recent.list())
    }

    fn put(&self, document: OpenDocument) -> DocumentState {
        let document = Arc::new(document);
        self.recent.remember(&document);
        if let Some(previous) = self.open.swap(Some(document.clone())) {
            self.leave(previous);
        }
        document.state()
    }

    /// An empty draft leaves no trace; anything else stays in the list under its newest address.
    fn leave(&self, document: Arc<OpenDocument>) {
        if document.is_draft && document.is_blank() {
            let path = document.path();
            drop(document);
            self.let_go(&path);
        } else if document.path().exists() {
            self.recent.remember(&document);
        }
    }

    /// A draft that nobody needs any more. It stays where somebody else has it open.
    fn let_go(&self, draft: &Path) {
        if let Err(error) = self.recent.forget(draft) {
            tracing::warn!(%error, "a draft could not be removed");
        }
    }

    fn refuse_while_running(&self) -> Result<(), AppError> {
        match &*self.open.load() {
            Some(document) if document.is_running() => Err(AppError::new(
                ErrorCode::RunActive,
                "A run is going on. Stop it first; everything that arrived is kept.",
            )),
            _ => Ok(()),
        }
    }

    /// Starts the embedded API when the open document asks it.
    pub async fn serve_sample(&self) -> Result<(), AppError> {
        let asks = |document: &Arc<OpenDocument>| is_sample_address(&document.extraction().request.address);
        if self.open.load().as_ref().is_some_and(asks) {
            self.ensure_sample_api().await?;
        }
        Ok(())
    }

    /// The address of the embedded API, which is started the first time.
    pub async fn ensure_sample_api(&self) -> Result<String, AppError> {
        let mut sample = self.sample.lock().await;
        if let Some(api) = &*sample {
            return Ok(api.address());
        }
        let api = start_sample_api(SAMPLE_LATENCY)
            .await
            .map_err(|error| AppError::new(ErrorCode::Internal, format!("The sample API could not start: {error}.")))?;
        Ok(sample.insert(api).address())
    }
}
