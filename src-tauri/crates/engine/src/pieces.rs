use crate::encode::{Position, Unwritable};

/// A part of the template: a text as it stands, or the place of a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Piece {
    Text(String),
    /// Index in the names of the placeholders.
    Value(usize),
}

/// The placeholders that were found so far, in order of first appearance.
#[derive(Clone, Debug, Default)]
pub(crate) struct Names(pub(crate) Vec<String>);

impl Names {
    fn index(&mut self, name: &str) -> usize {
        self.0.iter().position(|known| known == name).unwrap_or_else(|| {
            self.0.push(name.to_owned());
            self.0.len() - 1
        })
    }
}

/// Cuts a template at its placeholders: `{name}`, where a name begins with a letter or an underscore and goes on with
/// letters, digits, `_`, `.` and `-`. Every other brace is a letter like others: bodies are full of them.
pub(crate) fn cut(template: &str, names: &mut Names) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut text_from = 0;
    let mut search_from = 0;
    while let Some(open) = template[search_from..].find('{').map(|at| search_from + at) {
        search_from = open + 1;
        let Some(name) = placeholder(&template[open + 1..]) else { continue };
        if text_from < open {
            pieces.push(Piece::Text(template[text_from..open].to_owned()));
        }
        pieces.push(Piece::Value(names.index(name)));
        text_from = open + name.len() + 2;
        search_from = text_from;
    }
    if text_from < template.len() {
        pieces.push(Piece::Text(template[text_from..].to_owned()));
    }
    pieces
}

/// The name, when the text goes on as `name}`.
fn placeholder(text: &str) -> Option<&str> {
    let end = text.find('}')?;
    let name = &text[..end];
    let mut bytes = name.bytes();
    let first = bytes.next()?;
    let is_name = (first.is_ascii_alphabetic() || first == b'_')
        && bytes.all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-'));
    is_name.then_some(name)
}

/// Braces with something in them that was probably meant as a placeholder: `{my id}`, `{}`, `{1st}`.
pub(crate) fn near_placeholder(template: &str) -> Option<&str> {
    let mut from = 0;
    while let Some(open) = template[from..].find('{').map(|at| from + at) {
        let end = template[open..].find('}').map(|at| open + at)?;
        if placeholder(&template[open + 1..]).is_none() {
            return Some(&template[open..=end]);
        }
        from = end + 1;
    }
    None
}

/// What follows a `{` that no `}` closes, as far as it could be a placeholder's name. A `}` too many is a letter like others.
pub(crate) fn unclosed(template: &str) -> Option<&str> {
    let mut open = Vec::new();
    for (at, letter) in template.char_indices() {
        match letter {
            '{' => open.push(at + 1),
            '}' => drop(open.pop()),
            _ => {}
        }
    }
    let rest = &template[open.pop()?..];
    let starts = rest.starts_with(|letter: char| letter.is_ascii_alphabetic() || letter == '_');
    let end = rest.find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_').unwrap_or(rest.len());
    Some(if starts { &rest[..end] } else { "" })
}

/// Writes the pieces with values in their places. `text_as_value` says whether the template's own text is plain text that
/// has to be encoded as well.
pub(crate) fn write<V: AsRef<str>>(
    pieces: &[Piece],
    values: &[V],
    position: Position,
    text_as_value: bool,
    out: &mut String,
) -> Result<(), Unwritable> {
    for piece in pieces {
        match piece {
            Piece::Text(text) if text_as_value => position.write(text, out)?,
            Piece::Text(text) => out.push_str(text),
            Piece::Value(index) => position.write(values[*index].as_ref(), out)?,
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_found() {
        #[track_caller]
        fn check(template: &str, expected: &[&str]) {
            let mut names = Names::default();
            let pieces = cut(template, &mut names);
            assert_eq!(names.0, expected, "{template}");
            let back: String = pieces
                .iter()
                .map(|piece| match piece {
                    Piece::Text(text) => text.clone(),
                    Piece::Value(index) => format!("{{{}}}", names.0[*index]),
                })
                .collect();
            assert_eq!(back, template);
        }
        check("", &[]);
        check("{id}", &["id"]);
        check("/a/{type}/{id}?x={type}", &["type", "id"]);
        check("{_a}{b.c}{d-e}{f_1}", &["_a", "b.c", "d-e", "f_1"]);
        check(r#"{"id": "{id}", "list": [{"x": {n}}]}"#, &["id", "n"]);
        check("{{id}}", &["id"]);
        check("{1a}{a b}{}{ä}{", &[]);
        check("{open", &[]);
        check("Grüße {name}", &["name"]);
    }

    #[test]
    fn braces_that_are_not_closed() {
        for (template, expected) in [
            ("", None),
            ("/x/{id}", None),
            ("/x/{my id}/{}", None),
            ("{\"a\": {\"b\": 1}}", None),
            ("/x/id}", None),
            ("/x/{id", Some("id")),
            ("/x/{", Some("")),
            ("/x/}{", Some("")),
            ("/x/{1", Some("")),
            ("/x/{id/{type}", Some("id")),
            ("/x/{id}/{type?y=1", Some("type")),
            ("/x/{{id}", Some("")),
            ("/x/{größe", Some("gr")),
        ] {
            assert_eq!(unclosed(template), expected, "{template}");
        }
    }

    #[test]
    fn near_misses_are_pointed_out() {
        for (template, expected) in
            [("/x/{id}", None), ("/x/{my id}/{id}", Some("{my id}")), ("/x/{id}/{}", Some("{}")), ("/x/{id", None)]
        {
            assert_eq!(near_placeholder(template), expected, "{template}");
        }
    }
}
