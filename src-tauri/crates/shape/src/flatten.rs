use std::collections::HashMap;

use fetchgrid_model::{CellKind, KEY_COLUMN, ListPolicy, RecordUnit};
use jiter::{Jiter, Peek};

use crate::RowSink;
use crate::draft::{Draft, MOST_ROWS};
use crate::error::Fault;
use crate::path::Path;
use crate::repeats::last_of_each;
use crate::rules::Rules;

/// The column of a record that is no object.
const VALUE_COLUMN: &str = "value";

/// Below a list of numbered columns: what is more than they hold.
const MORE_COLUMN: &str = "more";

/// A text that was checked from end to end, and what is known of it.
#[derive(Clone, Copy)]
pub(crate) struct Checked<'t> {
    pub(crate) text: &'t str,
    /// Some object may name a key twice: the last one counts.
    pub(crate) repeats: bool,
}

/// Sends the records at `nodes`, byte indices of values, to the sink and counts the rows.
pub(crate) fn flatten(
    checked: Checked<'_>,
    nodes: &[usize],
    unit: RecordUnit,
    rules: &Rules,
    sink: &mut dyn RowSink,
) -> Result<u64, Fault> {
    let mut rows = 0;
    for &start in nodes {
        let mut flatten = Flatten::at(checked, start, rules, sink);
        let peek = flatten.json.peek()?;
        match (unit, peek) {
            (_, Peek::Array) => flatten.elements()?,
            (RecordUnit::Members, Peek::Object) => flatten.records_by_key()?,
            (RecordUnit::Places, Peek::Object) => flatten.records_by_place(checked, start)?,
            // A place for records in which there are none.
            (_, Peek::Null) => {}
            (_, other) => flatten.record(other, None)?,
        }
        rows += flatten.rows;
    }
    Ok(rows)
}

/// The same for an answer that is one record, whatever it is.
pub(crate) fn flatten_whole(checked: Checked<'_>, rules: &Rules, sink: &mut dyn RowSink) -> Result<u64, Fault> {
    let mut flatten = Flatten::at(checked, 0, rules, sink);
    let peek = flatten.json.peek()?;
    flatten.record(peek, None)?;
    Ok(flatten.rows)
}

/// The value at a place as one cell; an object, too, is JSON text.
pub(crate) fn cell_at(text: &str, start: usize) -> Result<(CellKind, String), Fault> {
    let mut json = Jiter::new(&text.as_bytes()[start..]);
    let peek = json.peek()?;
    Ok(match peek {
        Peek::Null => (CellKind::Null, String::new()),
        Peek::True => (CellKind::Bool, "true".to_owned()),
        Peek::False => (CellKind::Bool, "false".to_owned()),
        Peek::String => (CellKind::Text, json.known_str()?.to_owned()),
        Peek::Array | Peek::Object => {
            let mut out = Vec::new();
            write_compact(&mut json, peek, &mut out)?;
            (CellKind::Json, utf8(&out).to_owned())
        }
        _ => (CellKind::Number, utf8(json.known_number_bytes(peek)?).to_owned()),
    })
}

struct Flatten<'j, 's> {
    json: Jiter<'j>,
    cells: Cells<'s>,
    path: Path,
    rules: &'s Rules,
    /// The list that is being written out.
    scratch: Vec<u8>,
    repeats: bool,
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
            None => self.sink.cell(path.as_str(), kind, text),
        }
    }
}

impl<'j, 's> Flatten<'j, 's> {
    fn at(checked: Checked<'j>, start: usize, rules: &'s Rules, sink: &'s mut dyn RowSink) -> Self {
        Flatten {
            json: Jiter::new(&checked.text.as_bytes()[start..]),
            cells: Cells { sink, draft: rules.make_rows.then(Draft::default) },
            path: Path::default(),
            rules,
            scratch: Vec::new(),
            repeats: checked.repeats,
            rows: 0,
        }
    }

