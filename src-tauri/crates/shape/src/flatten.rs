use std::borrow::Cow;

use fetchgrid_model::{CellKind, KEY_COLUMN, ListPolicy, RecordUnit};
use memchr::{memchr2, memchr3};

use crate::RowSink;
use crate::draft::{Draft, MOST_ROWS};
use crate::error::Fault;
use crate::json::{Json, Kind, WHOLE};
use crate::path::Path;
use crate::rules::Rules;

/// The column of a record that is no object.
const VALUE_COLUMN: &str = "value";

/// Below a list of numbered columns: what is more than they hold.
const MORE_COLUMN: &str = "more";

/// Sends the records at `nodes` to the sink and counts the rows.
pub(crate) fn flatten(
    json: &Json<'_>,
    nodes: &[usize],
    unit: RecordUnit,
    rules: &Rules,
    sink: &mut dyn RowSink,
) -> Result<u64, Fault> {
    let mut flatten = Flatten::new(json, rules, sink);
    for &node in nodes {
        match (unit, json.kind(node)) {
            (_, Kind::List) => {
                for element in json.elements(node) {
                    flatten.record(element, None)?;
                }
            }
            (RecordUnit::Members, Kind::Object) => {
                for (key, member) in json.members(node) {
                    flatten.record(member, Some(key))?;
                }
            }
            (RecordUnit::Places, Kind::Object) => flatten.records_by_place(node)?,
            // A place for records in which there are none.
            (_, Kind::Null) => {}
            _ => flatten.record(node, None)?,
        }
    }
    Ok(flatten.rows)
}

/// The same for an answer that is one record, whatever it is.
pub(crate) fn flatten_whole(json: &Json<'_>, rules: &Rules, sink: &mut dyn RowSink) -> Result<u64, Fault> {
    let mut flatten = Flatten::new(json, rules, sink);
    flatten.record(WHOLE, None)?;
    Ok(flatten.rows)
}

/// A value as one cell; a list or an object is compact JSON text.
pub(crate) fn cell_at<'j>(json: &'j Json<'_>, value: usize) -> (CellKind, Cow<'j, str>) {
    match json.kind(value) {
        Kind::Null | Kind::End => (CellKind::Null, "".into()),
        Kind::True => (CellKind::Bool, "true".into()),
        Kind::False => (CellKind::Bool, "false".into()),
        Kind::Number => (CellKind::Number, json.says(value).into()),
        Kind::Text => (CellKind::Text, json.says(value).into()),
        Kind::List | Kind::Object => (CellKind::Json, compact(json, value)),
    }
}

/// Several values as one list.
pub(crate) fn list_of(json: &Json<'_>, values: &[usize]) -> String {
    let mut out = Vec::new();
    write_list(json, values.iter().copied(), &mut out);
    String::from_utf8(out).unwrap_or_default()
}

/// As it came when it has neither white space nor escapes, written anew otherwise.
fn compact<'j>(json: &'j Json<'_>, value: usize) -> Cow<'j, str> {
    let raw = json.raw(value);
    let is_compact =
        memchr3(b' ', b'\\', b'\n', raw.as_bytes()).is_none() && memchr2(b'\r', b'\t', raw.as_bytes()).is_none();
    if !is_compact {
        let mut out = Vec::with_capacity(raw.len());
        write_compact(json, value, &mut out);
        String::from_utf8(out).unwrap_or_default().into()
    } else {
        raw.into()
    }
}

struct Flatten<'j, 's> {
    json: &'j Json<'j>,
    cells: Cells<'s>,
    path: Path,
    rules: &'s Rules,
    rows: u64,
}

/// Where cells go: on to the sink, or into a record that may become several rows.
struct Cells<'s> {
    sink: &'s mut dyn RowSink,
    draft: Option<Draft>,
}

impl Cells<'_> {
    fn put(&mut self, path: &Path, kind: CellKind, text: &str) {
        match &mut self.draft {
            Some(draft) => draft.cell(path.as_str(), kind, text),
            None => self.sink.cell(path.as_str(), kind, text, 1),
        }
    }
}

