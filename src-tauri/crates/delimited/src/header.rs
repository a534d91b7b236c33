//! Whether the first row of a table names its columns.
//!
//! It does when every filled cell of it is worded (has a letter and does not look like a number, a date, a code of the
//! rows below or a UUID) and
//! 1. some column below holds nothing but numbers, dates, codes or UUIDs, or
//! 2. there are several columns, the first row's cells are distinct, and none of them comes again below it, or
//! 3. its cells are names that columns have by custom, such as `id`, `sku` or `user_id`.
//!
//! When in doubt a single column has no header: a name fetched as a value is seen at once, a value taken for a name is
//! missed.

use std::collections::HashSet;

/// Rows looked at, the first included.
pub const SAMPLE: usize = 101;

const CUSTOMARY: [&str; 28] = [
    "account", "article", "barcode", "category", "city", "code", "company", "country", "customer", "date", "ean",
    "email", "id", "ids", "isbn", "key", "name", "number", "order", "product", "sku", "slug", "status", "symbol",
    "ticker", "type", "url", "value",
];

pub fn has_header(rows: &[Vec<String>]) -> bool {
    let Some((first, below)) = rows.split_first() else { return false };
    let filled: Vec<(usize, &str)> =
        first.iter().map(|cell| cell.trim()).enumerate().filter(|(_, cell)| !cell.is_empty()).collect();
    if filled.is_empty() || !filled.iter().all(|(_, cell)| is_worded(cell)) {
        return false;
    }
    let below_of = |column: usize| {
        below.iter().filter_map(move |row| row.get(column).map(|cell| cell.trim())).filter(|cell| !cell.is_empty())
    };
    let all_customary = filled.iter().all(|(_, cell)| is_customary(cell));
    // A code like those below it is one of them.
    let is_one_of = |(column, cell): &(usize, &str)| {
        let own = outline(cell);
        own.contains('9') && below_of(*column).any(|other| outline(other) == own)
    };
    if filled.iter().any(is_one_of) {
        return false;
    }
    let holds_data = |column: usize| {
        below_of(column).next().is_some() && below_of(column).all(|cell| !is_worded(cell) || is_code(cell))
    };
    if filled.iter().any(|(column, _)| holds_data(*column)) {
        return true;
    }
    let comes_again = filled.iter().any(|(column, cell)| below_of(*column).any(|other| other == *cell));
    let mut seen = HashSet::new();
    let distinct = filled.iter().all(|(_, cell)| seen.insert(cell.to_lowercase()));
    !comes_again && (all_customary || filled.len() > 1 && distinct && !below.is_empty())
}

/// Has letters, and is neither a number, a date, a UUID nor a truth.
fn is_worded(cell: &str) -> bool {
    let letters = cell.chars().filter(|character| character.is_alphabetic()).count();
    let is_number = cell.parse::<f64>().is_ok();
    // 2024-01-31T12:00:00Z: digits, and the letters of a time.
    let is_date = cell.starts_with(|first: char| first.is_ascii_digit())
        && cell.chars().all(|character| character.is_ascii_digit() || "-:./+ TZ".contains(character));
    let is_truth = ["true", "false"].iter().any(|truth| truth.eq_ignore_ascii_case(cell));
    letters > 0 && !is_number && !is_date && !is_truth && !is_uuid(cell)
}

/// 32 hexadecimal digits, with or without hyphens; or at least 12 of them with a decimal digit among them.
fn is_uuid(cell: &str) -> bool {
    let bare: Vec<u8> = cell.bytes().filter(|byte| *byte != b'-').collect();
    bare.len() >= 12 && bare.iter().all(u8::is_ascii_hexdigit) && bare.iter().any(u8::is_ascii_digit)
}

/// One word with digits in it: A-17, PRD001, sku_9.
fn is_code(cell: &str) -> bool {
    cell.bytes().any(|byte| byte.is_ascii_digit()) && !cell.contains(char::is_whitespace)
}

/// The last word of `user_id`, `User ID`, `userId` is what it is.
fn is_customary(cell: &str) -> bool {
    let mut words = String::new();
    let mut was_lower = false;
    for character in cell.chars() {
        if character.is_uppercase() && was_lower {
            words.push(' ');
        }
        was_lower = character.is_lowercase();
        words.extend(if character.is_alphanumeric() { character.to_lowercase().next() } else { Some(' ') });
    }
    words.split_whitespace().next_back().is_some_and(|word| CUSTOMARY.contains(&word))
}

/// The cell with its letters and digits made alike: PRD-001 and PRD-002 have one outline.
fn outline(cell: &str) -> String {
    let alike = |character: char| match character {
        digit if digit.is_ascii_digit() => '9',
        letter if letter.is_alphabetic() => 'a',
        other => other,
    };
    let mut outline: Vec<char> = cell.chars().map(alike).collect();
    outline.dedup();
    outline.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_told_from_values() {
        let check = |table: &str, expected: bool| {
            let rows: Vec<Vec<String>> =
                table.split('/').map(|row| row.split(',').map(str::to_owned).collect()).collect();
            assert_eq!(has_header(&rows), expected, "{table}");
        };
        // Names above data.
        check("id/1/2/3", true);
        check("whatever/1/2", true);
        check("id,name/1,Rick/2,Morty", true);
        check("name,city/Rick,Earth/Morty,Earth", true);
        check("Item No./A-17/A-18", true);
        check("id/550e8400-e29b-41d4-a716-446655440000", true);
        check("day/2024-01-31/2024-02-01", true);
        check("user_id/abc/def", true);
        check("User ID/abc/def", true);
        check("userId/abc/def", true);
        check("email/a@x.org/b@x.org", true);
        check("Q1 2024,Q2 2024/5,6/7,8", true);
        check("id,,name/1,x,Rick", true);
        check("id", true);
        check("name,name/1,2", true);
        check("code/007/008", true);
        // Values from the first row on.
        check("1/2/3", false);
        check("1,a/2,b", false);
        check("Rick/Morty/Summer", false);
        check("A-17/A-18/B-01", false);
        check("PRD001,x/PRD002,y", false);
        check("550e8400-e29b-41d4-a716-446655440000/650e8400-e29b-41d4-a716-446655440000", false);
        check("2024-01-31/2024-02-01", false);
        check("id,1/id,2", false);
        check("Earth,Mars/Earth,Venus", false);
        check("a,b", false);
        check("true/false", false);
        check("", false);
        check("1e5/2e5", false);
    }
}
