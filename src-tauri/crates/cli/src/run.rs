use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use fetchgrid_app::{AppError, ErrorCode, OpenDocument};
use fetchgrid_model::{ExportOptions, FailureFilter, LatencySummary, RunPhase, RunRequest, RunSummary, StartMode};

use crate::arguments::RunArguments;
use crate::around::around;
use crate::outcome::{Ending, INTERRUPTED};
use crate::setup::{export_options, merge_headers, not_runnable, refuse_problems};

pub async fn run(arguments: RunArguments) -> Result<Ending, AppError> {
    let export = arguments.output.out.as_deref().map(export_options).transpose()?;
    let document = Arc::new(OpenDocument::open(&arguments.document, &around())?);
    let mut extraction = document.extraction();
    arguments.connection.apply(&mut extraction.settings);
    arguments.paging.apply(&mut extraction.paging)?;
    merge_headers(&mut extraction.request.headers, &arguments.connection.headers)?;
    refuse_problems(&document.update(extraction)?)?;
    arguments.paging.find_out(&document).await?;
    let request = request(&arguments, &document)?;
    run_to_end(&document, request, export, arguments.output.json).await
}

fn request(arguments: &RunArguments, document: &OpenDocument) -> Result<RunRequest, AppError> {
    let state = document.state();
    let counts = state.counts;
    match (arguments.resume, arguments.retry_failed, arguments.start_over) {
        // Whatever the last run was: what it has left comes first, and what never had an answer is fetched in any case.
        (true, ..) if state.pause.is_some() => Ok(StartMode::Continue.into()),
        (true, ..) => Ok(StartMode::Missing.into()),
        (_, Some(category), _) => Ok(RunRequest {
            mode: StartMode::RetryFailed,
            failures: category.map(FailureFilter::from).unwrap_or_default(),
            ..RunRequest::default()
        }),
        (.., true) => Ok(StartMode::StartOver.into()),
        _ if counts.done() == 0 => Ok(StartMode::StartOver.into()),
        _ => Err(not_runnable(format!(
            "{} holds {} answers already. Choose --resume ({} missing), --retry-failed ({} failed) or --start-over.",
            arguments.document.display(),
            counts.done(),
            counts.missing(),
            counts.failed
        ))),
    }
}

/// Runs, waits, exports and tells; the first Ctrl+C lets what is in flight arrive, the second cuts it off.
pub async fn run_to_end(
    document: &Arc<OpenDocument>,
    request: RunRequest,
    export: Option<ExportOptions>,
    json: bool,
) -> Result<Ending, AppError> {
    let interruption = Interruption::watch(document);
    let summary = match document.start_run(request) {
        Ok(_) => {
            interruption.catch_up();
            document.wait_for_run().await?
        }
        Err(error) if error.code == ErrorCode::NothingToDo => nothing_done(document),
        Err(error) => return Err(error),
    };
    let progress = document.progress();
    for told in [&progress.note, &progress.pause.as_ref().map(|pause| pause.message.clone())].into_iter().flatten() {
        eprintln!("fetchgrid: {told}");
    }
    if progress.phase == RunPhase::Broken {
        let message = progress.error.unwrap_or_else(|| "The run broke.".into());
        return Err(AppError::new(ErrorCode::Internal, message));
    }

    let exported = match write_out(document, export).await {
        // A disk that the run filled has no room for this either; why the run paused is what counts.
        Err(error) if summary.pause.is_some() => {
            eprintln!("fetchgrid: {error}");
            None
        }
        written => written?,
    };
    if json {
        print_line(&serde_json::to_string_pretty(&summary).expect("a summary is always JSON"));
    } else {
        print_line(&format!(
            "{} requests, {} succeeded, {} failed, {} rows in {:.1} s ({:.0}/s)",
            summary.requests,
            summary.succeeded,
            summary.failed,
            summary.rows,
            summary.seconds,
            summary.requests_per_second
        ));
        if summary.reused > 0 {
            print_line(&format!("  {} of them without asking again", summary.reused));
        }
        for (category, count) in &summary.failures {
            print_line(&format!("  {count} × {}", category.as_str()));
        }
        if let Some((path, rows)) = exported {
            print_line(&format!("{rows} rows written to {path}"));
        }
    }
    let failed = document.state().counts.failed;
    Ok(match (interruption.happened(), &summary.pause, failed) {
        (true, ..) => Ending::Interrupted,
        (false, Some(_), _) => Ending::PausedItself,
        (false, None, 0) => Ending::AllSucceeded,
        (false, None, _) => Ending::SomeFailed,
    })
}

