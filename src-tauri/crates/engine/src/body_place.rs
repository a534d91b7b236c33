//! A place in a JSON body that takes another value from page to page.

use std::collections::HashMap;

use serde_json::value::RawValue;

/// How a parameter is written that is no parameter of the address but a place in the body: `$.variables.after`.
pub(crate) const BODY_PLACE: &str = "$.";

/// The body with another value at a place; all else stays as it is written, numbers above all. A member that is not there is
/// added to the object that it belongs to. A value takes the place of a text as a text, and is a number otherwise when
/// `is_number`.
///
/// # Errors
/// A sentence, when the body has no such object.
pub(crate) fn put(body: &str, place: &str, value: &str, is_number: bool) -> Result<String, String> {
    let unfit = || format!("The body has no place {place} to put {value:?} in: it has to be a JSON object.");
    let keys: Vec<&str> = place.strip_prefix(BODY_PLACE).ok_or_else(unfit)?.split('.').collect();
    let (last, parents) = keys.split_last().ok_or_else(unfit)?;
    let mut object = body.trim();
    for key in parents {
        object = members(object).and_then(|members| members.get(*key).copied()).ok_or_else(unfit)?.get();
    }
    let known = members(object).ok_or_else(unfit)?;
    let start = |part: &str| part.as_ptr() as usize - body.as_ptr() as usize;
    let as_text = || serde_json::Value::from(value).to_string();
    let written = |is_text: bool| if is_number && !is_text { value.to_owned() } else { as_text() };
    Ok(match known.get(*last).map(|value| value.get()) {
        Some(old) => {
            let at = start(old);
            format!("{}{}{}", &body[..at], written(old.starts_with('"')), &body[at + old.len()..])
        }
        None => {
            let at = start(object) + 1;
            let name = serde_json::Value::from(*last);
            let comma = if known.is_empty() { "" } else { "," };
            format!("{}{name}:{}{comma}{}", &body[..at], written(false), &body[at..])
        }
    })
}

/// The members of an object as they are written; of two of one name the last one counts.
fn members(object: &str) -> Option<HashMap<String, &RawValue>> {
    serde_json::from_str(object).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_take_their_place_in_a_body() {
        let check = |body: &str, place: &str, is_number, expected: Option<&str>| {
            assert_eq!(put(body, place, "7", is_number).ok().as_deref(), expected, "{body} {place}");
        };
        check(r#"{"after":null}"#, "$.after", false, Some(r#"{"after":"7"}"#));
        check(r#"{"after":"x"}"#, "$.after", true, Some(r#"{"after":"7"}"#));
        check(r#"{"from": 0 }"#, "$.from", true, Some(r#"{"from": 7 }"#));
        check(r#"{"from": 0 }"#, "$.from", false, Some(r#"{"from": "7" }"#));
        check(r#"{}"#, "$.page", true, Some(r#"{"page":7}"#));
        check(
            "{ \"n\": 9007199254740993, \"x\": 1.10,\n \"v\": {\"é\":1} }",
            "$.v.after",
            false,
            Some("{ \"n\": 9007199254740993, \"x\": 1.10,\n \"v\": {\"after\":\"7\",\"é\":1} }"),
        );
        check(r#" {"a":{"b":[1,{"c":2}]}} "#, "$.a.b", true, Some(r#" {"a":{"b":7}} "#));
        check(r#"{"v":null}"#, "$.v.after", false, None);
        check(r#"{"a":1}"#, "$.v.after", false, None);
        check(r#"[{"after":1}]"#, "$.after", false, None);
        check("after=1", "$.after", false, None);
        check("", "$.after", false, None);
    }

    #[test]
    fn texts_are_escaped() {
        assert_eq!(put("{}", "$.after", "a\"b\\c\n", false).as_deref(), Ok(r#"{"after":"a\"b\\c\n"}"#));
    }
}
