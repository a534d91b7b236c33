use std::borrow::Cow;

use encoding_rs::Encoding;
use fetchgrid_model::{AnswerFormat, CellKind, RecordUnit, Records, Shape};

use crate::detect::{Detected, detect, detect_in_xml};
use crate::error::{ShapeError, ShapeProblem};
use crate::flatten::{cell_at, flatten, flatten_whole, list_of};
use crate::format::{Format, Read, Table, found_out, read};
use crate::found::Found;
use crate::json::{Json, WHOLE};
use crate::locate::Place;
use crate::rules::Rules;
use crate::text::{decode, mend_surrogates};

/// Takes the rows of an answer, in order. A row names each of its paths once, or goes without those that a row before it has
/// named for it, too; any other column is missing from it. `text` is empty for null.
pub trait RowSink {
    /// A cell that all rows of the answer share, before the first of them: what stands at one of the places that the shape
    /// takes columns from.
    fn shared(&mut self, _place: usize, _kind: CellKind, _text: &str) {}
    fn begin_row(&mut self);
    /// A cell of the row at hand and of those after it, `rows` in all.
    fn cell(&mut self, path: &str, kind: CellKind, text: &str, rows: u32);
    fn end_row(&mut self);
}

/// What an answer became.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shaped {
    pub rows: u64,
    pub found: Found,
}

/// Bytes of JSON in which a table is looked at, so that a long one does not take its length several times over.
const PART: usize = 64 * 1024;

/// A shape made ready: its paths and selectors are read once, for any number of answers and threads.
#[derive(Clone, Debug, Default)]
pub struct Shaper {
    format: Format,
    /// None to find it out.
    charset: Option<&'static Encoding>,
    /// None to find the records out.
    place: Option<(String, Place, RecordUnit)>,
    rules: Rules,
    /// Places outside of the records that are columns.
    shared: Vec<Place>,
}

impl Shaper {
    /// # Errors
    /// A path or a selector that is none.
    pub fn new(shape: &Shape) -> Result<Self, ShapeProblem> {
        let place = match &shape.records {
            Records::Auto => None,
            Records::At { path, unit } => Some((path.trim().to_owned(), parse(path)?, *unit)),
        };
        let shared = shape.columns.answer_places().map(parse).collect::<Result<_, _>>()?;
        let charset = shape.charset.as_deref().map(encoding).transpose()?;
        Ok(Shaper { format: Format::new(&shape.format)?, charset, place, rules: Rules::new(&shape.lists), shared })
    }

