use std::borrow::Cow;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// Where a value stands in a request; it decides how the value is written so that it cannot become anything but a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Position {
    /// Host name and port. Nothing can be escaped there, so only letters, digits, dots and dashes may come.
    Host,
    PathSegment,
    Query,
    Header,
    JsonBody,
    FormBody,
    RawBody,
}

/// What a value may not hold at its place; the sentence goes to the user.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Unwritable(pub(crate) &'static str);

/// Safe in queries and forms: what is left is unreserved in RFC 3986, and no server reads it as anything else.
const QUERY: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// A path segment may also hold these; `1,2,3` and `a@b` stay readable. `+` and `;` do not, though they may by the letter:
/// there are servers that read a space and a parameter.
const PATH_SEGMENT: &AsciiSet = &QUERY
    .remove(b',')
    .remove(b':')
    .remove(b'@')
    .remove(b'!')
    .remove(b'$')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*');

impl Position {
    pub(crate) fn write(self, value: &str, out: &mut String) -> Result<(), Unwritable> {
        match self {
            Position::Host => {
                if !value.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-')) {
                    return Err(Unwritable("A host name holds letters, digits, dots and dashes only."));
                }
                out.push_str(value);
            }
            Position::PathSegment => out.extend(utf8_percent_encode(value, PATH_SEGMENT)),
            Position::Query | Position::FormBody => out.extend(utf8_percent_encode(value, QUERY)),
            Position::Header => {
                if value.chars().any(|letter| letter.is_control() && letter != '\t') {
                    return Err(Unwritable("A header cannot hold line breaks or other control characters."));
                }
                out.push_str(value);
            }
            Position::JsonBody => out.push_str(&json_inside(value)),
            Position::RawBody => out.push_str(value),
        }
        Ok(())
    }
}

/// As it stands between the quotes of a JSON string.
fn json_inside(value: &str) -> Cow<'_, str> {
    if !value.chars().any(|letter| matches!(letter, '"' | '\\') || letter < ' ') {
        return Cow::Borrowed(value);
    }
    let quoted = serde_json::Value::from(value).to_string();
    Cow::Owned(quoted[1..quoted.len() - 1].to_owned())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn each_position_in_its_own_way() {
        #[track_caller]
        fn check(position: Position, value: &str, expected: &str) {
            let mut out = String::new();
            position.write(value, &mut out).expect(value);
            assert_eq!(out, expected, "{position:?} of {value:?}");
        }
        use Position::*;
        for position in [Host, PathSegment, Query, Header, JsonBody, FormBody, RawBody] {
            check(position, "007", "007");
            check(position, "a-b.c", "a-b.c");
        }
        check(PathSegment, "a b/c?d#e%f", "a%20b%2Fc%3Fd%23e%25f");
        check(PathSegment, "1,2,3", "1,2,3");
        check(PathSegment, "a+b;c&d=e", "a%2Bb%3Bc%26d%3De");
        check(PathSegment, "Zürich", "Z%C3%BCrich");
        check(PathSegment, "a\\b", "a%5Cb");
        check(Query, "a b&c=d+e#f", "a%20b%26c%3Dd%2Be%23f");
        check(Query, "50%", "50%25");
        check(Query, "日本", "%E6%97%A5%E6%9C%AC");
        check(FormBody, "a b&c", "a%20b%26c");
        check(Header, "a b\té", "a b\té");
        check(JsonBody, "say \"hi\"\n\\", "say \\\"hi\\\"\\n\\\\");
        check(JsonBody, "Zürich", "Zürich");
        check(RawBody, "<a>\n", "<a>\n");
    }

    #[test]
    fn what_cannot_be_written_is_refused() {
        for (position, value) in [
            (Position::Host, "a/b"),
            (Position::Host, "a b"),
            (Position::Host, "evil.example#"),
            (Position::Host, "user@host"),
            (Position::Host, "bücher"),
            (Position::Header, "a\r\nX-Other: b"),
            (Position::Header, "\0"),
        ] {
            assert!(position.write(value, &mut String::new()).is_err(), "{position:?} {value:?}");
        }
    }

    proptest! {
        #[test]
        fn a_value_never_leaves_its_place(value in "\\PC{1,12}") {
            prop_assume!(value != "." && value != "..");
            let mut address = String::from("https://example.com/a/");
            Position::PathSegment.write(&value, &mut address).unwrap();
            address.push_str("/b?x=");
            Position::Query.write(&value, &mut address).unwrap();
            let url = url::Url::parse(&address).unwrap();
            prop_assert_eq!(url.path_segments().unwrap().count(), 3);
            let pairs: Vec<_> = url.query_pairs().collect();
            prop_assert_eq!(pairs.len(), 1);
            prop_assert_eq!(&pairs[0].1, &value);
            prop_assert!(url.fragment().is_none());
        }
    }
}