impl<'j, 's> Flatten<'j, 's> {
    fn new(json: &'j Json<'j>, rules: &'s Rules, sink: &'s mut dyn RowSink) -> Self {
        Flatten {
            json,
            cells: Cells { sink, draft: rules.make_rows.then(Draft::default) },
            path: Path::with_room(),
            rules,
            rows: 0,
        }
    }

    /// The members that are lists give a cell to each row, the others the same one to all.
    fn records_by_place(&mut self, object: usize) -> Result<(), Fault> {
        let json = self.json;
        let columns: Vec<Column<'_>> = json
            .members(object)
            .map(|(key, value)| match json.kind(value) {
                Kind::List => Column { key, values: json.elements(value).collect(), is_list: true },
                _ => Column { key, values: vec![value], is_list: false },
            })
            .collect();
        let rows = columns.iter().filter(|column| column.is_list).map(|column| column.values.len()).max().unwrap_or(1);
        for row in 0..rows {
            self.begin();
            for column in &columns {
                let value = if column.is_list { column.values.get(row) } else { column.values.first() };
                if let Some(&value) = value {
                    let rules = self.rules.at(column.key);
                    self.below(column.key, |flatten| flatten.value(value, rules));
                }
            }
            self.end()?;
        }
        Ok(())
    }

    fn record(&mut self, value: usize, key: Option<&str>) -> Result<(), Fault> {
        self.begin();
        if let Some(key) = key {
            self.below(KEY_COLUMN, |flatten| flatten.put(CellKind::Text, key));
        }
        let rules = Some(self.rules).filter(|rules| !rules.is_empty());
        if self.json.kind(value) == Kind::Object {
            self.members(value, rules);
        } else {
            let rules = rules.and_then(|rules| rules.at(VALUE_COLUMN));
            self.below(VALUE_COLUMN, |flatten| flatten.value(value, rules));
        }
        self.end()
    }

    fn begin(&mut self) {
        match &mut self.cells.draft {
            Some(draft) => draft.begin(),
            None => self.cells.sink.begin_row(),
        }
    }

    fn end(&mut self) -> Result<(), Fault> {
        match &self.cells.draft {
            None => {
                self.cells.sink.end_row();
                self.rows += 1;
            }
            Some(draft) => {
                self.rows = self.rows.saturating_add(draft.rows());
                if self.rows > MOST_ROWS {
                    return Err(Fault::TooManyRows);
                }
                draft.send(self.cells.sink);
            }
        }
        Ok(())
    }

    fn below(&mut self, key: &str, work: impl FnOnce(&mut Self)) {
        let mark = self.path.enter(key);
        work(self);
        self.path.leave(mark);
    }

    fn put(&mut self, kind: CellKind, text: &str) {
        self.cells.put(&self.path, kind, text);
    }

    fn members(&mut self, object: usize, rules: Option<&Rules>) {
        for (key, value) in self.json.members(object) {
            let rules = rules.and_then(|rules| rules.at(key));
            self.below(key, |flatten| flatten.value(value, rules));
        }
    }

    fn value(&mut self, value: usize, rules: Option<&Rules>) {
        match rules {
            Some(rules) if rules.policy != ListPolicy::Json => self.governed(value, rules),
            _ => self.plain(value, rules),
        }
    }

    fn plain(&mut self, value: usize, rules: Option<&Rules>) {
        if self.json.kind(value) == Kind::Object && !self.json.is_empty(value) {
            self.members(value, rules);
        } else {
            let (kind, text) = cell_at(self.json, value);
            self.put(kind, &text);
        }
    }

