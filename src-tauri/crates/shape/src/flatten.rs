use std::collections::HashMap;

use fetchgrid_model::CellKind;
use jiter::{Jiter, Peek};

use crate::{Records, RowSink, error::Fault, path::Path, survey::Surveyed};

/// The column of a record that is no object.
const VALUE_COLUMN: &str = "value";

/// The second pass: sends the records of a surveyed text to the sink and counts them.
pub(crate) fn flatten(text: &str, surveyed: &Surveyed, sink: &mut dyn RowSink) -> Result<u64, Fault> {
    let mut flatten = Flatten {
        json: Jiter::new(&text.as_bytes()[surveyed.start..]),
        sink,
        path: Path::default(),
        json_text: Vec::new(),
        repeats: surveyed.repeats,
    };
    if surveyed.records == Records::Whole {
        let peek = flatten.json.peek()?;
        flatten.record(peek)?;
        return Ok(1);
    }
    let mut rows = 0;
    let mut next = flatten.json.next_array()?;
    while let Some(peek) = next {
        flatten.record(peek)?;
        rows += 1;
        next = flatten.json.array_step()?;
    }
    Ok(rows)
}

struct Flatten<'j, 's> {
    json: Jiter<'j>,
    sink: &'s mut dyn RowSink,
    path: Path,
    /// The list that is being written out.
    json_text: Vec<u8>,
    repeats: bool,
}

impl Flatten<'_, '_> {
    fn record(&mut self, peek: Peek) -> Result<(), Fault> {
        self.sink.begin_row();
        if peek == Peek::Object {
            self.members(true)?;
        } else {
            let mark = self.path.enter(VALUE_COLUMN);
            self.value(peek)?;
            self.path.leave(mark);
        }
        self.sink.end_row();
        Ok(())
    }

    fn value(&mut self, peek: Peek) -> Result<(), Fault> {
        let path = self.path.as_str();
        match peek {
            Peek::Null => {
                self.json.known_null()?;
                self.sink.cell(path, CellKind::Null, "");
            }
            Peek::True | Peek::False => {
                let value = self.json.known_bool(peek)?;
                self.sink.cell(path, CellKind::Bool, if value { "true" } else { "false" });
            }
            Peek::String => self.sink.cell(path, CellKind::Text, self.json.known_str()?),
            Peek::Array => self.list()?,
            Peek::Object => self.members(false)?,
            _ => {
                let raw = self.json.known_number_bytes(peek)?;
                self.sink.cell(path, CellKind::Number, utf8(raw));
            }
        }
        Ok(())
    }

    fn members(&mut self, is_record: bool) -> Result<(), Fault> {
        if self.repeats {
            return self.last_members(is_record);
        }
        let mut mark = self.json.known_object()?.map(|key| self.path.enter(key));
        if mark.is_none() && !is_record {
            self.sink.cell(self.path.as_str(), CellKind::Json, "{}");
        }
        while let Some(entered) = mark {
            let peek = self.json.peek()?;
            self.value(peek)?;
            self.path.leave(entered);
            mark = self.json.next_key()?.map(|key| self.path.enter(key));
        }
        Ok(())
    }

    /// Like `members`, when keys may be repeated: looks ahead for the last of each and passes over the others.
    fn last_members(&mut self, is_record: bool) -> Result<(), Fault> {
        let mut ahead = self.json.clone();
        let mut last = HashMap::new();
        let mut count = 0_usize;
        let mut key = ahead.known_object()?.map(str::to_owned);
        while let Some(found) = key {
            last.insert(found, count);
            count += 1;
            ahead.next_skip()?;
            key = ahead.next_key()?.map(str::to_owned);
        }
        if count == 0 && !is_record {
            self.sink.cell(self.path.as_str(), CellKind::Json, "{}");
        }
        let mut key = self.json.known_object()?;
        for index in 0..count {
            let Some(found) = key else { break };
            if last.get(found) == Some(&index) {
                let mark = self.path.enter(found);
                let peek = self.json.peek()?;
                self.value(peek)?;
                self.path.leave(mark);
            } else {
                self.json.next_skip()?;
            }
            key = self.json.next_key()?;
        }
        Ok(())
    }

    /// A list as compact JSON: as it came when it has neither white space nor escapes, written anew otherwise.
    fn list(&mut self) -> Result<(), Fault> {
        let start = self.json.current_index();
        let mut again = self.json.clone();
        self.json.known_skip(Peek::Array)?;
        let raw = self.json.slice_to_current(start);
        if raw.iter().any(|byte| matches!(byte, b' ' | b'\n' | b'\r' | b'\t' | b'\\')) {
            self.json_text.clear();
            write_compact(&mut again, Peek::Array, &mut self.json_text)?;
            self.sink.cell(self.path.as_str(), CellKind::Json, utf8(&self.json_text));
        } else {
            self.sink.cell(self.path.as_str(), CellKind::Json, utf8(raw));
        }
        Ok(())
    }
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
