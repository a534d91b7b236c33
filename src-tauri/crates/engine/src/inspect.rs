//! Whether an answer with a good status is what was asked for, as far as that can be told without making rows of it.

use fetchgrid_model::{ErrorRule, Response};
use serde_json::Value;

use crate::cause::Cause;

/// So many characters of what an answer says of its error go into the message.
const QUOTED: usize = 200;

/// What is wrong with an answer; nothing when it may be used.
pub(crate) fn inspect(
    response: &Response,
    takes_page: impl FnOnce(&Response) -> bool,
    rule: Option<&ErrorRule>,
) -> Option<Cause> {
    let body = response.body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&response.body).trim_ascii();
    if body.is_empty() {
        return None;
    }
    let content_type = response.header("content-type").unwrap_or_default().to_ascii_lowercase();
    let is_page = is_page(body) || content_type.starts_with("text/html") && body.starts_with(b"<");
    if is_page && !takes_page(response) {
        return Some(Cause::web_page(response.status));
    }
    let may_be_json = content_type.is_empty() || content_type.contains("json");
    if may_be_json && ends_in_the_middle(body) {
        return Some(Cause::cut_off("The answer ends in the middle of its JSON."));
    }
    let says = said_error(body, rule?)?;
    Some(Cause::error_in_answer(&says, response.status))
}

fn is_page(body: &[u8]) -> bool {
    let begins = |with: &[u8]| body.len() >= with.len() && body[..with.len()].eq_ignore_ascii_case(with);
    begins(b"<!doctype html") || begins(b"<html")
}

/// An object or a list has to end as it began. A cut that falls behind a bracket is found later, when rows are made.
fn ends_in_the_middle(body: &[u8]) -> bool {
    match body[0] {
        b'{' => body.last() != Some(&b'}'),
        b'[' => body.last() != Some(&b']'),
        _ => false,
    }
}

/// What the answer says of its error, when it is one by the rule. What cannot be read is left to those who make rows of it.
fn said_error(body: &[u8], rule: &ErrorRule) -> Option<String> {
    let answer: Value = serde_json::from_slice(body).ok()?;
    match rule {
        ErrorRule::Present { field } => {
            let value = at(&answer, field)?;
            let is_nothing = match value {
                Value::Null | Value::Bool(false) => true,
                Value::String(text) => text.is_empty(),
                Value::Array(items) => items.is_empty(),
                Value::Object(fields) => fields.is_empty(),
                Value::Bool(true) | Value::Number(_) => false,
            };
            (!is_nothing).then(|| format!("{field}: {}", text(value)))
        }
        ErrorRule::Differs { field, expected } => match at(&answer, field) {
            Some(value) if text(value) == *expected => None,
            Some(value) => Some(format!("{field}: {}", text(value))),
            None => Some(format!("{field} is missing")),
        },
    }
}

/// A dotted path. A name that holds dots itself is found as well.
fn at<'v>(value: &'v Value, path: &str) -> Option<&'v Value> {
    if let Some(found) = step(value, path) {
        return Some(found);
    }
    path.match_indices('.').find_map(|(dot, _)| at(step(value, &path[..dot])?, &path[dot + 1..]))
}

fn step<'v>(value: &'v Value, name: &str) -> Option<&'v Value> {
    match value {
        Value::Object(fields) => fields.get(name),
        Value::Array(items) => items.get(name.parse::<usize>().ok()?),
        _ => None,
    }
}

fn text(value: &Value) -> String {
    let text = match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    match text.char_indices().nth(QUOTED) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use fetchgrid_model::{FailureCategory, Header};

    use super::*;

    fn answer(content_type: &str, body: &str) -> Response {
        let header = Header { name: "content-type".into(), value: content_type.into() };
        let headers = if content_type.is_empty() { vec![] } else { vec![header] };
        Response { status: 200, headers, body: body.to_owned().into() }
    }

    #[test]
    fn what_is_no_data() {
        use FailureCategory::*;
        #[track_caller]
        fn check(content_type: &str, body: &str, expected: Option<FailureCategory>) {
            let found = inspect(&answer(content_type, body), |_| false, None).map(|cause| cause.category);
            assert_eq!(found, expected, "{content_type} {body}");
        }
        check("application/json", r#"{"a":1}"#, None);
        check("application/json", "[]", None);
        check("", "", None);
        check("text/html", "", None);
        check("text/html", "<!DOCTYPE html><title>Sign in</title>", Some(WebPage));
        check("application/json", "\u{feff}  <!doctype HTML><p>", Some(WebPage));
        check("", "<html><body>", Some(WebPage));
        check("text/html; charset=utf-8", "<head></head>", Some(WebPage));
        check("text/html", r#"{"a":1}"#, None);
        check("application/xml", "<?xml version='1.0'?><a/>", None);
        check("application/json", r#"{"a":[1,2"#, Some(CutOff));
        check("application/json", r#"[{"a":1},"#, Some(CutOff));
        check("application/problem+json", "{", Some(CutOff));
        check("", r#"{"a":"#, Some(CutOff));
        check("text/plain", "{ not json", None);
        check("text/csv", "[a],b", None);
        check("application/json", "7", None);
    }

    #[test]
    fn a_page_may_be_what_is_wanted() {
        let page = answer("text/html", "<!doctype html><table></table>");
        assert_eq!(inspect(&page, |_| true, None), None);
    }

    #[test]
    fn errors_with_a_good_status() {
        let present = |field: &str| ErrorRule::Present { field: field.into() };
        let differs =
            |field: &str, expected: &str| ErrorRule::Differs { field: field.into(), expected: expected.into() };
        #[track_caller]
        fn check(rule: &ErrorRule, body: &str, expected: Option<&str>) {
            let found = inspect(&answer("application/json", body), |_| false, Some(rule));
            assert_eq!(found.is_some(), expected.is_some(), "{rule:?} {body}");
            if let (Some(cause), Some(says)) = (found, expected) {
                assert_eq!(cause.category, FailureCategory::ErrorInAnswer);
                let message = cause.into_failure(1).message;
                assert!(message.contains(says), "{message}");
            }
        }
        check(&present("error"), r#"{"id":1}"#, None);
        check(&present("error"), r#"{"error":null}"#, None);
        check(&present("error"), r#"{"error":false}"#, None);
        check(&present("error"), r#"{"error":""}"#, None);
        check(&present("error"), r#"{"error":[]}"#, None);
        check(&present("error"), r#"{"error":"No such id"}"#, Some("error: No such id"));
        check(&present("error"), r#"{"error":true,"reason":"x"}"#, Some("error: true"));
        check(&present("error.code"), r#"{"error":{"code":7}}"#, Some("error.code: 7"));
        check(&present("0.message"), r#"[{"message":[{"id":"120"}]}]"#, Some("120"));
        check(&present("a.b"), r#"{"a.b":1}"#, Some("a.b: 1"));
        check(&differs("status", "ok"), r#"{"status":"ok"}"#, None);
        check(&differs("status", "200"), r#"{"status":200}"#, None);
        check(&differs("status", "ok"), r#"{"status":"fail"}"#, Some("status: fail"));
        check(&differs("status", "ok"), r#"{"id":1}"#, Some("status is missing"));
        check(&differs("status", "ok"), "7", Some("status is missing"));
    }
}
