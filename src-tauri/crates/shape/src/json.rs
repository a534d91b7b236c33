//! One pass over a text that claims to be JSON. It checks all of it and leaves its values as a flat list, in the order of the
//! text; whatever is asked of the answer afterwards walks that list, and nothing is read twice.

use std::collections::HashMap;

use ahash::RandomState;
use jiter::{Jiter, JiterErrorType, JsonErrorType, Peek};

use crate::error::{Fault, MAX_DEPTH};
use crate::quick;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Null,
    True,
    False,
    Number,
    Text,
    List,
    Object,
    /// After the last value of a list or an object.
    End,
}

#[derive(Clone, Copy, PartialEq, Eq)]
struct Token {
    kind: Kind,
    /// A text with escapes: its places are in `decoded`.
    is_decoded: bool,
    start: u32,
    /// Of a list or an object the number of its [`Kind::End`], which holds the place of its end; otherwise where it ends.
    end: u32,
}

/// A checked text. Values are named by their numbers; that of the whole is 0.
#[cfg_attr(test, derive(PartialEq, Eq))]
pub(crate) struct Json<'t> {
    text: &'t str,
    tokens: Vec<Token>,
    decoded: String,
    /// Some object may name a key twice.
    repeats: bool,
}

/// The number of the answer itself.
pub(crate) const WHOLE: usize = 0;

impl<'t> Json<'t> {
    pub(crate) fn read(text: &'t str) -> Result<Self, Fault> {
        if u32::try_from(text.len()).is_err() {
            return Err(Fault::TooLong);
        }
        quick::read(text).map_or_else(|| Json::read_slowly(text), Ok)
    }

    /// Says what is wrong with a text, too.
    pub(crate) fn read_slowly(text: &'t str) -> Result<Self, Fault> {
        let mut reading = Reading {
            jiter: Jiter::new(text.as_bytes()),
            base: 0,
            json: Json::of(text),
            // The hashes only find suspects for a closer look, so fixed seeds cost a hostile answer time, never truth.
            hasher: RandomState::with_seeds(1, 2, 3, 4),
            hashes: Vec::new(),
        };
        match reading.whole() {
            Ok(()) => Ok(reading.json),
            Err(fault) => Err(fault.after(reading.base)),
        }
    }

    /// Nothing is read yet.
    pub(crate) fn of(text: &'t str) -> Self {
        Json { text, tokens: Vec::with_capacity(text.len() / 8), decoded: String::new(), repeats: false }
    }

    #[inline]
    pub(crate) fn kind(&self, value: usize) -> Kind {
        self.tokens[value].kind
    }

    /// What a single value says: a text without quotes and escapes, a number as it came.
    #[inline]
    pub(crate) fn says(&self, value: usize) -> &str {
        let Token { is_decoded, start, end, .. } = self.tokens[value];
        let text = if is_decoded { self.decoded.as_str() } else { self.text };
        &text[start as usize..end as usize]
    }

    /// A list or an object as it came, brackets and all.
    pub(crate) fn raw(&self, value: usize) -> &str {
        let Token { start, end, .. } = self.tokens[value];
        &self.text[start as usize..self.tokens[end as usize].end as usize]
    }

    pub(crate) fn text(&self) -> &'t str {
        self.text
    }

    /// The number after a value and all that is in it.
    #[inline]
    fn after(&self, value: usize) -> usize {
        match self.tokens[value] {
            Token { kind: Kind::List | Kind::Object, end, .. } => end as usize + 1,
            _ => value + 1,
        }
    }

    pub(crate) fn is_empty(&self, value: usize) -> bool {
        self.kind(value + 1) == Kind::End
    }

    /// The values of a list.
    pub(crate) fn elements(&self, list: usize) -> impl Iterator<Item = usize> {
        let mut next = list + 1;
        std::iter::from_fn(move || {
            let value = next;
            if self.kind(value) == Kind::End {
                return None;
            }
            next = self.after(value);
            Some(value)
        })
    }

    /// The keys of an object with their values, as often as they come.
    pub(crate) fn all_members(&self, object: usize) -> Members<'_, 't> {
        Members { json: self, next: object + 1, last: None }
    }

    /// The keys of an object with their values; of a key that comes twice the last one counts.
    pub(crate) fn members(&self, object: usize) -> Members<'_, 't> {
        let last = if self.repeats { Some(self.all_members(object).collect()) } else { None };
        Members { json: self, next: object + 1, last }
    }
}

