use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{DecoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE};

use crate::ShapeError;

/// Bytes in which a page or an XML file names its character set (HTML asks for it in the first 1024).
const HEAD: usize = 1024;
/// Bytes by which a character set is guessed.
const SAMPLE: usize = 256 * 1024;

/// The answer's text without a byte order mark.
///
/// `chosen` counts before all else. Otherwise it is UTF-8 wherever it can be; another character set is believed only when
/// the bytes are not UTF-8, by a byte order mark, the content type, or the beginning of a page. Whatever is not JSON, which
/// has to be UTF-8, is guessed in the end.
pub(crate) fn decode<'b>(
    body: &'b [u8],
    content_type: Option<&str>,
    chosen: Option<&'static Encoding>,
) -> Result<Cow<'b, str>, ShapeError> {
    if let Some(encoding) = chosen {
        return decode_as(encoding, body);
    }
    let text = body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(body);
    let named = || content_type.and_then(charset);
    let offset = match std::str::from_utf8(text) {
        // UTF-16 of plain letters is UTF-8, too, with a NUL beside each letter.
        Ok(text) => match named().filter(|encoding| is_utf16(encoding) && text.contains('\0')) {
            Some(encoding) => return decode_as(encoding, body),
            None => return Ok(Cow::Borrowed(text)),
        },
        Err(error) => error.valid_up_to(),
    };
    let marked = || Encoding::for_bom(text).map(|(encoding, _)| encoding);
    let other = |encoding: &&'static Encoding| *encoding != UTF_8;
    match marked().or_else(named).filter(other).or_else(|| declared(text)).filter(other).or_else(|| guessed(text)) {
        Some(encoding) => decode_as(encoding, text),
        None => Err(ShapeError::NotText { offset, encoding: UTF_8.name() }),
    }
}

fn decode_as<'b>(encoding: &'static Encoding, body: &'b [u8]) -> Result<Cow<'b, str>, ShapeError> {
    match encoding.decode_with_bom_removal(body) {
        (text, false) => Ok(text),
        (_, true) => Err(ShapeError::NotText { offset: first_misfit(encoding, body), encoding: encoding.name() }),
    }
}

/// The byte at which the decoder gives up.
fn first_misfit(encoding: &'static Encoding, body: &[u8]) -> usize {
    let mut decoder = encoding.new_decoder_with_bom_removal();
    let mut text = String::with_capacity(body.len().saturating_mul(3));
    match decoder.decode_to_string_without_replacement(body, &mut text, true) {
        (DecoderResult::Malformed(misfit, after), read) => read - usize::from(misfit) - usize::from(after),
        (_, read) => read,
    }
}

fn is_utf16(encoding: &'static Encoding) -> bool {
    [UTF_16LE, UTF_16BE].contains(&encoding)
}

fn charset(content_type: &str) -> Option<&'static Encoding> {
    let label = content_type.split(';').skip(1).find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        name.trim().eq_ignore_ascii_case("charset").then(|| value.trim().trim_matches('"'))
    })?;
    Encoding::for_label(label.as_bytes())
}

/// What a page or an XML file says of itself: `<meta charset="…">`, `<?xml … encoding="…"?>`.
fn declared(body: &[u8]) -> Option<&'static Encoding> {
    let head = body[..body.len().min(HEAD)].to_ascii_lowercase();
    let head = head.trim_ascii_start();
    if !head.starts_with(b"<") {
        return None;
    }
    let after = ["encoding=", "charset="].iter().find_map(|name| {
        let at = head.windows(name.len()).position(|window| window == name.as_bytes())?;
        Some(&head[at + name.len()..])
    })?;
    let label: Vec<u8> = after
        .iter()
        .copied()
        .skip_while(|byte| matches!(byte, b'"' | b'\''))
        .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b':' | b'.'))
        .collect();
    // What could be read so far was no UTF-16.
    Encoding::for_label(&label).filter(|encoding| !is_utf16(encoding))
}

fn guessed(body: &[u8]) -> Option<&'static Encoding> {
    // Neither JSON nor a file that is no text.
    if body.trim_ascii_start().starts_with(b"{") || body.trim_ascii_start().starts_with(b"[") || body.contains(&0) {
        return None;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(&body[..body.len().min(SAMPLE)], body.len() <= SAMPLE);
    Some(detector.guess(None, Utf8Detection::Deny))
}

/// Replaces each half of a surrogate pair by the escape of U+FFFD, which is as long, so that places stay true. In JSON a
/// backslash stands in texts only, so no other part of the grammar matters here.
pub(crate) fn mend_surrogates(text: &str) -> String {
    let mut mended = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        mended.push_str(&rest[..at]);
        rest = &rest[at..];
        let length = match (escaped_unit(rest), rest.get(6..).and_then(escaped_unit)) {
            (Some(0xD800..=0xDBFF), Some(0xDC00..=0xDFFF)) => 12,
            (Some(0xD800..=0xDFFF), _) => {
                mended.push_str("\\ufffd");
                rest = &rest[6..];
                continue;
            }
            (Some(_), _) => 6,
            // A backslash and the character behind it, whatever its length.
            (None, _) => 1 + rest[1..].chars().next().map_or(0, char::len_utf8),
        };
        mended.push_str(&rest[..length]);
        rest = &rest[length..];
    }
    mended.push_str(rest);
    mended
}