/// Writes the rows where they shall go; tells where, and how many.
async fn write_out(
    document: &Arc<OpenDocument>,
    export: Option<ExportOptions>,
) -> Result<Option<(String, u64)>, AppError> {
    let Some(options) = export else { return Ok(None) };
    let writer = document.clone();
    let written = tokio::task::spawn_blocking(move || writer.export(&options).map(|rows| (options.path, rows)));
    written.await.map_err(|error| AppError::new(ErrorCode::Internal, error.to_string()))?.map(Some)
}

/// What Ctrl+C does: the first lets what is in flight arrive and ends the export in hand; the second cuts off what is in
/// flight; the third ends the program at once, and the document is put in order when it is opened again.
struct Interruption {
    times: Arc<AtomicU32>,
    document: Arc<OpenDocument>,
    watcher: tokio::task::JoinHandle<()>,
}

impl Interruption {
    fn watch(document: &Arc<OpenDocument>) -> Self {
        let times = Arc::new(AtomicU32::new(0));
        let (seen, document) = (times.clone(), document.clone());
        let interrupted = document.clone();
        let watcher = tokio::spawn(async move {
            while tokio::signal::ctrl_c().await.is_ok() {
                let now = 1 + seen.fetch_add(1, Ordering::SeqCst);
                match now {
                    1 => {
                        eprintln!("\nStopping when what is under way has arrived. Press Ctrl+C again to stop at once.");
                        interrupted.cancel_export();
                    }
                    2 => eprintln!("\nStopping; what arrived is kept."),
                    _ => std::process::exit(INTERRUPTED.into()),
                }
                obey(&interrupted, now);
            }
        });
        Interruption { times, document, watcher }
    }

    /// Presses that came while the run was still beginning found none to stop.
    fn catch_up(&self) {
        obey(&self.document, self.times.load(Ordering::SeqCst));
    }

    fn happened(&self) -> bool {
        self.times.load(Ordering::SeqCst) > 0
    }
}

impl Drop for Interruption {
    fn drop(&mut self) {
        self.watcher.abort();
    }
}

/// Brings the run to what so many presses of Ctrl+C ask for.
fn obey(document: &OpenDocument, times: u32) {
    let done = match times {
        0 => return,
        1 => document.finish_up_run(),
        _ => document.stop_run(),
    };
    if let Err(error) = done {
        tracing::debug!(%error, "there was no run to stop");
    }
}

/// A resumed document that is complete already: no request was needed, and that is no error.
fn nothing_done(document: &OpenDocument) -> RunSummary {
    let state = document.state();
    RunSummary {
        requests: 0,
        succeeded: 0,
        failed: 0,
        rows: state.counts.rows,
        columns: state.table.columns.len() as u64,
        seconds: 0.0,
        requests_per_second: 0.0,
        latency_ms: LatencySummary::default(),
        workers: state.extraction.settings.workers.most(),
        reused: 0,
        failures: document.failure_counts().unwrap_or_default(),
        pause: None,
    }
}

#[expect(clippy::print_stdout, reason = "this is what the command is asked to print")]
pub fn print_line(line: &str) {
    println!("{line}");
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use fetchgrid_app::Surroundings;
    use fetchgrid_model::{Extraction, RequestTemplate};
    use tokio::net::TcpListener;

    use super::*;

    #[tokio::test]
    async fn presses_while_a_run_begins_are_not_lost() {
        // The system takes the connection in; nobody ever answers.
        let server = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = format!("http://{}/", server.local_addr().expect("an address"));
        let folder = tempfile::tempdir().expect("a folder");
        let around = Surroundings::of_command(folder.path(), Arc::new(|_| {}));
        let request = RequestTemplate { address, ..RequestTemplate::default() };
        let extraction = Extraction { request, ..Extraction::default() };
        let path = folder.path().join("pressed.fetchgrid");
        let document = Arc::new(OpenDocument::create(&path, &extraction, &around).expect("a document"));
        document.update(extraction).expect("a form");

        let interruption = Interruption::watch(&document);
        for _ in 0..2 {
            obey(&document, 1 + interruption.times.fetch_add(1, Ordering::SeqCst));
        }
        document.start_run(StartMode::StartOver).expect("a run begins");
        interruption.catch_up();
        let ended = tokio::time::timeout(Duration::from_secs(20), document.wait_for_run()).await;
        let summary = ended.expect("the run ends").expect("a summary");
        assert_eq!((summary.succeeded, summary.failed), (0, 0));
    }
}
