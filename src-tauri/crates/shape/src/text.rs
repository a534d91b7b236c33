use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8};

use crate::ShapeError;

/// The answer's text without a byte order mark. JSON is UTF-8; another character set is believed only when the bytes
/// are not UTF-8 and a byte order mark or the content type names it.
pub(crate) fn decode<'b>(body: &'b [u8], content_type: Option<&str>) -> Result<Cow<'b, str>, ShapeError> {
    let body = body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(body);
    let offset = match std::str::from_utf8(body) {
        Ok(text) => return Ok(Cow::Borrowed(text)),
        Err(error) => error.valid_up_to(),
    };
    let named = Encoding::for_bom(body).map(|(encoding, _)| encoding).or_else(|| charset(content_type?));
    let Some(encoding) = named.filter(|encoding| *encoding != UTF_8) else {
        return Err(ShapeError::NotText { offset, encoding: UTF_8.name() });
    };
    match encoding.decode(body) {
        (text, _, false) => Ok(Cow::Owned(text.into_owned())),
        (_, used, true) => Err(ShapeError::NotText { offset, encoding: used.name() }),
    }
}

fn charset(content_type: &str) -> Option<&'static Encoding> {
    let label = content_type.split(';').skip(1).find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        name.trim().eq_ignore_ascii_case("charset").then(|| value.trim().trim_matches('"'))
    })?;
    Encoding::for_label(label.as_bytes())
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

    #[test]
    fn character_sets_are_believed_only_when_needed() {
        let check = |body: &[u8], content_type, expected: Result<&str, usize>| {
            let found = decode(body, content_type).map_err(|error| match error {
                ShapeError::NotText { offset, .. } => offset,
                other => panic!("{other}"),
            });
            assert_eq!(found.as_deref().map_err(|offset| *offset), expected, "{body:?}");
        };
        check(b"\xEF\xBB\xBF{}", None, Ok("{}"));
        check("é".as_bytes(), Some("application/json; charset=iso-8859-1"), Ok("é"));
        check(b"\"\xE9\"", Some("application/json; charset=\"ISO-8859-1\""), Ok("\"é\""));
        check(b"\"\xE9\"", Some("application/json;charset=utf-8"), Err(1));
        check(b"\"\xE9\"", None, Err(1));
        check(b"\"\xE9\"", Some("application/json; charset=nonsense"), Err(1));
        check(b"\xFF\xFE[\x001\x00]\x00", None, Ok("[1]"));
        check(b"\xFE\xFF\x00[\x001\x00]", None, Ok("[1]"));
    }
}
