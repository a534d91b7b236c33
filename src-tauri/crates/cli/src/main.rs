//! `fetchgrid`: the use-cases of Fetchgrid without a window.

mod arguments;
mod around;
mod bar;
mod connection;
mod export;
mod failures;
mod fetch;
mod info;
mod outcome;
mod paging;
mod run;
mod sample_api;
mod setup;
mod shape;
mod words;

use std::process::ExitCode;

use arguments::{Arguments, Command};
use clap::Parser;
use outcome::Ending;

/// Answers are allocated where they arrive and let go where they are written: between threads, at which the allocators of
/// systems are slow.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help and version go to standard output and are a success; anything else could not run.
            let code = if error.use_stderr() { 1 } else { 0 };
            return if error.print().is_ok() { ExitCode::from(code) } else { ExitCode::from(1) };
        }
    };
    tracing_subscriber::fmt()
        .with_env_filter(tracing_subscriber::EnvFilter::from_default_env())
        .with_writer(std::io::stderr)
        .init();
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("fetchgrid: the system gives no threads: {error}.");
            return ExitCode::from(1);
        }
    };
    let result = runtime.block_on(async {
        match arguments.command {
            Command::Fetch(fetch) => fetch::fetch(*fetch).await,
            Command::Run(run) => run::run(*run).await,
            Command::Export(export) => export::export(export),
            Command::Failures(failures) => failures::failures(failures),
            Command::Info(info) => info::info(info),
            Command::Reshape(reshape) => shape::reshape(reshape),
            Command::SampleApi(sample) => sample_api::serve(sample).await,
        }
    });
    match result {
        Ok(ending) => ending.into(),
        Err(error) => {
            eprintln!("fetchgrid: {error}");
            if let Some(detail) = &error.detail {
                eprintln!("  because: {detail}");
            }
            Ending::CouldNotRun.into()
        }
    }
}
