//! What the text of an answer is read as. All that is not JSON is written as JSON first, so that there is one way from
//! there to rows.

mod delimited;
mod html;
mod lines;
mod xml;

use dom_query::Matcher;
use fetchgrid_delimited::Dialect;
use fetchgrid_model::AnswerFormat;
use serde::de::IgnoredAny;

use crate::error::{ShapeError, ShapeProblem};

pub(crate) use lines::lines;

/// A format made ready.
#[derive(Clone, Debug, Default)]
pub(crate) enum Format {
    #[default]
    Auto,
    Json,
    JsonLines,
    Delimited {
        delimiter: Option<u8>,
        header: Option<bool>,
    },
    Xml,
    Html {
        selectors: Option<Selectors>,
    },
    Text,
}

#[derive(Clone, Debug)]
pub(crate) struct Selectors {
    rows: Matcher,
    columns: Vec<Column>,
}

#[derive(Clone, Debug)]
struct Column {
    name: String,
    /// None for the row itself.
    selector: Option<Matcher>,
    attribute: Option<String>,
}

/// An answer as JSON: the text itself, what was written from it, or a table of which that is still to be written.
pub(crate) enum Read<'t> {
    Json,
    Written(String),
    Table(Table<'t>),
}

/// A list of records, whatever stands in it.
pub(crate) enum Table<'t> {
    Written(String),
    Delimited(Box<delimited::Rows<'t>>),
    Page(html::Rows),
}

impl Table<'_> {
    /// The next records, in about so many bytes of JSON or, where they are written already, in all of them; none after the last.
    pub(crate) fn part(&mut self, bytes: usize) -> Result<Option<String>, ShapeError> {
        let mut json = String::from("[");
        while json.len() < bytes {
            let is_there = match self {
                Table::Written(written) => return Ok(Some(std::mem::take(written)).filter(|json| !json.is_empty())),
                Table::Delimited(rows) => rows.write(&mut json)?,
                Table::Page(rows) => rows.write(&mut json),
            };
            if !is_there {
                break;
            }
        }
        json.push(']');
        Ok(Some(json).filter(|json| json.len() > "[]".len()))
    }

    /// All of it as JSON.
    pub(crate) fn whole(mut self) -> Result<String, ShapeError> {
        Ok(self.part(usize::MAX)?.unwrap_or_else(|| "[]".to_owned()))
    }
}

impl Format {
    pub(crate) fn new(format: &AnswerFormat) -> Result<Self, ShapeProblem> {
        Ok(match format {
            AnswerFormat::Auto => Format::Auto,
            AnswerFormat::Json => Format::Json,
            AnswerFormat::JsonLines => Format::JsonLines,
            AnswerFormat::Delimited { delimiter, header } => Format::Delimited {
                delimiter: delimiter
                    .map(|delimiter| u8::try_from(delimiter).map_err(|_| ShapeProblem::Delimiter { delimiter }))
                    .transpose()?,
                header: *header,
            },
            AnswerFormat::Xml => Format::Xml,
            AnswerFormat::Html { selectors: None } => Format::Html { selectors: None },
            AnswerFormat::Html { selectors: Some(selectors) } => {
                let columns = selectors.columns.iter().map(|column| {
                    let selector = Some(column.selector.trim()).filter(|selector| !selector.is_empty());
                    Ok(Column {
                        name: column.name.clone(),
                        selector: selector.map(matcher).transpose()?,
                        attribute: column.attribute.clone().filter(|name| !name.is_empty()),
                    })
                });
                Format::Html {
                    selectors: Some(Selectors {
                        rows: matcher(selectors.rows.trim())?,
                        columns: columns.collect::<Result<_, _>>()?,
                    }),
                }
            }
            AnswerFormat::Text => Format::Text,
        })
    }

    /// Several JSON values, one a line, that came without a word of it.
    pub(crate) fn may_be_lines(&self, text: &str) -> bool {
        matches!(self, Format::Auto)
            && text.lines().filter(|line| !line.trim().is_empty()).all(|line| line.trim_start().starts_with(['{', '[']))
    }
}

fn matcher(selector: &str) -> Result<Matcher, ShapeProblem> {
    Matcher::new(selector).map_err(|_| ShapeProblem::Selector { selector: selector.to_owned() })
}