    fn text<'b>(&self, body: &'b [u8], content_type: Option<&str>) -> Result<Cow<'b, str>, ShapeError> {
        decode(body, content_type, self.charset)
    }

    /// Turns the body of an answer into rows. After an error, rows that the sink saw are to be forgotten; there are none
    /// but with [`ShapeError::TooManyRows`] and [`ShapeError::TooManyColumns`].
    ///
    /// # Errors
    /// Whatever is not of the format from the first to the last byte; see [`ShapeError`]. An empty body is an error here:
    /// the caller knows whether it means "no rows" (a 204).
    pub fn shape(&self, body: &[u8], content_type: Option<&str>, sink: &mut dyn RowSink) -> Result<Shaped, ShapeError> {
        let text = self.text(body, content_type)?;
        match read(&self.format, &text, content_type)? {
            Read::Json => match self.json(&text, detect, sink) {
                Err(ShapeError::Trailing { .. }) if self.format.may_be_lines(&text) => {
                    self.table(Table::Written(crate::format::lines(&text)?), sink)
                }
                done => done,
            },
            Read::Written(json) => self.json(&json, detect_in_xml, sink),
            Read::Table(table) => self.table(table, sink),
        }
    }

    /// The answer as JSON: what its rows are made from, and what paths lead through.
    ///
    /// # Errors
    /// Whatever is not of the format; text that claims to be JSON is not looked at here.
    pub fn json_of(&self, body: &[u8], content_type: Option<&str>) -> Result<String, ShapeError> {
        let text = self.text(body, content_type)?;
        Ok(match read(&self.format, &text, content_type)? {
            Read::Json if self.format.may_be_lines(&text) && Json::read(&text).is_err() => crate::format::lines(&text)?,
            Read::Json if Json::read(&text).is_err_and(|fault| fault.is_lone_surrogate()) => mend_surrogates(&text),
            Read::Json => text.into_owned(),
            Read::Written(json) => json,
            Read::Table(table) => table.whole()?,
        })
    }

    /// What the answer is read as; what it seems to be when the shape does not say.
    pub fn format_of(&self, body: &[u8], content_type: Option<&str>) -> AnswerFormat {
        match &self.format {
            Format::Auto => {
                self.text(body, content_type).map_or(AnswerFormat::Auto, |text| found_out(&text, content_type))
            }
            Format::Json => AnswerFormat::Json,
            Format::JsonLines => AnswerFormat::JsonLines,
            Format::Delimited { header, .. } => AnswerFormat::Delimited { delimiter: None, header: *header },
            Format::Xml => AnswerFormat::Xml,
            Format::Html { .. } => AnswerFormat::Html { selectors: None },
            Format::Text => AnswerFormat::Text,
        }
    }

    /// Whether a web page is an answer that rows can be made of, and not one to sign in at.
    pub fn takes_page(&self, body: &[u8], content_type: Option<&str>) -> bool {
        let may_be = matches!(self.format, Format::Auto | Format::Html { .. } | Format::Xml | Format::Text);
        may_be && self.text(body, content_type).is_ok_and(|text| read(&self.format, &text, content_type).is_ok())
    }

    fn json(
        &self,
        text: &str,
        detect: fn(&Json<'_>) -> Detected,
        sink: &mut dyn RowSink,
    ) -> Result<Shaped, ShapeError> {
        match Json::read(text) {
            Ok(json) => self.rows(&json, detect, sink),
            Err(fault) if fault.is_lone_surrogate() => {
                let text = mend_surrogates(text);
                let json = Json::read(&text).map_err(|fault| fault.describe(&text))?;
                self.rows(&json, detect, sink)
            }
            Err(fault) => Err(fault.describe(text)),
        }
    }

    fn rows(
        &self,
        json: &Json<'_>,
        detect: fn(&Json<'_>) -> Detected,
        sink: &mut dyn RowSink,
    ) -> Result<Shaped, ShapeError> {
        let Detected { found, nodes, unit } = match &self.place {
            Some((path, place, unit)) => {
                Detected { found: Found::At { path: path.clone(), unit: *unit }, nodes: place.nodes(json), unit: *unit }
            }
            None => detect(json),
        };
        self.share(json, sink);
        let rows = if found == Found::Whole {
            flatten_whole(json, &self.rules, sink)
        } else {
            flatten(json, &nodes, unit, &self.rules, sink)
        };
        let rows = rows.map_err(|fault| fault.describe(json.text()))?;
        Ok(Shaped { rows, found })
    }

    fn share(&self, json: &Json<'_>, sink: &mut dyn RowSink) {
        for (number, place) in self.shared.iter().enumerate() {
            match place.nodes(json)[..] {
                [] => {}
                [value] => {
                    let (kind, text) = cell_at(json, value);
                    sink.shared(number, kind, &text);
                }
                // One cell for all of them, as a list in a record is one.
                ref values => sink.shared(number, CellKind::Json, &list_of(json, values)),
            }
        }
    }

    /// The elements are the rows, part by part, unless a path says otherwise: it is asked of the whole.
    fn table(&self, mut table: Table<'_>, sink: &mut dyn RowSink) -> Result<Shaped, ShapeError> {
        let is_table = |_: &Json<'_>| Detected { found: Found::Table, nodes: vec![WHOLE], unit: RecordUnit::Elements };
        if self.place.is_some() || !self.shared.is_empty() {
            return self.json(&table.whole()?, is_table, sink);
        }
        let mut rows = 0;
        while let Some(part) = table.part(PART)? {
            rows += self.json(&part, is_table, sink)?.rows;
        }
        Ok(Shaped { rows, found: Found::Table })
    }
}

/// By a name of the Encoding Standard, such as `windows-1252` or `latin1`.
fn encoding(label: &str) -> Result<&'static Encoding, ShapeProblem> {
    Encoding::for_label(label.trim().as_bytes()).ok_or_else(|| ShapeProblem::Charset { label: label.to_owned() })
}

fn parse(path: impl AsRef<str>) -> Result<Place, ShapeProblem> {
    let path = path.as_ref().trim();
    Place::parse(path).map_err(|reason| ShapeProblem::Path { path: path.to_owned(), reason })
}

/// With the default shape, which finds out by itself.
///
/// # Errors
/// As [`Shaper::shape`].
pub fn shape(body: &[u8], content_type: Option<&str>, sink: &mut dyn RowSink) -> Result<Shaped, ShapeError> {
    Shaper::default().shape(body, content_type, sink)
}