pub(crate) struct Members<'j, 't> {
    json: &'j Json<'t>,
    next: usize,
    /// For each key the value that counts; all count when it is none.
    last: Option<HashMap<&'j str, usize>>,
}

impl<'j> Iterator for Members<'j, '_> {
    type Item = (&'j str, usize);

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let key = self.next;
            if self.json.kind(key) == Kind::End {
                return None;
            }
            self.next = self.json.after(key + 1);
            let name = self.json.says(key);
            if self.last.as_ref().is_none_or(|last| last[name] == key + 1) {
                return Some((name, key + 1));
            }
        }
    }
}

struct Reading<'t> {
    jiter: Jiter<'t>,
    /// Where in the text the reader began.
    base: usize,
    json: Json<'t>,
    hasher: RandomState,
    /// Hashes of the keys of the objects that are open, innermost last.
    hashes: Vec<u64>,
}

impl Reading<'_> {
    fn whole(&mut self) -> Result<(), Fault> {
        let peek = self.jiter.peek()?;
        self.value(peek, 0)?;
        Ok(self.jiter.finish()?)
    }

    fn here(&self) -> usize {
        self.base + self.jiter.current_index()
    }

    fn value(&mut self, peek: Peek, depth: usize) -> Result<(), Fault> {
        let kind = match peek {
            Peek::Object => return self.object(depth),
            Peek::Array => return self.list(depth),
            Peek::String => {
                let text = self.jiter.known_str()?;
                self.json.push_text(text);
                return Ok(());
            }
            Peek::Null => Kind::Null,
            Peek::True => Kind::True,
            Peek::False => Kind::False,
            _ => Kind::Number,
        };
        let start = self.here();
        match self.jiter.known_skip(peek) {
            Ok(()) => {}
            Err(error) if error.error_type == JiterErrorType::JsonError(JsonErrorType::NumberOutOfRange) => {
                self.long_number(start)?;
            }
            Err(error) => return Err(error.into()),
        }
        self.json.push(kind, start, self.here());
        Ok(())
    }

    /// A number with more digits than the reader takes. It is a number all the same.
    fn long_number(&mut self, start: usize) -> Result<(), Fault> {
        let length = number_length(&self.json.text.as_bytes()[start..]);
        let length = length.map_err(|index| Fault::Number { index: start + index - self.base })?;
        self.base = start + length;
        self.jiter = Jiter::new(&self.json.text.as_bytes()[self.base..]);
        Ok(())
    }

    fn open(&mut self, kind: Kind, depth: usize) -> Result<usize, Fault> {
        if depth >= MAX_DEPTH {
            return Err(Fault::TooDeep { index: self.jiter.current_index() });
        }
        Ok(self.json.open(kind, self.here()))
    }

    fn list(&mut self, depth: usize) -> Result<(), Fault> {
        let opened = self.open(Kind::List, depth)?;
        let mut next = self.jiter.known_array()?;
        while let Some(peek) = next {
            self.value(peek, depth + 1)?;
            next = self.jiter.array_step()?;
        }
        self.json.close(opened, self.here());
        Ok(())
    }

    fn object(&mut self, depth: usize) -> Result<(), Fault> {
        let opened = self.open(Kind::Object, depth)?;
        let base = self.hashes.len();
        let mut key = self.jiter.known_object()?;
        while let Some(name) = key {
            self.hashes.push(self.hasher.hash_one(name));
            self.json.push_text(name);
            let peek = self.jiter.peek()?;
            self.value(peek, depth + 1)?;
            key = self.jiter.next_key()?;
        }
        self.json.look_for_repeats(&mut self.hashes[base..]);
        self.hashes.truncate(base);
        self.json.close(opened, self.here());
        Ok(())
    }
}

impl Json<'_> {
    /// A list or an object begins; the result is for [`Json::close`].
    pub(crate) fn open(&mut self, kind: Kind, start: usize) -> usize {
        self.push(kind, start, 0);
        self.tokens.len() - 1
    }

    pub(crate) fn close(&mut self, opened: usize, end: usize) {
        self.tokens[opened].end = self.tokens.len() as u32;
        self.push(Kind::End, 0, end);
    }

    /// Of the value that was read last, which is a single one.
    pub(crate) fn last_says(&self) -> &str {
        self.says(self.tokens.len() - 1)
    }

    /// `hashes`: of the keys of one object.
    pub(crate) fn look_for_repeats(&mut self, hashes: &mut [u64]) {
        hashes.sort_unstable();
        self.repeats |= hashes.windows(2).any(|pair| pair[0] == pair[1]);
    }

    pub(crate) fn push(&mut self, kind: Kind, start: usize, end: usize) {
        self.tokens.push(Token { kind, is_decoded: false, start: start as u32, end: end as u32 });
    }

    /// A text as the reader gives it: a part of the whole text, or, with escapes, one of its own.
    pub(crate) fn push_text(&mut self, text: &str) {
        let start = (text.as_ptr() as usize).wrapping_sub(self.text.as_ptr() as usize);
        let is_decoded = start > self.text.len();
        let start = if is_decoded {
            self.decoded.push_str(text);
            self.decoded.len() - text.len()
        } else {
            start
        };
        self.tokens.push(Token { kind: Kind::Text, is_decoded, start: start as u32, end: (start + text.len()) as u32 });
    }
}