pub(crate) fn read<'t>(format: &Format, text: &'t str, content_type: Option<&str>) -> Result<Read<'t>, ShapeError> {
    if text.trim_ascii().is_empty() {
        return Err(ShapeError::Empty);
    }
    Ok(match format {
        Format::Auto => by_itself(text, &kind_of(content_type))?,
        Format::Json => Read::Json,
        Format::JsonLines => Read::Table(Table::Written(lines(text)?)),
        Format::Delimited { delimiter, header } => delimited(text, *delimiter, *header)?,
        Format::Xml => Read::Written(xml::write(text)?),
        Format::Html { selectors: None } => Read::Table(Table::Page(html::table(text).ok_or(ShapeError::NoTable)?)),
        Format::Html { selectors: Some(selectors) } => Read::Table(Table::Written(html::write_found(text, selectors))),
        Format::Text => {
            let mut json = String::from("[");
            push_text(&mut json, text);
            json.push(']');
            Read::Table(Table::Written(json))
        }
    })
}

fn delimited(text: &str, delimiter: Option<u8>, header: Option<bool>) -> Result<Read<'_>, ShapeError> {
    Ok(Read::Table(Table::Delimited(Box::new(delimited::Rows::of(text, delimiter, header)?))))
}

/// The content type without its parameters, in small letters.
fn kind_of(content_type: Option<&str>) -> String {
    content_type.unwrap_or_default().split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// What a text seems to be.
fn seems(text: &str, kind: &str) -> AnswerFormat {
    let start = text.trim_start();
    if start.starts_with('<') {
        return if html::is_page(start, kind) { AnswerFormat::Html { selectors: None } } else { AnswerFormat::Xml };
    }
    let table = |delimiter| AnswerFormat::Delimited { delimiter, header: None };
    match kind {
        "text/csv" | "application/csv" | "text/x-csv" => table(None),
        "text/tab-separated-values" | "text/tsv" => table(Some('\t')),
        "application/x-ndjson" | "application/ndjson" | "application/jsonl" | "application/x-jsonlines" => {
            AnswerFormat::JsonLines
        }
        "" | "text/plain" if is_delimited(start) => table(None),
        _ => AnswerFormat::Json,
    }
}

/// What an answer is read as when nobody has said.
pub(crate) fn found_out(text: &str, content_type: Option<&str>) -> AnswerFormat {
    match seems(text, &kind_of(content_type)) {
        AnswerFormat::Json if Format::Auto.may_be_lines(text) && serde_json::from_str::<IgnoredAny>(text).is_err() => {
            AnswerFormat::JsonLines
        }
        format => format,
    }
}

fn by_itself<'t>(text: &'t str, kind: &str) -> Result<Read<'t>, ShapeError> {
    Ok(match seems(text, kind) {
        AnswerFormat::Html { .. } => {
            // A page with a form for a password is where one signs in, whatever tables it has.
            let data = if html::asks_for_password(text) { None } else { html::table(text) };
            Read::Table(Table::Page(data.ok_or(ShapeError::WebPage)?))
        }
        AnswerFormat::Xml => Read::Written(xml::write(text)?),
        AnswerFormat::Delimited { delimiter, .. } => {
            delimited(text, delimiter.and_then(|delimiter| u8::try_from(delimiter).ok()), None)?
        }
        AnswerFormat::JsonLines => Read::Table(Table::Written(lines(text)?)),
        _ => Read::Json,
    })
}

/// Plain text that is a table for sure: no JSON, and every line has as many cells as the first.
fn is_delimited(text: &str) -> bool {
    if text.starts_with(['{', '[']) {
        return false;
    }
    let Some(dialect) = Dialect::detect(&delimited::sample(text), true) else { return false };
    let mut reader = fetchgrid_delimited::reader(text.as_bytes(), dialect.delimiter);
    let lengths: Vec<usize> = reader.records().map_while(Result::ok).map(|row| row.len()).collect();
    lengths.len() > 1 && lengths[0] > 1 && lengths.iter().all(|length| *length == lengths[0])
}

/// A text as JSON writes it.
fn push_text(json: &mut String, text: &str) {
    json.push_str(&serde_json::Value::from(text).to_string());
}