/// The code unit of a `\uXXXX` at the very start.
fn escaped_unit(text: &str) -> Option<u16> {
    let digits = text.strip_prefix("\\u")?.get(..4)?;
    digits.bytes().all(|byte| byte.is_ascii_hexdigit()).then(|| u16::from_str_radix(digits, 16).ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_of_pairs_are_mended_in_place() {
        let check = |input: &str, expected: &str| {
            assert_eq!(mend_surrogates(input), expected, "{input}");
            assert_eq!(mend_surrogates(input).len(), input.len(), "{input}");
        };
        check(r#""\ud83d""#, r#""\ufffd""#);
        check(r#""\ude00""#, r#""\ufffd""#);
        check(r#""\ud83d\ude00""#, r#""\ud83d\ude00""#);
        check(r#""\ud83d\ud83d\ude00""#, r#""\ufffd\ud83d\ude00""#);
        check(r#""\ude00\ud83d""#, r#""\ufffd\ufffd""#);
        check(r#""\\ud83d""#, r#""\\ud83d""#);
        check(r#""\\\ud83d\n""#, r#""\\\ufffd\n""#);
        check(r#""\uD83Dx""#, r#""\ufffdx""#);
        check(r#"\"#, r#"\"#);
        check(r"\é", r"\é");
        check(r"\u12", r"\u12");
        check("plain", "plain");
    }

    fn decoded(body: &[u8], content_type: Option<&str>, chosen: Option<&str>) -> Result<String, usize> {
        let chosen = chosen.map(|label| Encoding::for_label(label.as_bytes()).expect("a label"));
        decode(body, content_type, chosen).map(Cow::into_owned).map_err(|error| match error {
            ShapeError::NotText { offset, .. } => offset,
            other => panic!("{other}"),
        })
    }

    #[test]
    fn character_sets_are_believed_only_when_needed() {
        let check = |body: &[u8], content_type, expected: Result<&str, usize>| {
            assert_eq!(decoded(body, content_type, None), expected.map(str::to_owned), "{body:?}");
        };
        check(b"\xEF\xBB\xBF{}", None, Ok("{}"));
        check("é".as_bytes(), Some("application/json; charset=iso-8859-1"), Ok("é"));
        check(b"[\"\xE9\"]", Some("application/json; charset=\"ISO-8859-1\""), Ok("[\"é\"]"));
        check(b"[\"\xE9\"]", Some("application/json;charset=utf-8"), Err(2));
        check(b"[\"\xE9\"]", None, Err(2));
        check(b"[\"\xE9\"]", Some("application/json; charset=nonsense"), Err(2));
        check(b"\xFF\xFE[\x001\x00]\x00", None, Ok("[1]"));
        check(b"\xFE\xFF\x00[\x001\x00]", None, Ok("[1]"));
        check(b"[\x001\x00]\x00", Some("text/plain; charset=utf-16le"), Ok("[1]"));
        check(b"[\x001\x00]\x00", None, Ok("[\x001\x00]\x00"));
        check(b"name;city\nJos\xE9;M\xFCnchen\n", Some("text/csv"), Ok("name;city\nJosé;München\n"));
        check(b"name;city\nJos\xE9;M\xFCnchen\n", Some("text/csv; charset=utf-8"), Ok("name;city\nJosé;München\n"));
        check(
            b"<?xml version='1.0' encoding='ISO-8859-2'?><a>\xB1</a>",
            None,
            Ok("<?xml version='1.0' encoding='ISO-8859-2'?><a>ą</a>"),
        );
        check(b"<html><META charset=windows-1251>\xEF", None, Ok("<html><META charset=windows-1251>п"));
        check(b"\x89PNG\0\xFF", None, Err(0));
    }

    #[test]
    fn a_chosen_character_set_counts_before_all_else() {
        let check = |body: &[u8], chosen, expected: Result<&str, usize>| {
            let found = decoded(body, Some("text/csv; charset=utf-8"), Some(chosen));
            assert_eq!(found, expected.map(str::to_owned), "{body:?} as {chosen}");
        };
        check(b"[\"\xE9\"]", "iso-8859-1", Ok("[\"é\"]"));
        check(b"[\"\xE9\"]", "koi8-r", Ok("[\"И\"]"));
        check("é".as_bytes(), "windows-1252", Ok("Ã©"));
        check(b"[\x001\x00]\x00", "utf-16le", Ok("[1]"));
        check(b"\xFF\xFE[\x001\x00]\x00", "utf-16le", Ok("[1]"));
        check(b"\xEF\xBB\xBF1", "utf-8", Ok("1"));
        check(b"ab\xE9", "utf-8", Err(2));
    }
}