/// Bytes of the number that a text begins with, or the index of what is wrong with it.
pub(crate) fn number_length(text: &[u8]) -> Result<usize, usize> {
    let digits = |from: usize| text[from..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let some_digits = |from: usize| Some(digits(from)).filter(|count| *count > 0).ok_or(from);
    let mut at = usize::from(text.first() == Some(&b'-'));
    at += if text.get(at) == Some(&b'0') { 1 } else { some_digits(at)? };
    if text.get(at) == Some(&b'.') {
        at += 1;
        at += some_digits(at)?;
    }
    if matches!(text.get(at), Some(b'e' | b'E')) {
        at += 1 + usize::from(matches!(text.get(at + 1), Some(b'+' | b'-')));
        at += some_digits(at.min(text.len()))?;
    }
    Ok(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_stand_in_the_order_of_the_text() {
        let json = Json::read(r#" {"a": [1, -2.50e3, "x\n", []], "b\u0041": {"c": null}, "d": true} "#).expect("JSON");
        let members: Vec<(&str, usize)> = json.members(WHOLE).collect();
        assert_eq!(members.iter().map(|(key, _)| *key).collect::<Vec<_>>(), ["a", "bA", "d"]);
        let list = members[0].1;
        assert_eq!(json.raw(list), r#"[1, -2.50e3, "x\n", []]"#);
        let elements: Vec<usize> = json.elements(list).collect();
        assert_eq!(elements[..3].iter().map(|value| json.says(*value)).collect::<Vec<_>>(), ["1", "-2.50e3", "x\n"]);
        assert!(json.kind(elements[3]) == Kind::List && json.is_empty(elements[3]) && !json.is_empty(list));
        let object = members[1].1;
        assert_eq!(
            json.members(object).map(|(key, value)| (key, json.kind(value))).collect::<Vec<_>>(),
            [("c", Kind::Null)]
        );
        assert_eq!(json.kind(members[2].1), Kind::True);
    }

    #[test]
    fn of_a_key_that_comes_twice_the_last_one_counts() {
        let json = Json::read(r#"{"a": 1, "b": {"a": 2, "a": 3}, "a": 4}"#).expect("JSON");
        let says = |object| json.members(object).map(|(key, value)| (key, json.kind(value), value)).collect::<Vec<_>>();
        let members = says(WHOLE);
        assert_eq!(members.iter().map(|(key, ..)| *key).collect::<Vec<_>>(), ["b", "a"]);
        assert_eq!(json.says(members[1].2), "4");
        assert_eq!(says(members[0].2).iter().map(|(.., value)| json.says(*value)).collect::<Vec<_>>(), ["3"]);
        assert_eq!(json.all_members(WHOLE).count(), 3);
    }

    #[test]
    fn numbers_have_any_length() {
        let digits = "9".repeat(100_000);
        for number in [digits.clone(), format!("-{digits}.{digits}e-{digits}"), format!("1e{digits}")] {
            let text = format!("[1, {number} , {{\"a\": {number}}}, \"x\"]");
            let json = Json::read(&text).expect("JSON");
            let elements: Vec<usize> = json.elements(WHOLE).collect();
            assert!(json.says(elements[1]) == number && json.says(elements[3]) == "x");
            let wrong = Json::read(&text[..text.len() - 1]).err().expect("breaks off").describe(&text);
            assert!(wrong.to_string().contains(&format!("column {}", text.len())), "{wrong}");
        }
        for wrong in ["e", ".", "e+", ".e1"] {
            let text = format!("[{digits}{wrong}]");
            let told = Json::read(&text).err().expect("no number").describe(&text);
            let column = 2 + digits.len() + wrong.len() - usize::from(wrong == ".e1") * 2;
            assert!(told.to_string().contains(&format!("malformed at line 1, column {column}")), "{told} {column}");
        }
    }
}
