use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use clap::{Args, ValueEnum};
use fetchgrid_app::{AppError, OpenDocument, ReshapeControl};
use fetchgrid_model::{
    AnswerFormat, ColumnKey, ColumnOrigin, ColumnType, ListPolicy, Naming, RecordUnit, Records, RequestFact, ShapeStep,
};
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
    /// The character set of the answers, such as windows-1252 or shift_jis; 'auto' finds it out
    #[arg(long, value_name = "CHARSET")]
    pub charset: Option<String>,
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
    /// Only these columns, in this order: PATH or NAME=PATH, with commas between them. A path is dotted inside the rows,
    /// begins with $ elsewhere in the answer, {id} is a value, request.status and the like tell of the request
    #[arg(long, value_name = "COLUMNS", value_delimiter = ',')]
    pub columns: Vec<String>,
    /// Read the cells of a column as text, integer, decimal, bool, date, date-time or json; what cannot be stays as it came
    #[arg(long = "type", value_name = "PATH=TYPE", value_parser = typed)]
    pub types: Vec<(String, TypeWord)>,
    /// Call columns by the last part of their path where that is enough
    #[arg(long)]
    pub short_names: bool,
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
        self.steps().is_empty()
    }

    /// What was asked for, as steps.
    fn steps(&self) -> Vec<ShapeStep> {
        let mut steps = Vec::new();
        if let Some(format) = self.format {
            let format = match format {
                FormatWord::Auto => AnswerFormat::Auto,
                FormatWord::Json => AnswerFormat::Json,
                FormatWord::JsonLines => AnswerFormat::JsonLines,
                FormatWord::Csv => AnswerFormat::Delimited { delimiter: None, header: None },
                FormatWord::Xml => AnswerFormat::Xml,
                FormatWord::Html => AnswerFormat::Html { selectors: None },
                FormatWord::Text => AnswerFormat::Text,
            };
            steps.push(ShapeStep::ReadAs { format });
        }
        steps.extend(
            self.charset
                .as_deref()
                .map(|charset| ShapeStep::Charset { charset: (charset != "auto").then(|| charset.to_owned()) }),
        );
        let records = self.records.as_deref().map(|path| match path {
            "auto" => Records::Auto,
            path => {
                let unit = match self.records_as {
                    None | Some(UnitWord::Elements) => RecordUnit::Elements,
                    Some(UnitWord::Members) => RecordUnit::Members,
                    Some(UnitWord::Places) => RecordUnit::Places,
                };
                Records::At { path: path.to_owned(), unit }
            }
        });
        steps.extend(records.map(|records| ShapeStep::Records { records }));
        let list = |path: &str, policy| ShapeStep::List { path: path.to_owned(), policy };
        steps.extend(self.explode.iter().map(|path| list(path, ListPolicy::Rows)));
        steps.extend(self.join.iter().map(|argument| {
            let (path, separator) = argument.split_once('=').unwrap_or((argument, ", "));
            list(path, ListPolicy::Join { separator: separator.to_owned() })
        }));
        steps.extend(self.numbered.iter().map(|path| list(path, ListPolicy::Numbered)));
        steps.extend(self.count.iter().map(|path| list(path, ListPolicy::Count)));
        if self.short_names {
            steps.push(ShapeStep::Name { naming: Naming::Short });
        }
        let columns: Vec<(Option<&str>, ColumnKey)> = self.columns.iter().map(|argument| column(argument)).collect();
        if !columns.is_empty() {
            steps.push(ShapeStep::Only { columns: columns.iter().map(|(_, key)| key.clone()).collect() });
        }
        for (name, key) in columns {
            let named = name.map(|name| ShapeStep::Rename { column: key, name: Some(name.to_owned()) });
            steps.extend(named);
        }
        steps.extend(
            self.types.iter().map(|(path, word)| ShapeStep::Retype { column: column(path).1, ty: (*word).into() }),
        );
        steps
    }
}

/// `name=path` or `path`. A path begins with `$` for a place in the answer outside of its rows, with `request.` for what is
/// known of the request, with `{` for one of its values, and is a dotted path inside the rows otherwise.
fn column(argument: &str) -> (Option<&str>, ColumnKey) {
    let (name, path) = match argument.split_once('=') {
        Some((name, path)) if !name.is_empty() && !name.starts_with('$') => (Some(name), path),
        _ => (None, argument),
    };
    let fact = path.strip_prefix("request.").and_then(|word| {
        let is_it = |known: &str| known.eq_ignore_ascii_case(&word.replace(['_', '-'], ""));
        RequestFact::ALL.into_iter().find(|(_, known)| is_it(known)).map(|(_, known)| known)
    });
    let value = path.strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
    let key = match (fact, value) {
        (Some(fact), _) => ColumnKey::new(ColumnOrigin::Request, fact),
        (None, Some(value)) => ColumnKey::new(ColumnOrigin::Value, value),
        (None, None) if path.starts_with('$') => ColumnKey::new(ColumnOrigin::Answer, path),
        (None, None) => ColumnKey::field(path),
    };
    (name, key)
}

fn typed(argument: &str) -> Result<(String, TypeWord), String> {
    let (path, word) = argument.rsplit_once('=').ok_or("it should be PATH=TYPE, such as zip=text")?;
    let word = TypeWord::from_str(word, true).map_err(|_| {
        let words = TypeWord::value_variants().iter().filter_map(TypeWord::to_possible_value);
        let words: Vec<String> = words.map(|word| word.get_name().to_owned()).collect();
        format!("a type is one of {}", words.join(", "))
    })?;
    Ok((path.to_owned(), word))
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum TypeWord {
    Auto,
    Text,
    Integer,
    Decimal,
    Bool,
    Date,
    DateTime,
    Json,
}

impl From<TypeWord> for Option<ColumnType> {
    fn from(word: TypeWord) -> Self {
        match word {
            TypeWord::Auto => None,
            TypeWord::Text => Some(ColumnType::Text),
            TypeWord::Integer => Some(ColumnType::Integer),
            TypeWord::Decimal => Some(ColumnType::Decimal),
            TypeWord::Bool => Some(ColumnType::Bool),
            TypeWord::Date => Some(ColumnType::Date),
            TypeWord::DateTime => Some(ColumnType::DateTime),
            TypeWord::Json => Some(ColumnType::Json),
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
    let mut steps = if arguments.reset { Vec::new() } else { document.steps() };
    steps.extend(arguments.shape.steps());
    let start = Instant::now();
    document.reshape(&steps, &Arc::new(ReshapeControl::default()))?;
    let seconds = start.elapsed().as_secs_f64();
    let state = document.state();
    let written = export.map(|options| document.export(&options).map(|rows| (options.path, rows))).transpose()?;
    let columns = state.table.columns.iter().filter(|column| !column.hidden).count();
    let rows = state.counts.rows;
    if arguments.json {
        let told = json!({
            "rows": rows,
            "columns": columns,
            "succeeded": state.counts.succeeded,
            "failed": state.counts.failed,
            "seconds": seconds,
            "shape": state.shape,
            "steps": state.steps,
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
    let mut steps = document.steps();
    steps.extend(arguments.steps());
    document.reshape(&steps, &Arc::new(ReshapeControl::default()))
}