    fn elements(&mut self) -> Result<(), Fault> {
        let mut next = self.json.known_array()?;
        while let Some(peek) = next {
            self.record(peek, None)?;
            next = self.json.array_step()?;
        }
        Ok(())
    }

    fn records_by_key(&mut self) -> Result<(), Fault> {
        let last = self.last_of_each()?;
        let mut number = 0;
        let mut next = self.json.known_object()?.map(str::to_owned);
        while let Some(key) = next {
            let peek = self.json.peek()?;
            if last.get(&key).is_none_or(|last| *last == number) {
                self.record(peek, Some(&key))?;
            } else {
                self.json.known_skip(peek)?;
            }
            number += 1;
            next = self.json.next_key()?.map(str::to_owned);
        }
        Ok(())
    }

    /// The members that are lists give a cell to each row, the others the same one to all.
    fn records_by_place(&mut self, checked: Checked<'j>, start: usize) -> Result<(), Fault> {
        let last = self.last_of_each()?;
        let mut columns = Vec::new();
        let mut number = 0;
        let mut next = self.json.known_object()?.map(str::to_owned);
        while let Some(key) = next {
            let peek = self.json.peek()?;
            if last.get(&key).is_none_or(|last| *last == number) {
                columns.push(self.column(key, peek, start)?);
            } else {
                self.json.known_skip(peek)?;
            }
            number += 1;
            next = self.json.next_key()?.map(str::to_owned);
        }
        let rows = columns.iter().filter(|column| column.is_list).map(|column| column.starts.len()).max().unwrap_or(1);
        for row in 0..rows {
            self.begin();
            for column in &columns {
                let at = if column.is_list { column.starts.get(row) } else { column.starts.first() };
                let Some(&at) = at else { continue };
                self.json = Jiter::new(&checked.text.as_bytes()[at..]);
                let peek = self.json.peek()?;
                let mark = self.path.enter(&column.key);
                self.value(peek, self.rules.at(&column.key))?;
                self.path.leave(mark);
            }
            self.end()?;
        }
        Ok(())
    }

    fn column(&mut self, key: String, peek: Peek, start: usize) -> Result<Column, Fault> {
        let mut starts = Vec::new();
        let is_list = peek == Peek::Array;
        if is_list {
            let mut next = self.json.known_array()?;
            while let Some(peek) = next {
                starts.push(start + self.json.current_index());
                self.json.known_skip(peek)?;
                next = self.json.array_step()?;
            }
        } else {
            starts.push(start + self.json.current_index());
            self.json.known_skip(peek)?;
        }
        Ok(Column { key, starts, is_list })
    }

    fn last_of_each(&self) -> Result<HashMap<String, usize>, Fault> {
        if self.repeats { last_of_each(self.json.clone()) } else { Ok(HashMap::new()) }
    }

