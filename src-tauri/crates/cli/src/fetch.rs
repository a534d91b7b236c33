use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use fetchgrid_app::{AppError, ErrorCode, OpenDocument};
use fetchgrid_model::{Extraction, Paging, RequestTemplate, RunSettings, StartMode};

use crate::arguments::FetchArguments;
use crate::around::around;
use crate::outcome::Ending;
use crate::run::run_to_end;
use crate::setup::{Values, export_options, merge_headers, not_runnable, refuse_problems, refuse_unused_lists};
use crate::shape::begin_with;

pub async fn fetch(arguments: FetchArguments) -> Result<Ending, AppError> {
    let export = arguments.output.out.as_deref().map(export_options).transpose()?;
    if export.is_none() && arguments.document.is_none() {
        return Err(not_runnable(
            "Say where the rows shall go: --out FILE, --document FILE.fetchgrid, or both.".into(),
        ));
    }
    let values = arguments.values.iter().map(|argument| Values::parse(argument)).collect::<Result<Vec<_>, _>>()?;
    refuse_twice(&values)?;
    let extraction = extraction_of(&arguments)?;

    let place = Place::of(arguments.document.as_deref())?;
    // Whoever else makes a document of that name in this moment owns it; only what was made here is ever removed.
    let document = Arc::new(OpenDocument::create(&place.path, &extraction, &around())?);
    let result = async {
        begin_with(&document, &arguments.shape)?;
        let lists = values.into_iter().map(|values| values.load(&document)).collect::<Result<_, _>>()?;
        let check = document.update(Extraction { lists, ..extraction })?;
        refuse_unused_lists(&check)?;
        refuse_problems(&check)?;
        arguments.paging.find_out(&document).await?;
        let ending = run_to_end(&document, StartMode::StartOver.into(), export, arguments.output.json).await;
        Ok((ending, document.state().counts.done()))
    };
    let result = result.await;
    drop(document);
    match result {
        Ok((Err(error), 0)) | Err(error) => {
            place.discard();
            Err(error)
        }
        Ok((ending, done)) => place.settle(ending, done),
    }
}

fn extraction_of(arguments: &FetchArguments) -> Result<Extraction, AppError> {
    let mut request = RequestTemplate {
        method: arguments.method.into(),
        address: arguments.address.clone(),
        body: arguments.body.clone().unwrap_or_default(),
        ..RequestTemplate::default()
    };
    // A key in the address would be stored with it.
    request.set_secrets_apart();
    merge_headers(&mut request.headers, &arguments.connection.headers)?;
    let mut settings = RunSettings::default();
    // Nobody watches: a run goes on past a refused key unless it was asked to pause.
    settings.stop.on_sign_in_failure = false;
    arguments.connection.apply(&mut settings);
    let mut paging = Paging::default();
    arguments.paging.apply(&mut paging)?;
    Ok(Extraction { request, lists: Vec::new(), combine: arguments.combine.into(), settings, paging })
}

fn refuse_twice(values: &[Values]) -> Result<(), AppError> {
    let mut names = HashSet::new();
    for values in values {
        let (Values::File { placeholder: name, .. }
        | Values::Typed(fetchgrid_model::ValueList { placeholder: name, .. })) = values;
        if !names.insert(name) {
            return Err(not_runnable(format!("--values {name}=… is given twice.")));
        }
    }
    Ok(())
}

/// Where the document lies while it is fetched: where the user wants it, or in a folder that goes away.
struct Place {
    path: PathBuf,
    folder: Option<tempfile::TempDir>,
}

impl Place {
    fn of(wanted: Option<&Path>) -> Result<Self, AppError> {
        match wanted {
            Some(path) if path.exists() => Err(AppError::new(
                ErrorCode::AlreadyExists,
                format!("{} exists already. Continue it with `fetchgrid run`, or name a new file.", path.display()),
            )),
            Some(path) => Ok(Place { path: path.to_owned(), folder: None }),
            None => {
                let folder = tempfile::tempdir().map_err(|error| {
                    AppError::new(ErrorCode::CannotWrite, format!("No room for a temporary document: {error}."))
                })?;
                Ok(Place { path: folder.path().join("fetch.fetchgrid"), folder: Some(folder) })
            }
        }
    }

    /// Nothing was sent: nothing shall remain.
    fn discard(self) {
        if self.folder.is_none() && self.path.exists() && std::fs::remove_file(&self.path).is_err() {
            eprintln!("fetchgrid: {} could not be removed.", self.path.display());
        }
    }

    /// Answers outlive a run or an export that could not be finished: nothing is ever fetched twice.
    fn settle(self, ending: Result<Ending, AppError>, done: u64) -> Result<Ending, AppError> {
        let kept = match (&ending, self.folder) {
            (Err(_), folder) if done > 0 => {
                folder.map(|folder| folder.keep().join("fetch.fetchgrid")).or(Some(self.path))
            }
            (Ok(Ending::Interrupted | Ending::PausedItself), Some(folder)) if done > 0 => {
                Some(folder.keep().join("fetch.fetchgrid"))
            }
            _ => None,
        };
        if let Some(kept) = kept {
            eprintln!("{done} answers are kept in {}", kept.display());
        }
        ending
    }
}
