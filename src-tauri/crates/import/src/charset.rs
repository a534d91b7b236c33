use std::{
    fs::File,
    io::{self, BufReader, Read},
    path::Path,
};

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::Encoding;
use encoding_rs_io::DecodeReaderBytesBuilder;

use crate::content::{HEAD, utf16};

/// How the bytes of a text file become characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Charset {
    /// None for UTF-8.
    encoding: Option<&'static Encoding>,
}

impl Charset {
    /// Reads the file once; a byte that is not UTF-8 may be its last.
    pub(crate) fn of(path: &Path) -> io::Result<Self> {
        let mut file = File::open(path)?;
        let mut buffer = vec![0; BUFFER];
        let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
        let mut is_utf8 = true;
        // Of a character that the end of the last piece cut.
        let mut begun = 0;
        let mut at_start = true;
        loop {
            let read = file.read(&mut buffer[begun..])?;
            let piece = &buffer[..begun + read];
            if at_start && let Some(encoding) = utf16(&piece[..piece.len().min(HEAD)]) {
                return Ok(Charset { encoding: Some(encoding) });
            }
            at_start = false;
            detector.feed(&piece[begun..], read == 0);
            if read == 0 {
                is_utf8 &= begun == 0;
                break;
            }
            if !is_utf8 {
                continue;
            }
            let whole = match std::str::from_utf8(piece) {
                Ok(_) => piece.len(),
                Err(error) => {
                    is_utf8 = error.error_len().is_none();
                    error.valid_up_to()
                }
            };
            begun = if is_utf8 { piece.len() - whole } else { 0 };
            let end = whole + begun;
            buffer.copy_within(whole..end, 0);
        }
        let encoding = (!is_utf8).then(|| detector.guess(None, Utf8Detection::Deny));
        Ok(Charset { encoding })
    }

    /// The file as UTF-8 without a byte order mark.
    pub(crate) fn open(self, path: &Path) -> io::Result<impl Read + use<>> {
        let file = BufReader::with_capacity(BUFFER, File::open(path)?);
        Ok(DecodeReaderBytesBuilder::new().encoding(self.encoding).strip_bom(true).build(file))
    }
}

/// Bytes; a read from the disk is worth a few thousand lines.
const BUFFER: usize = 64 * 1024;

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> String {
        let file = tempfile::NamedTempFile::new().expect("a file");
        std::fs::write(file.path(), bytes).expect("written");
        let mut text = String::new();
        let charset = Charset::of(file.path()).expect("read");
        charset.open(file.path()).expect("opens").read_to_string(&mut text).expect("UTF-8");
        text
    }

    #[test]
    fn characters_come_out_of_any_set() {
        let check = |bytes: &[u8], expected: &str| assert_eq!(read(bytes), expected, "{bytes:?}");
        check(b"", "");
        check("é 日本".as_bytes(), "é 日本");
        check(b"\xEF\xBB\xBFid", "id");
        check(b"\xFF\xFEi\0d\0\xE9\0", "idé");
        check(b"\xFE\xFF\0i\0d\0\xE9", "idé");
        check(b"i\0d\0;\0n\0", "id;n");
        check(b"Stra\xDFe;M\xFCnchen\nGr\xFC\xDFe", "Straße;München\nGrüße");
        check(&encoding_rs::SHIFT_JIS.encode("日本語,東京\nテスト").0, "日本語,東京\nテスト");
        check(&encoding_rs::WINDOWS_1251.encode("Москва;Привет мир").0, "Москва;Привет мир");
    }

    #[test]
    fn characters_may_lie_across_pieces_and_the_last_byte_may_decide() {
        for shift in 0..4 {
            let text = "x".repeat(shift) + &"日😀é".repeat(30_000);
            assert_eq!(read(text.as_bytes()), text);
        }
        let mut bytes = "x".repeat(200_000).into_bytes();
        bytes.push(0xE9);
        assert_eq!(read(&bytes).chars().last(), Some('é'));
    }
}