    fn record(&mut self, peek: Peek, key: Option<&str>) -> Result<(), Fault> {
        self.begin();
        if let Some(key) = key {
            let mark = self.path.enter(KEY_COLUMN);
            self.cells.put(&self.path, CellKind::Text, key);
            self.path.leave(mark);
        }
        let rules = Some(self.rules).filter(|rules| !rules.is_empty());
        if peek == Peek::Object {
            self.members(true, rules)?;
        } else {
            let mark = self.path.enter(VALUE_COLUMN);
            self.value(peek, rules.and_then(|rules| rules.at(VALUE_COLUMN)))?;
            self.path.leave(mark);
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

    fn value(&mut self, peek: Peek, rules: Option<&Rules>) -> Result<(), Fault> {
        match rules {
            Some(rules) if rules.policy != ListPolicy::Json => self.governed(peek, rules),
            _ => self.plain(peek, rules),
        }
    }

    fn plain(&mut self, peek: Peek, rules: Option<&Rules>) -> Result<(), Fault> {
        match peek {
            Peek::Null => {
                self.json.known_null()?;
                self.cells.put(&self.path, CellKind::Null, "");
            }
            Peek::True | Peek::False => {
                let value = self.json.known_bool(peek)?;
                self.cells.put(&self.path, CellKind::Bool, if value { "true" } else { "false" });
            }
            Peek::String => self.cells.put(&self.path, CellKind::Text, self.json.known_str()?),
            Peek::Array => self.json_text(peek)?,
            Peek::Object => self.members(false, rules)?,
            _ => {
                let raw = self.json.known_number_bytes(peek)?;
                self.cells.put(&self.path, CellKind::Number, utf8(raw));
            }
        }
        Ok(())
    }

    /// A value at a place for which there is a rule. What is no list is a list of one.
    fn governed(&mut self, peek: Peek, rules: &Rules) -> Result<(), Fault> {
        match &rules.policy {
            _ if peek == Peek::Null => self.plain(peek, None),
            ListPolicy::Json => self.plain(peek, Some(rules)),
            ListPolicy::Join { separator } => self.joined(peek, separator),
            ListPolicy::Count => {
                let mut count = 1_u64;
                if peek == Peek::Array {
                    count = 0;
                    let mut next = self.json.known_array()?;
                    while let Some(peek) = next {
                        count += 1;
                        self.json.known_skip(peek)?;
                        next = self.json.array_step()?;
                    }
                } else {
                    self.json.known_skip(peek)?;
                }
                self.cells.put(&self.path, CellKind::Number, &count.to_string());
                Ok(())
            }
            ListPolicy::Numbered if peek == Peek::Array => self.numbered(rules),
            ListPolicy::Numbered => self.below("1", |flatten| flatten.plain(peek, Some(rules))),
            ListPolicy::Rows if peek == Peek::Array => {
                let mut branches = Vec::new();
                let mut next = self.json.known_array()?;
                while let Some(peek) = next {
                    if let Some(draft) = &mut self.cells.draft {
                        draft.enter();
                    }
                    self.plain(peek, Some(rules))?;
                    branches.extend(self.cells.draft.as_mut().map(Draft::leave));
                    next = self.json.array_step()?;
                }
                if let Some(draft) = &mut self.cells.draft {
                    draft.fork(branches);
                }
                Ok(())
            }
            ListPolicy::Rows => self.plain(peek, Some(rules)),
        }
    }

    fn numbered(&mut self, rules: &Rules) -> Result<(), Fault> {
        let mut next = self.json.known_array()?;
        let mut number = 0;
        self.scratch.clear();
        while let Some(peek) = next {
            number += 1;
            if number <= ListPolicy::NUMBERED {
                self.below(&number.to_string(), |flatten| flatten.plain(peek, Some(rules)))?;
                self.scratch.clear();
            } else {
                self.scratch.push(if self.scratch.is_empty() { b'[' } else { b',' });
                write_compact(&mut self.json, peek, &mut self.scratch)?;
            }
            next = self.json.array_step()?;
        }
        if !self.scratch.is_empty() {
            self.scratch.push(b']');
            let mark = self.path.enter(MORE_COLUMN);
            self.cells.put(&self.path, CellKind::Json, utf8(&self.scratch));
            self.path.leave(mark);
        }
        Ok(())
    }

    fn below(&mut self, key: &str, work: impl FnOnce(&mut Self) -> Result<(), Fault>) -> Result<(), Fault> {
        let mark = self.path.enter(key);
        work(self)?;
        self.path.leave(mark);
        Ok(())
    }

    /// The elements as one text; a null among them is nothing, an object or a list its JSON.
    fn joined(&mut self, peek: Peek, separator: &str) -> Result<(), Fault> {
        if !matches!(peek, Peek::Array | Peek::Object) {
            return self.plain(peek, None);
        }
        self.scratch.clear();
        if peek == Peek::Object {
            write_compact(&mut self.json, peek, &mut self.scratch)?;
        } else {
            let mut next = self.json.known_array()?;
            let mut is_first = true;
            while let Some(peek) = next {
                if !is_first {
                    self.scratch.extend_from_slice(separator.as_bytes());
                }
                is_first = false;
                match peek {
                    Peek::Null => self.json.known_null()?,
                    Peek::String => self.scratch.extend_from_slice(self.json.known_str()?.as_bytes()),
                    other => write_compact(&mut self.json, other, &mut self.scratch)?,
                }
                next = self.json.array_step()?;
            }
        }
        self.cells.put(&self.path, CellKind::Text, utf8(&self.scratch));
        Ok(())
    }

    fn members(&mut self, is_record: bool, rules: Option<&Rules>) -> Result<(), Fault> {
        // Of a key that comes twice the last one counts.
        let last = self.last_of_each()?;
        let mut number = 0;
        let mut next = self.json.known_object()?;
        if next.is_none() && !is_record {
            self.cells.put(&self.path, CellKind::Json, "{}");
        }
        while let Some(key) = next {
            let rules = rules.and_then(|rules| rules.at(key));
            let counts = !self.repeats || last.get(key).is_none_or(|last| *last == number);
            let mark = self.path.enter(key);
            let peek = self.json.peek()?;
            if counts {
                self.value(peek, rules)?;
            } else {
                self.json.known_skip(peek)?;
            }
            self.path.leave(mark);
            number += 1;
            next = self.json.next_key()?;
        }
        Ok(())
    }

    /// A list as compact JSON: as it came when it has neither white space nor escapes, written anew otherwise.
    fn json_text(&mut self, peek: Peek) -> Result<(), Fault> {
        let start = self.json.current_index();
        let mut again = self.json.clone();
        self.json.known_skip(peek)?;
        let raw = self.json.slice_to_current(start);
        if raw.iter().any(|byte| matches!(byte, b' ' | b'\n' | b'\r' | b'\t' | b'\\')) {
            self.scratch.clear();
            write_compact(&mut again, peek, &mut self.scratch)?;
            self.cells.put(&self.path, CellKind::Json, utf8(&self.scratch));
        } else {
            self.cells.put(&self.path, CellKind::Json, utf8(raw));
        }
        Ok(())
    }
}

/// One of several lists side by side: the byte indices of its elements, or of the one value that stands beside them.
struct Column {
    key: String,
    starts: Vec<usize>,
    is_list: bool,
}

/// Writes the next value without white space; numbers as they came, texts with no more escapes than JSON asks for.
fn write_compact(json: &mut Jiter<'_>, peek: Peek, out: &mut Vec<u8>) -> Result<(), Fault> {
    match peek {
        Peek::Null => {
            json.known_null()?;
            out.extend_from_slice(b"null");
        }
        Peek::True | Peek::False => {
            let value = json.known_bool(peek)?;
            out.extend_from_slice(if value { b"true" } else { b"false" });
        }
        Peek::String => write_text(json.known_str()?, out),
        Peek::Array => {
            out.push(b'[');
            let mut next = json.known_array()?;
            let mut first = true;
            while let Some(peek) = next {
                if !first {
                    out.push(b',');
                }
                first = false;
                write_compact(json, peek, out)?;
                next = json.array_step()?;
            }
            out.push(b']');
        }
        Peek::Object => {
            out.push(b'{');
            let mut more = json.known_object()?.map(|key| write_text(key, out)).is_some();
            while more {
                out.push(b':');
                let peek = json.peek()?;
                write_compact(json, peek, out)?;
                more = match json.next_key()? {
                    Some(key) => {
                        out.push(b',');
                        write_text(key, out);
                        true
                    }
                    None => false,
                };
            }
            out.push(b'}');
        }
        _ => out.extend_from_slice(json.known_number_bytes(peek)?),
    }
    Ok(())
}

fn write_text(text: &str, out: &mut Vec<u8>) {
    serde_json::to_writer(out, text).expect("a text goes into memory");
}

/// A piece of a text, cut between characters.
fn utf8(raw: &[u8]) -> &str {
    std::str::from_utf8(raw).unwrap_or_default()
}
