use std::borrow::Cow;

/// One entry of a typed or pasted list, trimmed; empty where nothing stood between two separators.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Entry<'a> {
    pub(crate) text: Cow<'a, str>,
    /// It stood in double quotes: a text whatever it looks like.
    pub(crate) quoted: bool,
}

/// Splits at line ends, commas, tabs and semicolons. An entry that begins with a double quote ends at the closing one, and
/// a doubled quote inside stands for one, as spreadsheets write them. A quote that never closes, or that closes in the
/// middle of an entry (`"A" team`), is a letter like others. A separator at the end of a line makes no blank entry, so that
/// `1,⏎2,⏎` has none.
pub(crate) fn entries(text: &str) -> impl Iterator<Item = Entry<'_>> {
    Entries { rest: text.trim_matches(|letter: char| letter.is_whitespace()), closing_quote: true, done: false }
}

struct Entries<'a> {
    rest: &'a str,
    /// False once no closing quote was found up to the end: the search is not repeated for each quote that follows.
    closing_quote: bool,
    done: bool,
}

fn is_separator(letter: char) -> bool {
    matches!(letter, '\n' | '\r' | ',' | ';' | '\t')
}

impl<'a> Iterator for Entries<'a> {
    type Item = Entry<'a>;

    fn next(&mut self) -> Option<Entry<'a>> {
        if self.done || self.rest.is_empty() {
            return None;
        }
        let trimmed = self.rest.trim_start_matches(' ');
        if let Some(inside) = trimmed.strip_prefix('"').filter(|_| self.closing_quote) {
            match quoted(inside) {
                Quoted::Closed { text, after } => {
                    self.pass_separator(after);
                    return Some(Entry { text, quoted: true });
                }
                Quoted::Open => self.closing_quote = false,
                Quoted::Continued => {}
            }
        }
        let end = self.rest.find(is_separator).unwrap_or(self.rest.len());
        let (entry, after) = self.rest.split_at(end);
        self.pass_separator(after);
        Some(Entry { text: Cow::Borrowed(entry.trim()), quoted: false })
    }
}

impl<'a> Entries<'a> {
    /// `after` is empty or begins with the separator that ended an entry.
    fn pass_separator(&mut self, after: &'a str) {
        let mut letters = after.chars();
        let Some(separator) = letters.next() else {
            self.done = true;
            return;
        };
        self.rest = letters.as_str();
        if separator == '\r' {
            self.rest = self.rest.strip_prefix('\n').unwrap_or(self.rest);
        } else if separator != '\n' {
            // What separates at the end of a line is one with the line's end.
            let line_end = self.rest.trim_start_matches(' ');
            if let Some(next_line) = line_end.strip_prefix("\r\n").or_else(|| line_end.strip_prefix(['\n', '\r'])) {
                self.rest = next_line;
            }
        }
    }
}

enum Quoted<'a> {
    Closed {
        text: Cow<'a, str>,
        after: &'a str,
    },
    /// Something other than a separator follows the closing quote.
    Continued,
    Open,
}

fn quoted(inside: &str) -> Quoted<'_> {
    let mut from = 0;
    let mut doubled = false;
    loop {
        let Some(quote) = inside[from..].find('"').map(|at| from + at) else { return Quoted::Open };
        let after = &inside[quote + 1..];
        if after.starts_with('"') {
            doubled = true;
            from = quote + 2;
            continue;
        }
        let after = after.trim_start_matches(' ');
        if !after.is_empty() && !after.starts_with(is_separator) {
            return Quoted::Continued;
        }
        let text = &inside[..quote];
        let text = if doubled { Cow::Owned(text.replace("\"\"", "\"")) } else { Cow::Borrowed(text) };
        return Quoted::Closed { text, after };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes() {
        #[track_caller]
        fn check(text: &str, expected: &[&str]) {
            let found: Vec<_> = entries(text).map(|entry| entry.text.into_owned()).collect();
            assert_eq!(found, expected, "{text:?}");
        }
        check(r#""a" , "b""#, &["a", "b"]);
        check(r#""two words" , b"#, &["two words", "b"]);
        check("\"two\nlines\",b", &["two\nlines", "b"]);
        check(r#"5" pipe, 6" pipe"#, &["5\" pipe", "6\" pipe"]);
        check(r#""A" team, b"#, &["\"A\" team", "b"]);
        check(r#""never closed, b"#, &["\"never closed", "b"]);
        check(r#""""#, &[""]);
        check("a,\"\",b", &["a", "", "b"]);
        check("a\r\n\r\nb", &["a", "", "b"]);
        check("a,\r\nb", &["a", "b"]);
        check("a\rb", &["a", "b"]);
    }
}
