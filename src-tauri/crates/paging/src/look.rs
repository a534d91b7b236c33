//! One answer, looked at for paging: its JSON, how many records it has, and what tells its records from those of others.

use std::hash::Hasher;

use fetchgrid_model::{CellKind, Response, Shape};
use fetchgrid_shape::{RowSink, Shaper};
use siphasher::sip::SipHasher13;

/// Reads answers as the table does, but with their lists as they are: a record is a record however many rows it makes.
#[derive(Clone, Debug)]
pub(crate) struct Reading(Shaper);

/// What is seen of one answer.
pub(crate) struct Look {
    /// None for what no rows can be made of.
    pub(crate) json: Option<String>,
    pub(crate) records: u64,
    /// The same for the same records.
    pub(crate) digest: u64,
}

impl Reading {
    pub(crate) fn new(shape: &Shape) -> Self {
        let Shape { format, charset, records, .. } = shape.clone();
        let plain = Shape { format, charset, records, ..Shape::default() };
        // A shape that cannot be has been refused before.
        Reading(Shaper::new(&plain).unwrap_or_default())
    }

    pub(crate) fn look(&self, response: &Response) -> Look {
        let content_type = response.header("content-type");
        let mut count = Count { records: 0, hasher: SipHasher13::new() };
        let is_empty = response.body.trim_ascii().is_empty();
        let json = if is_empty { None } else { self.0.json_of(&response.body, content_type).ok() };
        let shaped = !is_empty && self.0.shape(&response.body, content_type, &mut count).is_ok();
        if !shaped {
            return Look { json, records: 0, digest: 0 };
        }
        Look { json, records: count.records, digest: count.hasher.finish() }
    }
}

struct Count {
    records: u64,
    hasher: SipHasher13,
}

impl RowSink for Count {
    fn begin_row(&mut self) {
        self.records += 1;
    }

    fn cell(&mut self, path: &str, kind: CellKind, text: &str, _rows: u32) {
        // No text holds the byte FF, so that nothing runs together.
        for part in [path.as_bytes(), &[0xff, kind as u8], text.as_bytes(), &[0xff]] {
            self.hasher.write(part);
        }
    }

    fn end_row(&mut self) {
        self.hasher.write(&[0xfe]);
    }
}
