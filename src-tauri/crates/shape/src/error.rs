use jiter::{JiterError, JiterErrorType, JsonErrorType};

/// Why an answer has no rows. Every message is a whole sentence for the person who reads the Failed tab.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ShapeError {
    #[error("The server sent an empty answer.")]
    Empty,
    #[error("The server sent a web page instead of data; often a sign-in page.")]
    WebPage,
    #[error("The web page has no table of data.")]
    NoTable,
    #[error("The answer is not XML: {reason} at line {line}, column {column}.")]
    NotXml { reason: String, line: usize, column: usize },
    #[error("The lists of one record make more than a million rows.")]
    TooManyRows,
    #[error("The table has more than 16,384 columns.")]
    TooManyColumns,
    #[error("The answer is longer than 4 GB.")]
    TooLong,
    #[error("The server sent plain text instead of JSON. It begins with \"{start}\".")]
    PlainText { start: String },
    #[error("The answer is not text: byte {} does not fit {encoding}.", offset + 1)]
    NotText { offset: usize, encoding: &'static str },
    #[error("The answer is not JSON: {reason} at line {line}, column {column}.")]
    NotJson { reason: String, line: usize, column: usize },
    #[error("The answer goes on after its end: more text at line {line}, column {column}.")]
    Trailing { line: usize, column: usize },
    #[error("The answer breaks off: it ends at line {line}, column {column} in the middle of {within}.")]
    BreaksOff { within: &'static str, line: usize, column: usize },
    #[error("The answer is nested too deeply (more than a hundred levels) at line {line}, column {column}.")]
    TooDeep { line: usize, column: usize },
}

/// What is wrong with a shape.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ShapeProblem {
    #[error("`{path}` is no JSONPath: {reason}")]
    Path { path: String, reason: String },
    #[error("`{selector}` is no CSS selector.")]
    Selector { selector: String },
    #[error("`{delimiter}` cannot be a delimiter.")]
    Delimiter { delimiter: char },
    #[error("`{label}` is no character set. Write it as utf-8, windows-1252 or shift_jis.")]
    Charset { label: String },
}

impl ShapeError {
    /// The error of one line, as an error of the whole text.
    pub(crate) fn in_line(mut self, number: usize) -> Self {
        match &mut self {
            ShapeError::NotJson { line, .. }
            | ShapeError::Trailing { line, .. }
            | ShapeError::BreaksOff { line, .. }
            | ShapeError::TooDeep { line, .. } => *line = number,
            _ => {}
        }
        self
    }
}

/// Lists and objects inside of each other. Real answers have a handful; the limit keeps a hostile one from using up the
/// stack.
pub(crate) const MAX_DEPTH: usize = 256;

/// What can go wrong while walking, before the place is put into words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    Json(JiterError),
    TooDeep {
        index: usize,
    },
    /// A number that the reader is not asked about.
    Number {
        index: usize,
    },
    TooLong,
    TooManyRows,
}

impl From<JiterError> for Fault {
    fn from(error: JiterError) -> Self {
        Fault::Json(error)
    }
}

impl Fault {
    pub(crate) fn is_lone_surrogate(&self) -> bool {
        use JsonErrorType::*;
        matches!(
            self,
            Fault::Json(JiterError {
                error_type: JiterErrorType::JsonError(
                    LoneLeadingSurrogateInHexEscape | UnexpectedEndOfHexEscape | EofWhileParsingString
                ),
                ..
            })
        )
    }

    /// The same in a text of which the reader has seen only what comes after an index.
    pub(crate) fn after(mut self, base: usize) -> Self {
        match &mut self {
            Fault::Json(JiterError { index, .. }) | Fault::TooDeep { index } | Fault::Number { index } => {
                *index += base
            }
            Fault::TooLong | Fault::TooManyRows => {}
        }
        self
    }

    pub(crate) fn describe(self, text: &str) -> ShapeError {
        use JsonErrorType::*;
        let (kind, index) = match self {
            Fault::TooManyRows => return ShapeError::TooManyRows,
            Fault::TooLong => return ShapeError::TooLong,
            Fault::Number { index } => (InvalidNumber, index),
            Fault::TooDeep { index } => (RecursionLimitExceeded, index),
            Fault::Json(JiterError { error_type: JiterErrorType::JsonError(kind), index }) => (kind, index),
            Fault::Json(JiterError { error_type, index }) => (InternalError(error_type.to_string()), index),
        };
        if let Some(start) = plain_start(text) {
            return ShapeError::PlainText { start };
        }
        let (line, column) = place(text, index);
        let not_json = |reason: &str| ShapeError::NotJson { reason: reason.to_owned(), line, column };
        match kind {
            TrailingCharacters => ShapeError::Trailing { line, column },
            EofWhileParsingList => ShapeError::BreaksOff { within: "a list", line, column },
            EofWhileParsingObject => ShapeError::BreaksOff { within: "an object", line, column },
            EofWhileParsingString => ShapeError::BreaksOff { within: "a text", line, column },
            EofWhileParsingValue => ShapeError::BreaksOff { within: "a value", line, column },
            RecursionLimitExceeded => ShapeError::TooDeep { line, column },
            ExpectedColon => not_json("a colon is missing"),
            ExpectedListCommaOrEnd => not_json("a comma or ] is missing"),
            ExpectedObjectCommaOrEnd => not_json("a comma or } is missing"),
            KeyMustBeAString => not_json("a name in double quotes is missing"),
            TrailingComma => not_json("there is one comma too many"),
            InvalidNumber => not_json("a number is malformed"),
            InvalidEscape | UnexpectedEndOfHexEscape | LoneLeadingSurrogateInHexEscape => {
                not_json("an escape in a text is malformed")
            }
            ControlCharacterWhileParsingString => not_json("a text holds a raw control character"),
            ExpectedSomeIdent | ExpectedSomeValue => not_json("there is no value"),
            other => not_json(&other.to_string()),
        }
    }
}

/// The first words of a text that begins with a word: "Not found", "Rate limit exceeded".
fn plain_start(text: &str) -> Option<String> {
    /// Characters; enough to recognise a message by, short enough for a table.
    const LENGTH: usize = 60;
    let line = text.trim_start().lines().next()?.trim_end();
    let word: String = line.chars().take_while(|character| character.is_alphabetic()).collect();
    // What breaks off or goes on after one of these is told by its place.
    (word.len() > 1 && !["true", "false", "null"].iter().any(|literal| literal.starts_with(&word)))
        .then(|| line.chars().take(LENGTH).collect())
}

/// Line and column, from 1, of a byte index; columns count characters, as editors do.
pub(crate) fn place(text: &str, index: usize) -> (usize, usize) {
    let mut index = index.min(text.len());
    while !text.is_char_boundary(index) {
        index -= 1;
    }
    let before = &text[..index];
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    (before.bytes().filter(|&byte| byte == b'\n').count() + 1, before[line_start..].chars().count() + 1)
}

#[cfg(test)]
mod tests {
    use super::place;

    #[test]
    fn places_count_lines_and_characters_from_one() {
        let check = |text: &str, index, expected| assert_eq!(place(text, index), expected, "{text:?} at {index}");
        check("", 0, (1, 1));
        check("ab", 1, (1, 2));
        check("ab", 99, (1, 3));
        check("a\nbc", 2, (2, 1));
        check("é\n日本x", 9, (2, 3));
        check("日", 1, (1, 1));
    }
}
