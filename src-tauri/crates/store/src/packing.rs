//! One Arrow record batch as bytes: an IPC stream packed by zstd, the length before packing in front.

use arrow_array::RecordBatch;
use arrow_buffer::Buffer;
use arrow_ipc::reader::StreamDecoder;
use arrow_ipc::writer::StreamWriter;
use zstd::bulk::{Compressor, Decompressor};

use crate::error::Fault;

/// The table is a cache and is read far more often than made: a tenth larger than with level 1, and quicker both ways.
const LEVEL: i32 = -1;

pub(crate) struct Packer {
    compressor: Compressor<'static>,
    stream: Vec<u8>,
}

impl Packer {
    pub fn new() -> Result<Self, Fault> {
        Ok(Packer { compressor: Compressor::new(LEVEL)?, stream: Vec::new() })
    }

    pub fn pack(&mut self, batch: &RecordBatch) -> Result<(Vec<u8>, usize), Fault> {
        self.stream.clear();
        let mut writer = StreamWriter::try_new(&mut self.stream, &batch.schema())?;
        writer.write(batch)?;
        writer.finish()?;
        drop(writer);
        let unpacked = self.stream.len();
        let length = u32::try_from(unpacked).map_err(|_| Fault::broken("a column is larger than 4 GB"))?;
        let mut packed = length.to_le_bytes().to_vec();
        packed.extend(self.compressor.compress(&self.stream)?);
        Ok((packed, unpacked))
    }
}

pub(crate) struct Unpacker {
    decompressor: Decompressor<'static>,
}

impl Unpacker {
    pub fn new() -> Result<Self, Fault> {
        Ok(Unpacker { decompressor: Decompressor::new()? })
    }

    pub fn unpack(&mut self, data: &[u8]) -> Result<RecordBatch, Fault> {
        let (length, packed) = data.split_first_chunk::<4>().ok_or_else(|| Fault::broken("a column is empty"))?;
        let stream = self
            .decompressor
            .decompress(packed, u32::from_le_bytes(*length) as usize)
            .map_err(|_| Fault::broken("a column cannot be unpacked"))?;
        // The arrays point into this one buffer; nothing is copied.
        let mut stream = Buffer::from_vec(stream);
        let batch = StreamDecoder::new().decode(&mut stream)?;
        batch.ok_or_else(|| Fault::broken("a column has no rows"))
    }
}
