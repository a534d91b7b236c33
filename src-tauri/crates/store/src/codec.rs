//! How a raw answer is kept: headers and body in one frame, packed with zstd and, once enough answers have been seen, a
//! dictionary trained on them. Small JSON answers shrink six times with it and twice without.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::thread::{self, JoinHandle};

use fetchgrid_model::{Header, Response, SECRET_MASK, is_secret_name};
use rusqlite::{Connection, OptionalExtension};
use zstd::bulk::{Compressor, Decompressor};

use crate::error::Fault;
use crate::varint;

/// Level 1 is two to three times faster than the default and, with a dictionary, hardly larger.
const LEVEL: i32 = 1;

/// Answers to train on. A thousand are enough for the dictionary to know the keys and common values.
const SAMPLES: usize = 1000;
/// Bytes of one answer that are looked at, and of all together: training takes about 0.1 s a megabyte.
const SAMPLE_BYTES: usize = 4 * 1024;
const ALL_SAMPLE_BYTES: usize = 1024 * 1024;
/// zstd's trainer fails on a handful of samples.
const FEWEST_SAMPLES: usize = 100;
const DICTIONARY_BYTES: usize = 32 * 1024;

/// Buffers that grew past this for one large answer are given back.
const KEPT_BUFFER: usize = 4 * 1024 * 1024;

/// The largest frame that is believed when the file says so.
const LARGEST_FRAME: i64 = 1 << 31;

pub(crate) struct Encoder {
    compressor: Compressor<'static>,
    dict_id: Option<i64>,
    training: Training,
    frame: Vec<u8>,
    packed: Vec<u8>,
}

enum Training {
    Collecting { data: Vec<u8>, sizes: Vec<usize> },
    Running(JoinHandle<Option<Vec<u8>>>),
    Over,
}

pub(crate) struct Packed<'a> {
    pub dict_id: Option<i64>,
    /// Bytes of the frame when unpacked.
    pub size: usize,
    pub data: &'a [u8],
}

impl Encoder {
    /// Goes on with the newest dictionary of the document, if it has one.
    pub fn load(connection: &Connection) -> Result<Self, Fault> {
        let newest: Option<(i64, Vec<u8>)> = connection
            .query_row("SELECT id, data FROM zdict ORDER BY id DESC LIMIT 1", (), |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        let (compressor, dict_id, training) = match newest {
            Some((id, data)) => (Compressor::with_dictionary(LEVEL, &data)?, Some(id), Training::Over),
            None => (Compressor::new(LEVEL)?, None, Training::Collecting { data: Vec::new(), sizes: Vec::new() }),
        };
        Ok(Encoder { compressor, dict_id, training, frame: Vec::new(), packed: Vec::new() })
    }

    pub fn encode(&mut self, response: &Response) -> Result<Packed<'_>, Fault> {
        if self.frame.capacity() > KEPT_BUFFER {
            self.frame = Vec::new();
            self.packed = Vec::new();
        }
        write_frame(response, &mut self.frame);
        self.sample();
        self.packed.clear();
        self.packed.reserve(zstd::zstd_safe::compress_bound(self.frame.len()));
        self.compressor.compress_to_buffer(&self.frame, &mut self.packed)?;
        Ok(Packed { dict_id: self.dict_id, size: self.frame.len(), data: &self.packed })
    }

    fn sample(&mut self) {
        let Training::Collecting { data, sizes } = &mut self.training else { return };
        let sample = &self.frame[..self.frame.len().min(SAMPLE_BYTES)];
        data.extend_from_slice(sample);
        sizes.push(sample.len());
        if sizes.len() < SAMPLES && data.len() < ALL_SAMPLE_BYTES {
            return;
        }
        let (data, sizes) = (std::mem::take(data), std::mem::take(sizes));
        self.training = if sizes.len() < FEWEST_SAMPLES {
            Training::Over
        } else {
            // On a thread of its own: the run does not wait for it, and what arrives meanwhile is packed without.
            let train = move || zstd::dict::from_continuous(&data, &sizes, DICTIONARY_BYTES).ok();
            thread::Builder::new().name("store-training".into()).spawn(train).map_or(Training::Over, Training::Running)
        };
    }

