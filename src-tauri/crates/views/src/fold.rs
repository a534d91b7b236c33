//! Text without its case, for sorting and searching. Character by character, so that a part of a text folds to a part of
//! the folded text.

/// Appends the folded text.
pub(crate) fn fold_into(text: &str, out: &mut String) {
    if text.is_ascii() {
        let from = out.len();
        out.push_str(text);
        out[from..].make_ascii_lowercase();
        return;
    }
    for character in text.chars() {
        for lower in character.to_lowercase() {
            // The sigma at the end of a word is the same letter.
            out.push(if lower == 'ς' { 'σ' } else { lower });
        }
    }
}

pub(crate) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    fold_into(text, &mut folded);
    folded
}
