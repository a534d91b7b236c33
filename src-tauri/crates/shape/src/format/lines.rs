use crate::error::ShapeError;
use crate::json::Json;

/// One JSON value a line, as a list of them. Empty lines are passed over.
pub(crate) fn lines(text: &str) -> Result<String, ShapeError> {
    let mut json = String::with_capacity(text.len() + 2);
    json.push('[');
    for (number, line) in text.lines().enumerate() {
        let line = line.trim();
        if line.is_empty() {
            continue;
        }
        if json.len() > 1 {
            json.push(',');
        }
        match Json::read(line) {
            Ok(_) => json.push_str(line),
            Err(fault) if fault.is_lone_surrogate() => json.push_str(&crate::text::mend_surrogates(line)),
            Err(fault) => return Err(fault.describe(line).in_line(number + 1)),
        }
    }
    json.push(']');
    Ok(json)
}