    /// Takes up a dictionary that has become ready. Call inside the writer's transaction.
    pub fn adopt_dictionary(&mut self, connection: &Connection) -> Result<(), Fault> {
        match &self.training {
            Training::Running(thread) if thread.is_finished() => {}
            _ => return Ok(()),
        }
        let Training::Running(thread) = std::mem::replace(&mut self.training, Training::Over) else { return Ok(()) };
        // A dictionary that could not be made is no loss but of space.
        let Ok(Some(dictionary)) = thread.join() else { return Ok(()) };
        connection.execute("INSERT INTO zdict (data) VALUES (?1)", [&dictionary])?;
        self.compressor = Compressor::with_dictionary(LEVEL, &dictionary)?;
        self.dict_id = Some(connection.last_insert_rowid());
        Ok(())
    }
}

fn write_frame(response: &Response, frame: &mut Vec<u8>) {
    frame.clear();
    varint::write(frame, response.headers.len() as u64);
    for header in &response.headers {
        // A session cookie is as good as a password to whoever is given the document.
        let secret = is_secret_name(&header.name) || header.name.eq_ignore_ascii_case("set-cookie");
        for text in [header.name.as_str(), if secret { SECRET_MASK } else { header.value.as_str() }] {
            varint::write(frame, text.len() as u64);
            frame.extend_from_slice(text.as_bytes());
        }
    }
    frame.extend_from_slice(&response.body);
}

/// Unpacks answers; keeps the dictionaries that it has met.
pub(crate) struct Decoder {
    plain: Decompressor<'static>,
    with_dictionary: HashMap<i64, Decompressor<'static>>,
    frame: Vec<u8>,
}

/// One unpacked answer.
pub(crate) struct Frame<'a> {
    headers: Vec<(&'a str, &'a str)>,
    pub body: &'a [u8],
}

impl Frame<'_> {
    pub fn content_type(&self) -> Option<&str> {
        self.headers.iter().find(|(name, _)| name.eq_ignore_ascii_case("content-type")).map(|(_, value)| *value)
    }

    pub fn response(&self, status: u16) -> Response {
        Response { status, headers: self.headers(), body: self.body.to_vec().into() }
    }

    pub fn headers(&self) -> Vec<Header> {
        self.headers.iter().map(|(name, value)| Header { name: (*name).into(), value: (*value).into() }).collect()
    }
}

impl Decoder {
    pub fn new() -> Result<Self, Fault> {
        Ok(Decoder { plain: Decompressor::new()?, with_dictionary: HashMap::new(), frame: Vec::new() })
    }

    pub fn decode(
        &mut self,
        connection: &Connection,
        dict_id: Option<i64>,
        size: i64,
        data: &[u8],
    ) -> Result<Frame<'_>, Fault> {
        if !(0..=LARGEST_FRAME).contains(&size) {
            return Err(Fault::broken(format!("an answer says that it has {size} bytes")));
        }
        let size = size as usize;
        if self.frame.capacity() > KEPT_BUFFER {
            self.frame = Vec::new();
        }
        self.frame.clear();
        self.frame.reserve(size);
        let decompressor = match dict_id {
            None => &mut self.plain,
            Some(id) => match self.with_dictionary.entry(id) {
                Entry::Occupied(known) => known.into_mut(),
                Entry::Vacant(unknown) => unknown.insert(load_dictionary(connection, id)?),
            },
        };
        let written = decompressor.decompress_to_buffer(data, &mut self.frame);
        if !written.is_ok_and(|written| written == size) {
            return Err(Fault::broken("an answer cannot be unpacked"));
        }
        read_frame(&self.frame).ok_or_else(|| Fault::broken("the headers of an answer cannot be read"))
    }
}

fn load_dictionary(connection: &Connection, id: i64) -> Result<Decompressor<'static>, Fault> {
    let mut statement = connection.prepare_cached("SELECT data FROM zdict WHERE id = ?1")?;
    let dictionary: Option<Vec<u8>> = statement.query_row([id], |row| row.get(0)).optional()?;
    let dictionary = dictionary.ok_or_else(|| Fault::broken(format!("dictionary {id} is missing")))?;
    Ok(Decompressor::with_dictionary(&dictionary)?)
}

fn read_frame(frame: &[u8]) -> Option<Frame<'_>> {
    let mut rest = frame;
    let count = varint::read(&mut rest)?;
    let mut headers = Vec::with_capacity(count.min(64) as usize);
    for _ in 0..count {
        let mut text = || {
            let length = usize::try_from(varint::read(&mut rest)?).ok()?;
            let (text, after) = rest.split_at_checked(length)?;
            rest = after;
            std::str::from_utf8(text).ok()
        };
        headers.push((text()?, text()?));
    }
    Some(Frame { headers, body: rest })
}
