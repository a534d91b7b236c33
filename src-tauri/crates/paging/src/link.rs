//! The header `Link` (RFC 8288), as far as paging goes.

/// The target of the first link of a relation.
pub(crate) fn link<'a>(header: &'a str, relation: &str) -> Option<&'a str> {
    let mut rest = header;
    while let Some(start) = rest.find('<') {
        let (target, after) = rest[start + 1..].split_once('>')?;
        let end = end_of_parameters(after);
        let is_it = parameters(&after[..end]).any(|(name, value)| {
            name.eq_ignore_ascii_case("rel") && value.split_whitespace().any(|word| word.eq_ignore_ascii_case(relation))
        });
        if is_it {
            return Some(target);
        }
        rest = &after[end..];
    }
    None
}

/// A comma outside of quotes.
fn end_of_parameters(text: &str) -> usize {
    let mut is_quoted = false;
    let end = text.bytes().position(|byte| {
        is_quoted ^= byte == b'"';
        byte == b',' && !is_quoted
    });
    end.unwrap_or(text.len())
}

fn parameters(text: &str) -> impl Iterator<Item = (&str, &str)> {
    text.split(';').filter_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        Some((name.trim(), value.trim().trim_matches('"')))
    })
}

#[cfg(test)]
mod tests {
    use super::link;

    #[test]
    fn relations() {
        let check = |header: &str, relation: &str, expected: Option<&str>| {
            assert_eq!(link(header, relation), expected, "{relation} in {header}");
        };
        let github =
            r#"<https://api.example/repos?page=2>; rel="next", <https://api.example/repos?page=3>; rel="last""#;
        check(github, "next", Some("https://api.example/repos?page=2"));
        check(github, "last", Some("https://api.example/repos?page=3"));
        check(github, "prev", None);
        check("</a?x=1,2>;rel=next", "next", Some("/a?x=1,2"));
        check(r#"<a>; title="b, c"; rel="prev next""#, "next", Some("a"));
        check(r#"<a>; REL=Next"#, "next", Some("a"));
        check("<a>; title=next", "next", None);
        check("", "next", None);
        check("<a", "next", None);
    }
}
