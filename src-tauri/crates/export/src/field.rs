/// A field of a line as Excel, Calc and Sheets take it: what holds the separator, a line end or a quote is quoted.
pub(crate) fn push_field(text: &mut String, separator: char, index: usize, field: &str) {
    if index > 0 {
        text.push(separator);
    }
    if field.contains([separator, '\n', '\r', '"']) {
        text.push('"');
        text.push_str(&field.replace('"', "\"\""));
        text.push('"');
    } else {
        text.push_str(field);
    }
}
