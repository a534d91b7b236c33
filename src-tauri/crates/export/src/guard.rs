use std::borrow::Cow;

use crate::number::is_plain_number;

/// For formats in which a spreadsheet takes any cell for what a person typed (CSV, TSV): a text that would be run as a
/// formula gets an apostrophe in front, which spreadsheets show as text. Numbers such as `-5` and `+31201234567` stay
/// as they are, since they run nothing.
pub fn guard(text: &str) -> Cow<'_, str> {
    if is_dangerous(text) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// Tab, carriage return and line feed are skipped by some spreadsheets before they look for a formula; the wide forms
/// are read as the narrow ones by East Asian versions.
fn is_dangerous(text: &str) -> bool {
    let starts = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    starts && !is_plain_number(text)
}

#[cfg(test)]
mod tests {
    use super::guard;

    #[test]
    fn formulas_are_guarded_and_numbers_are_not() {
        let check = |text: &str, expected: &str| assert_eq!(guard(text), expected, "{text:?}");
        for text in [
            "=1+1",
            "=cmd|' /C calc'!A0",
            "+1+1",
            "-1+1",
            "-",
            "+",
            "-5x",
            "@SUM(A1)",
            "\t=1",
            "\r=1",
            "\n=1",
            "＝1",
            "--5",
            "-1,5,5",
            "+31 20",
        ] {
            check(text, &format!("'{text}"));
        }
        for text in [
            "",
            "a",
            "5",
            "-5",
            "+31201234567",
            "-1.5",
            "-0,5",
            "+1e10",
            "-1.5E-7",
            "a=b",
            " =1",
            "'=1",
            "[1]",
            "\"=1\"",
        ] {
            check(text, text);
        }
    }
}
