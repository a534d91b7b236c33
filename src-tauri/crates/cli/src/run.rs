use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use fetchgrid_app::{AppError, ErrorCode, OpenDocument};
use fetchgrid_model::{ExportOptions, LatencySummary, RunPhase, RunSummary, StartMode};

use crate::arguments::RunArguments;
use crate::bar;
use crate::outcome::{Ending, INTERRUPTED};
use crate::setup::{export_options, merge_headers, not_runnable, refuse_problems};

pub async fn run(arguments: RunArguments) -> Result<Ending, AppError> {
    let export = arguments.output.out.as_deref().map(export_options).transpose()?;
    let document = Arc::new(OpenDocument::open(&arguments.document, bar::sink())?);
    let mut extraction = document.extraction();
    arguments.connection.apply(&mut extraction.settings);
    merge_headers(&mut extraction.request.headers, &arguments.connection.headers)?;
    refuse_problems(&document.update(extraction)?)?;
    let mode = mode(&arguments, &document)?;
    run_to_end(&document, mode, export, arguments.output.json).await
}

fn mode(arguments: &RunArguments, document: &OpenDocument) -> Result<StartMode, AppError> {
    let counts = document.state().counts;
    match (arguments.resume, arguments.retry_failed, arguments.start_over) {
        (true, ..) => Ok(StartMode::Missing),
        (_, true, _) => Ok(StartMode::RetryFailed),
        (.., true) => Ok(StartMode::StartOver),
        _ if counts.done() == 0 => Ok(StartMode::StartOver),
        _ => Err(not_runnable(format!(
            "{} holds {} answers already. Choose --resume ({} missing), --retry-failed ({} failed) or --start-over.",
            arguments.document.display(),
            counts.done(),
            counts.missing(),
            counts.failed
        ))),
    }
}

/// Runs, waits, exports and tells; the first Ctrl+C stops politely.
pub async fn run_to_end(
    document: &Arc<OpenDocument>,
    mode: StartMode,
    export: Option<ExportOptions>,
    json: bool,
) -> Result<Ending, AppError> {
    let interruption = Interruption::watch(document);
    let summary = match document.start_run(mode) {
        Ok(_) => document.wait_for_run().await?,
        Err(error) if error.code == ErrorCode::NothingToDo => nothing_done(document),
        Err(error) => return Err(error),
    };
    let progress = document.progress();
    if progress.phase == RunPhase::Broken {
        let message = progress.error.unwrap_or_else(|| "The run broke.".into());
        return Err(AppError::new(ErrorCode::Internal, message));
    }

    let exported = match export {
        Some(options) => {
            let writer = document.clone();
            let written = tokio::task::spawn_blocking(move || writer.export(&options).map(|rows| (options.path, rows)));
            Some(written.await.map_err(|error| AppError::new(ErrorCode::Internal, error.to_string()))??)
        }
        None => None,
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
        for (category, count) in &summary.failures {
            print_line(&format!("  {count} × {}", category.as_str()));
        }
        if let Some((path, rows)) = exported {
            print_line(&format!("{rows} rows written to {path}"));
        }
    }
    let failed = document.state().counts.failed;
    Ok(match (interruption.happened(), failed) {
        (true, _) => Ending::Interrupted,
        (false, 0) => Ending::AllSucceeded,
        (false, _) => Ending::SomeFailed,
    })
}

/// What Ctrl+C does: the first stops the run or the export in hand, and what arrived is kept; the second ends the program
/// at once, and the document is put in order when it is opened again.
struct Interruption {
    happened: Arc<AtomicBool>,
    watcher: tokio::task::JoinHandle<()>,
}

impl Interruption {
    fn watch(document: &Arc<OpenDocument>) -> Self {
        let happened = Arc::new(AtomicBool::new(false));
        let (seen, document) = (happened.clone(), document.clone());
        let watcher = tokio::spawn(async move {
            while tokio::signal::ctrl_c().await.is_ok() {
                if seen.swap(true, Ordering::Relaxed) {
                    std::process::exit(INTERRUPTED.into());
                }
                eprintln!("\nStopping; what arrived is kept. Press Ctrl+C again to end at once.");
                document.cancel_export();
                if let Err(error) = document.stop_run() {
                    tracing::debug!(%error, "there was no run to stop");
                }
            }
        });
        Interruption { happened, watcher }
    }

    fn happened(&self) -> bool {
        self.happened.load(Ordering::Relaxed)
    }
}

impl Drop for Interruption {
    fn drop(&mut self) {
        self.watcher.abort();
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
        workers: state.extraction.settings.workers.get(),
        failures: document.failure_counts().unwrap_or_default(),
    }
}

#[expect(clippy::print_stdout, reason = "this is what the command is asked to print")]
pub fn print_line(line: &str) {
    println!("{line}");
}
