use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use fetchgrid_model::{Combine, FailureCategory, Method};

use crate::connection::ConnectionArguments;
use crate::paging::PagingArguments;
use crate::shape::{ReshapeArguments, ShapeArguments};
use crate::words;

/// Turn a list of IDs into a spreadsheet.
#[derive(Debug, Parser)]
#[command(name = "fetchgrid", version, about, long_about = None, after_help = EXIT_CODES)]
pub struct Arguments {
    #[command(subcommand)]
    pub command: Command,
}

const EXIT_CODES: &str = "Exit codes: 0 every request succeeded, 2 some requests failed (the rest is written), \
                          1 it could not run, 3 the run paused itself and waits for you, 130 stopped with Ctrl+C.";

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Fetch an API address for every value, and write the rows
    Fetch(Box<FetchArguments>),
    /// Run a document: for the first time, what is missing, or what failed
    Run(Box<RunArguments>),
    /// Make other rows of what a document has fetched; nothing is fetched again
    Reshape(ReshapeArguments),
    /// Write the rows of a document to a file
    Export(ExportArguments),
    /// Tell what failed, grouped, and what to do about it
    Failures(FailuresArguments),
    /// Tell what a document holds
    Info(InfoArguments),
    /// Serve the sample API on loopback until Ctrl+C
    SampleApi(SampleApiArguments),
}

#[derive(Debug, Args)]
pub struct FetchArguments {
    /// The API address, with {placeholders}
    pub address: String,
    /// name=1-99, name=a,b,c, name=@ids.txt or name=@ids.csv#column; once per placeholder
    #[arg(long = "values", value_name = "NAME=VALUES")]
    pub values: Vec<String>,
    /// How several lists are combined
    #[arg(long, value_enum, default_value_t = CombineWord::Product)]
    pub combine: CombineWord,
    #[arg(long, value_enum, default_value_t = MethodWord::Get, ignore_case = true)]
    pub method: MethodWord,
    /// The body of a POST; may hold {placeholders}
    #[arg(long)]
    pub body: Option<String>,
    /// Keep everything that was fetched in this new document
    #[arg(long, value_name = "FILE.fetchgrid")]
    pub document: Option<PathBuf>,
    #[command(flatten)]
    pub shape: ShapeArguments,
    #[command(flatten)]
    pub paging: PagingArguments,
    #[command(flatten)]
    pub connection: ConnectionArguments,
    #[command(flatten)]
    pub output: OutputArguments,
}

#[derive(Debug, Args)]
pub struct RunArguments {
    pub document: PathBuf,
    /// Go on: fetch what has no answer yet, and what failed for the reason that the last run paused for
    #[arg(long, group = "mode")]
    pub resume: bool,
    /// Fetch the failed requests again, or those of one kind; their answers take the old places
    #[arg(long, group = "mode", value_name = "CATEGORY", num_args = 0..=1, require_equals = true, value_parser = words::category)]
    pub retry_failed: Option<Option<FailureCategory>>,
    /// Drop what was fetched and begin again
    #[arg(long, group = "mode")]
    pub start_over: bool,
    #[command(flatten)]
    pub paging: PagingArguments,
    #[command(flatten)]
    pub connection: ConnectionArguments,
    #[command(flatten)]
    pub output: OutputArguments,
}

#[derive(Debug, Args)]
pub struct OutputArguments {
    /// Write the rows here; the ending says how: .csv, .xlsx, .json, .ndjson
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// Print one JSON object about the run
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct ExportArguments {
    pub document: PathBuf,
    /// The ending says how: .csv, .xlsx, .json, .ndjson
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
    /// Write the list of failed requests instead of the rows
    #[arg(long)]
    pub failed: bool,
    /// Write address, status, time, milliseconds and attempts of each request too
    #[arg(long)]
    pub request_columns: bool,
    /// Begin a CSV with a byte order mark, so that Excel reads accents right
    #[arg(long)]
    pub byte_order_mark: bool,
}

#[derive(Debug, Args)]
pub struct FailuresArguments {
    pub document: PathBuf,
    /// Print the groups as one JSON list
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct InfoArguments {
    pub document: PathBuf,
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct SampleApiArguments {
    /// 0 for any free port
    #[arg(long, default_value_t = 4010)]
    pub port: u16,
    #[arg(long, default_value_t = 200)]
    pub latency_ms: u64,
    /// Share of requests that fail with 500, 0 to 1 [default: as in the window]
    #[arg(long)]
    pub error_rate: Option<f64>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum CombineWord {
    /// Every combination
    Product,
    /// Side by side
    Zip,
}

impl From<CombineWord> for Combine {
    fn from(word: CombineWord) -> Self {
        match word {
            CombineWord::Product => Combine::Product,
            CombineWord::Zip => Combine::Zip,
        }
    }
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum MethodWord {
    Get,
    Post,
}

impl From<MethodWord> for Method {
    fn from(word: MethodWord) -> Self {
        match word {
            MethodWord::Get => Method::Get,
            MethodWord::Post => Method::Post,
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_commands_are_sound() {
        super::Arguments::command().debug_assert();
    }
}
