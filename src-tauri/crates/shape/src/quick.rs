//! The common case of [`Json::read`]: a text that is valid JSON through and through. At anything that is not, this gives up
//! and says nothing; the other reader then says what is wrong and where.

use ahash::RandomState;
use jiter::Jiter;

use crate::error::MAX_DEPTH;
use crate::json::{Json, Kind, number_length};

/// Bytes of a text that stand for themselves: neither its end nor an escape nor a control character.
const PLAIN: [bool; 256] = {
    let mut plain = [true; 256];
    let mut control = 0;
    while control < 0x20 {
        plain[control] = false;
        control += 1;
    }
    plain[b'"' as usize] = false;
    plain[b'\\' as usize] = false;
    plain
};

/// Members of an object that are expected; more only take an allocation more.
const MEMBERS: usize = 64;

pub(crate) fn read(text: &str) -> Option<Json<'_>> {
    let mut quick = Quick {
        bytes: text.as_bytes(),
        at: 0,
        json: Json::of(text),
        hasher: RandomState::with_seeds(1, 2, 3, 4),
        hashes: Vec::with_capacity(MEMBERS),
    };
    let first = quick.next()?;
    quick.value(first, 0)?;
    quick.next().is_none().then_some(quick.json)
}

struct Quick<'t> {
    bytes: &'t [u8],
    at: usize,
    json: Json<'t>,
    hasher: RandomState,
    /// Hashes of the keys of the objects that are open, innermost last.
    hashes: Vec<u64>,
}

impl Quick<'_> {
    /// The byte after white space; none at the end.
    fn next(&mut self) -> Option<u8> {
        loop {
            match self.bytes.get(self.at)? {
                b' ' | b'\n' | b'\r' | b'\t' => self.at += 1,
                byte => return Some(*byte),
            }
        }
    }

    fn value(&mut self, first: u8, depth: usize) -> Option<()> {
        match first {
            b'"' => self.string(),
            b'{' => self.object(depth),
            b'[' => self.list(depth),
            b't' => self.literal(b"true", Kind::True),
            b'f' => self.literal(b"false", Kind::False),
            b'n' => self.literal(b"null", Kind::Null),
            _ => {
                let end = self.at + number_length(&self.bytes[self.at..]).ok()?;
                self.json.push(Kind::Number, self.at, end);
                self.at = end;
                Some(())
            }
        }
    }

    fn literal(&mut self, word: &[u8], kind: Kind) -> Option<()> {
        self.bytes[self.at..].starts_with(word).then_some(())?;
        self.json.push(kind, self.at, self.at + word.len());
        self.at += word.len();
        Some(())
    }

    /// A text, from its first quote to behind the last.
    fn string(&mut self) -> Option<()> {
        let start = self.at + 1;
        let mut end = start;
        while PLAIN[usize::from(*self.bytes.get(end)?)] {
            end += 1;
        }
        match self.bytes[end] {
            b'"' => {
                self.json.push(Kind::Text, start, end);
                self.at = end + 1;
            }
            b'\\' => {
                let mut jiter = Jiter::new(&self.bytes[self.at..]);
                self.json.push_text(jiter.next_str().ok()?);
                self.at += jiter.current_index();
            }
            _ => return None,
        }
        Some(())
    }

    fn list(&mut self, depth: usize) -> Option<()> {
        let opened = self.open(Kind::List, depth)?;
        let mut first = self.next()?;
        if first != b']' {
            loop {
                self.value(first, depth + 1)?;
                match self.next()? {
                    b',' => self.at += 1,
                    b']' => break,
                    _ => return None,
                }
                first = self.next()?;
            }
        }
        self.close(opened);
        Some(())
    }

    fn object(&mut self, depth: usize) -> Option<()> {
        let opened = self.open(Kind::Object, depth)?;
        let base = self.hashes.len();
        let mut first = self.next()?;
        if first != b'}' {
            loop {
                if first != b'"' {
                    return None;
                }
                self.string()?;
                self.hashes.push(self.hasher.hash_one(self.json.last_says()));
                if self.next()? != b':' {
                    return None;
                }
                self.at += 1;
                first = self.next()?;
                self.value(first, depth + 1)?;
                match self.next()? {
                    b',' => self.at += 1,
                    b'}' => break,
                    _ => return None,
                }
                first = self.next()?;
            }
        }
        self.json.look_for_repeats(&mut self.hashes[base..]);
        self.hashes.truncate(base);
        self.close(opened);
        Some(())
    }

    fn open(&mut self, kind: Kind, depth: usize) -> Option<usize> {
        (depth < MAX_DEPTH).then_some(())?;
        let opened = self.json.open(kind, self.at);
        self.at += 1;
        Some(opened)
    }

    fn close(&mut self, opened: usize) {
        self.at += 1;
        self.json.close(opened, self.at);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// What one reader takes, the other takes, too, and they see the same.
    fn check(text: &str) {
        let slow = Json::read_slowly(text).ok();
        match (read(text), slow) {
            (Some(quick), Some(slow)) => assert!(quick == slow, "{text}"),
            (None, None) => {}
            (quick, _) => {
                panic!("{text:?} is taken by {}", if quick.is_some() { "one only" } else { "the other only" })
            }
        }
    }

    #[test]
    fn both_readers_agree() {
        let texts = [
            "",
            " ",
            "1",
            " -0.5e+10 ",
            "[]",
            "{}",
            "[1,2]",
            "[1 ,\n2\t]",
            "{\"a\":1}",
            "{ \"a\" : [ ] , \"b\":{}}",
            "\"\"",
            "\"a\\n\\u00e9\\ud83d\\ude00\"",
            "\"\\ud83d\"",
            "\"\\x\"",
            "\"\u{1}\"",
            "\"a",
            "[",
            "[1",
            "[1,",
            "[1,]",
            "{",
            "{\"a\"",
            "{\"a\":",
            "{\"a\":1",
            "{\"a\":1,",
            "{\"a\":1,}",
            "{a:1}",
            "{\"a\" 1}",
            "[1 2]",
            "[1]]",
            "tru",
            "truex",
            "true",
            "nul",
            "null",
            "false",
            "01",
            "-",
            "-x",
            "1.",
            ".5",
            "1e",
            "1e+",
            "+1",
            "NaN",
            "Infinity",
            "\u{FEFF}1",
            "[\"é日\",\"🦀\"]",
            "{\"a\":1,\"a\":2}",
            "{\"\\u0061\":1,\"a\":2}",
            "\u{a0}1",
            "1\u{b}",
            "\"\u{7f}\"",
        ];
        for text in texts {
            check(text);
        }
        for depth in [MAX_DEPTH - 1, MAX_DEPTH, MAX_DEPTH + 1, 2 * MAX_DEPTH] {
            check(&format!("{}1{}", "[".repeat(depth), "]".repeat(depth)));
            check(&format!("{}1{}", "{\"a\":".repeat(depth), "}".repeat(depth)));
        }
    }

    proptest! {
        #[test]
        fn both_readers_agree_on_anything(text in "([\\[\\]{},:\"\\\\ 0-9a-c.eE+\\-]|true|null|\"a\":|\\\\u[dD][89c][0-9a]{2}|é){0,24}") {
            check(&text);
        }

        #[test]
        fn both_readers_agree_on_json(numbers in prop::collection::vec(any::<f64>(), 0..4), texts in prop::collection::vec(".*", 0..4)) {
            let value = serde_json::json!({"n": numbers, "t": texts, "o": {"a": [{"b": null}, true]}});
            check(&value.to_string());
            check(&serde_json::to_string_pretty(&value).expect("JSON"));
        }
    }
}
