//! Packed bodies, sound and otherwise.

use std::io::Write;

use flate2::write::GzEncoder;
use flate2::{Compress, Compression, Crc, FlushCompress};

/// What a bomb becomes when it is unpacked: 1 GB.
const BOMB: usize = 1 << 30;

/// Packed once and repeated.
const BLOCK: usize = 1 << 20;

pub(super) fn gzip(text: &str) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(text.as_bytes()).expect("a Vec takes everything");
    encoder.finish().expect("a Vec takes everything")
}

/// A sound gzip stream of about a megabyte that unpacks to [`BOMB`] zeros. Each block ends with a full flush, so that it
/// stands for itself and one packed block serves for all.
pub(super) fn bomb() -> Vec<u8> {
    let zeros = vec![0; BLOCK];
    let mut packed = Vec::with_capacity(BLOCK / 8);
    Compress::new(Compression::best(), false)
        .compress_vec(&zeros, &mut packed, FlushCompress::Full)
        .expect("zeros can be packed");
    let mut sum = Crc::new();
    let mut block = Crc::new();
    block.update(&zeros);
    let mut stream = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];
    for _ in 0..BOMB / BLOCK {
        stream.extend_from_slice(&packed);
        sum.combine(&block);
    }
    // A last, empty block.
    stream.extend_from_slice(&[3, 0]);
    stream.extend_from_slice(&sum.sum().to_le_bytes());
    stream.extend_from_slice(&(BOMB as u32).to_le_bytes());
    stream
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use flate2::read::GzDecoder;

    use super::*;

    #[test]
    fn the_bomb_is_a_sound_gzip_stream() {
        let packed = bomb();
        assert!(packed.len() < 4 << 20, "{} bytes", packed.len());
        let mut decoder = GzDecoder::new(packed.as_slice());
        let mut piece = vec![0; BLOCK];
        let mut unpacked = 0;
        loop {
            match decoder.read(&mut piece).expect("a sound stream") {
                0 => break,
                read => unpacked += read,
            }
        }
        assert_eq!(unpacked, BOMB);
    }
}
