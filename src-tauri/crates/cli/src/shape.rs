use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use clap::{Args, ValueEnum};
use fetchgrid_app::{AppError, OpenDocument, ReshapeControl};
use fetchgrid_model::{AnswerFormat, ListPolicy, ListRule, RecordUnit, Records, Shape};
use serde_json::json;

use crate::around::around;
use crate::outcome::Ending;
use crate::run::print_line;
use crate::setup::export_options;

/// How answers become rows. What is not given is found out, or stays as it is in the document.
#[derive(Debug, Default, Args)]
pub struct ShapeArguments {
    /// What the answers are
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub format: Option<FormatWord>,
    /// Where the rows are: a JSONPath such as '$.data.edges[*].node'; 'auto' finds it out
    #[arg(long, value_name = "PATH")]
    pub records: Option<String>,
    /// What one row is of that which the path leads to
    #[arg(long, value_enum, value_name = "UNIT", requires = "records")]
    pub records_as: Option<UnitWord>,
    /// Make a row for each element of this list (dotted path inside the record); may be given several times
    #[arg(long, value_name = "PATH")]
    pub explode: Vec<String>,
    /// Join the elements of this list in one cell; PATH='; ' sets what stands between them [default: ', ']
    #[arg(long, value_name = "PATH[=SEPARATOR]")]
    pub join: Vec<String>,
    /// Make a column for each element of this list
    #[arg(long, value_name = "PATH")]
    pub numbered: Vec<String>,
    /// Tell how many elements this list has
    #[arg(long, value_name = "PATH")]
    pub count: Vec<String>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum FormatWord {
    Auto,
    Json,
    /// One JSON value a line
    JsonLines,
    /// Comma, semicolon, tab or bar: whichever it is
    Csv,
    Xml,
    /// The largest table of a web page
    Html,
    Text,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum UnitWord {
    /// An element of a list; whatever is no list is one row
    Elements,
    /// A member of an object; its key is the column _key
    Members,
    /// A place in lists that stand side by side
    Places,
}

impl ShapeArguments {
    fn is_empty(&self) -> bool {
        let ShapeArguments { format, records, records_as, explode, join, numbered, count } = self;
        format.is_none()
            && records.is_none()
            && records_as.is_none()
            && [explode, join, numbered, count].iter().all(|paths| paths.is_empty())
    }

    pub fn apply(&self, shape: &mut Shape) {
        if let Some(format) = self.format {
            shape.format = match format {
                FormatWord::Auto => AnswerFormat::Auto,
                FormatWord::Json => AnswerFormat::Json,
                FormatWord::JsonLines => AnswerFormat::JsonLines,
                FormatWord::Csv => AnswerFormat::Delimited { delimiter: None, header: None },
                FormatWord::Xml => AnswerFormat::Xml,
                FormatWord::Html => AnswerFormat::Html { selectors: None },
                FormatWord::Text => AnswerFormat::Text,
            };
        }
        match self.records.as_deref() {
            None => {}
            Some("auto") => shape.records = Records::Auto,
            Some(path) => {
                let unit = match self.records_as {
                    None | Some(UnitWord::Elements) => RecordUnit::Elements,
                    Some(UnitWord::Members) => RecordUnit::Members,
                    Some(UnitWord::Places) => RecordUnit::Places,
                };
                shape.records = Records::At { path: path.to_owned(), unit };
            }
        }
        let mut rule = |path: &str, policy: ListPolicy| {
            shape.lists.retain(|rule| rule.path != path);
            shape.lists.push(ListRule { path: path.to_owned(), policy });
        };
        for path in &self.explode {
            rule(path, ListPolicy::Rows);
        }
        for argument in &self.join {
            let (path, separator) = argument.split_once('=').unwrap_or((argument, ", "));
            rule(path, ListPolicy::Join { separator: separator.to_owned() });
        }
        for path in &self.numbered {
            rule(path, ListPolicy::Numbered);
        }
        for path in &self.count {
            rule(path, ListPolicy::Count);
        }
    }
}

#[derive(Debug, Args)]
pub struct ReshapeArguments {
    pub document: PathBuf,
    /// Begin with nothing chosen: formats, rows and lists are found out again
    #[arg(long)]
    pub reset: bool,
    #[command(flatten)]
    pub shape: ShapeArguments,
    /// Write the rows here; the ending says how: .csv, .xlsx, .json, .ndjson
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// Print one JSON object about the table
    #[arg(long)]
    pub json: bool,
}

pub fn reshape(arguments: ReshapeArguments) -> Result<Ending, AppError> {
    let export = arguments.out.as_deref().map(export_options).transpose()?;
    let document = OpenDocument::open(&arguments.document, &around())?;
    let mut shape = if arguments.reset { Shape::default() } else { document.shape() };
    arguments.shape.apply(&mut shape);
    let start = Instant::now();
    document.reshape(shape, &Arc::new(ReshapeControl::default()))?;
    let seconds = start.elapsed().as_secs_f64();
    let state = document.state();
    let written = export.map(|options| document.export(&options).map(|rows| (options.path, rows))).transpose()?;
    let (rows, columns) = (state.counts.rows, state.table.columns.len());
    if arguments.json {
        let told = json!({
            "rows": rows,
            "columns": columns,
            "succeeded": state.counts.succeeded,
            "failed": state.counts.failed,
            "seconds": seconds,
            "shape": state.shape,
        });
        print_line(&serde_json::to_string_pretty(&told).expect("a table is always JSON"));
    } else {
        print_line(&format!("{rows} rows × {columns} columns in {seconds:.1} s; nothing was fetched"));
        if let Some((path, rows)) = written {
            print_line(&format!("{rows} rows written to {path}"));
        }
    }
    Ok(if state.counts.failed == 0 { Ending::AllSucceeded } else { Ending::SomeFailed })
}

/// Gives a new document its shape.
pub fn begin_with(document: &OpenDocument, arguments: &ShapeArguments) -> Result<(), AppError> {
    if arguments.is_empty() {
        return Ok(());
    }
    let mut shape = document.shape();
    arguments.apply(&mut shape);
    document.reshape(shape, &Arc::new(ReshapeControl::default()))
}