    /// A value at a place for which there is a rule. What is no list is a list of one.
    fn governed(&mut self, value: usize, rules: &Rules) {
        let json = self.json;
        let is_list = json.kind(value) == Kind::List;
        match &rules.policy {
            _ if json.kind(value) == Kind::Null => self.plain(value, None),
            ListPolicy::Json => self.plain(value, Some(rules)),
            ListPolicy::Join { separator } => self.joined(value, separator),
            ListPolicy::Count => {
                let count = if is_list { json.elements(value).count() } else { 1 };
                self.put(CellKind::Number, &count.to_string());
            }
            ListPolicy::Numbered if is_list => self.numbered(value, rules),
            ListPolicy::Numbered => self.below("1", |flatten| flatten.plain(value, Some(rules))),
            ListPolicy::Rows if is_list => self.rows_of(value, rules),
            ListPolicy::Rows => self.plain(value, Some(rules)),
        }
    }

    /// The elements as branches of the record. There is a draft wherever some rule makes rows.
    fn rows_of(&mut self, list: usize, rules: &Rules) {
        let Some(fork) = self.cells.draft.as_mut().map(Draft::begin_fork) else { return };
        let mut branches = Vec::new();
        for element in self.json.elements(list) {
            let from = self.cells.draft.as_ref().map_or(0, Draft::here);
            self.plain(element, Some(rules));
            branches.extend(self.cells.draft.as_mut().map(|draft| draft.branch(from)));
        }
        if let Some(draft) = &mut self.cells.draft {
            draft.end_fork(fork, branches);
        }
    }

    fn numbered(&mut self, list: usize, rules: &Rules) {
        let json = self.json;
        let mut more = Vec::new();
        for (number, element) in (1..).zip(json.elements(list)) {
            if number <= ListPolicy::NUMBERED {
                self.below(&number.to_string(), |flatten| flatten.plain(element, Some(rules)));
            } else {
                more.push(if more.is_empty() { b'[' } else { b',' });
                write_compact(json, element, &mut more);
            }
        }
        if !more.is_empty() {
            more.push(b']');
            self.below(MORE_COLUMN, |flatten| flatten.put(CellKind::Json, utf8(&more)));
        }
    }

    /// The elements as one text; a null among them is nothing, an object or a list its JSON.
    fn joined(&mut self, value: usize, separator: &str) {
        let json = self.json;
        if json.kind(value) != Kind::List {
            let (kind, text) = cell_at(json, value);
            let kind = if kind == CellKind::Json { CellKind::Text } else { kind };
            return self.put(kind, &text);
        }
        let mut text = String::new();
        for (number, element) in json.elements(value).enumerate() {
            if number > 0 {
                text.push_str(separator);
            }
            text.push_str(&cell_at(json, element).1);
        }
        self.put(CellKind::Text, &text);
    }
}

/// One of several lists side by side: its elements, or the one value that stands beside them.
struct Column<'j> {
    key: &'j str,
    values: Vec<usize>,
    is_list: bool,
}

/// Writes a value without white space; numbers as they came, texts with no more escapes than JSON asks for.
fn write_compact(json: &Json<'_>, value: usize, out: &mut Vec<u8>) {
    match json.kind(value) {
        Kind::Null | Kind::End => out.extend_from_slice(b"null"),
        Kind::True => out.extend_from_slice(b"true"),
        Kind::False => out.extend_from_slice(b"false"),
        Kind::Number => out.extend_from_slice(json.says(value).as_bytes()),
        Kind::Text => write_text(json.says(value), out),
        Kind::List => write_list(json, json.elements(value), out),
        Kind::Object => {
            out.push(b'{');
            for (number, (key, member)) in json.all_members(value).enumerate() {
                if number > 0 {
                    out.push(b',');
                }
                write_text(key, out);
                out.push(b':');
                write_compact(json, member, out);
            }
            out.push(b'}');
        }
    }
}

fn write_list(json: &Json<'_>, values: impl Iterator<Item = usize>, out: &mut Vec<u8>) {
    out.push(b'[');
    for (number, value) in values.enumerate() {
        if number > 0 {
            out.push(b',');
        }
        write_compact(json, value, out);
    }
    out.push(b']');
}

fn write_text(text: &str, out: &mut Vec<u8>) {
    serde_json::to_writer(out, text).expect("a text goes into memory");
}

fn utf8(raw: &[u8]) -> &str {
    std::str::from_utf8(raw).unwrap_or_default()
}
