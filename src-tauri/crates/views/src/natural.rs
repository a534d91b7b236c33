//! Texts as people put them in order, as bytes that compare so: without regard to case and accents first, numbers inside
//! of texts by their value, signs before digits before letters; then accents, then case.

use unicode_normalization::char::{decompose_canonical, is_combining_mark};

use crate::fold::fold;

/// Ends a part. Less than anything inside of one, so that a text stands before those that begin with it.
pub(crate) const END: u8 = 0;
/// Stands before [`END`] and before itself where they are a part of a text.
const ESCAPE: u8 = 1;

const CONTROL: u8 = 0x02;
const SPACE: u8 = 0x03;
const SIGNS: u8 = 0x04;
const DIGITS: u8 = 0x30;
const LETTERS: u8 = 0x40;
/// After it comes the whole text; without it, the text is told by where its capitals are.
const WHOLE: u8 = 0xFE;

/// Appends the key of a text. No key is the beginning of another.
pub(crate) fn natural_into(text: &str, key: &mut Vec<u8>) {
    let simple = if text.is_ascii() { ascii_into(text.as_bytes(), key) } else { letters_into(text, key) };
    key.push(END);
    if simple {
        capitals_into(text.as_bytes(), key);
        key.push(END);
        return;
    }
    key.push(WHOLE);
    let folded = fold(text);
    exact_into(&folded, key);
    if folded == text {
        key.push(END);
    } else {
        key.push(ESCAPE + 1);
        exact_into(text, key);
    }
}

/// Appends a text so that it compares by its characters.
pub(crate) fn exact_into(text: &str, key: &mut Vec<u8>) {
    for byte in text.bytes() {
        if byte <= ESCAPE {
            key.extend([ESCAPE, byte + 1]);
        } else {
            key.push(byte);
        }
    }
    key.push(END);
}

/// Whether the text can be told from the key and its capitals.
fn ascii_into(text: &[u8], key: &mut Vec<u8>) -> bool {
    let mut simple = true;
    let mut at = 0;
    while at < text.len() {
        let byte = text[at];
        if byte.is_ascii_digit() {
            let digits = text[at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
            simple &= number_into(&text[at..at + digits], key);
            at += digits;
            continue;
        }
        simple &= !byte.is_ascii_control();
        key.push(ascii(byte));
        at += 1;
    }
    simple
}

/// Signs in the order of their codes, letters whatever their case. Digits are not for this.
fn ascii(byte: u8) -> u8 {
    match byte {
        b'a'..=b'z' => LETTERS + byte - b'a',
        b'A'..=b'Z' => LETTERS + byte - b'A',
        b' ' => SPACE,
        b'!'..=b'/' => SIGNS + byte - b'!',
        b':'..=b'@' => SIGNS + 15 + byte - b':',
        b'['..=b'`' => SIGNS + 22 + byte - b'[',
        b'{'..=b'~' => SIGNS + 28 + byte - b'{',
        _ => CONTROL,
    }
}

/// More digits, larger number. False when there are zeros in front.
fn number_into(digits: &[u8], key: &mut Vec<u8>) -> bool {
    let zeros = digits.iter().take_while(|digit| **digit == b'0').count();
    // A zero alone has no digit.
    let simple = zeros == 0 || digits.len() == 1;
    let digits = &digits[zeros..];
    key.push(DIGITS);
    match u8::try_from(digits.len() + 1) {
        Ok(length) if length < u8::MAX => key.push(length),
        _ => {
            key.push(u8::MAX);
            key.extend((digits.len() as u64).to_be_bytes());
        }
    }
    key.extend_from_slice(digits);
    simple
}

fn letters_into(text: &str, key: &mut Vec<u8>) -> bool {
    let mut plain = String::with_capacity(text.len());
    for character in text.chars() {
        if character.is_ascii() {
            plain.push(character);
        } else {
            // Marks are left out, so that their order does not matter.
            decompose_canonical(character, |part| push_plain(part, &mut plain));
        }
    }
    for (is_ascii, part) in parts(&plain) {
        if is_ascii {
            ascii_into(part.as_bytes(), key);
        } else {
            // After all that is ASCII, by the codes of the characters.
            key.extend_from_slice(part.as_bytes());
        }
    }
    false
}

/// Without case and accents.
fn push_plain(character: char, plain: &mut String) {
    if character.is_ascii() {
        return plain.push(character);
    }
    // Capitals such as `İ` leave a mark behind.
    for character in character.to_lowercase().filter(|character| !is_combining_mark(*character)) {
        match character {
            'ß' => plain.push_str("ss"),
            'æ' => plain.push_str("ae"),
            'œ' => plain.push_str("oe"),
            'þ' => plain.push_str("th"),
            'ø' => plain.push('o'),
            'đ' | 'ð' => plain.push('d'),
            'ħ' => plain.push('h'),
            'ı' => plain.push('i'),
            'ł' => plain.push('l'),
            'ŧ' => plain.push('t'),
            'ς' => plain.push('σ'),
            character => plain.push(character),
        }
    }
}

/// Stretches that are ASCII, and those that are not.
fn parts(text: &str) -> impl Iterator<Item = (bool, &str)> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let is_ascii = rest.chars().next()?.is_ascii();
        let end = rest.find(|character: char| character.is_ascii() != is_ascii).unwrap_or(rest.len());
        let (part, after) = rest.split_at(end);
        rest = after;
        Some((is_ascii, part))
    })
}

/// Where the capitals are, six letters a byte, up to the last one.
fn capitals_into(text: &[u8], key: &mut Vec<u8>) {
    let Some(last) = text.iter().rposition(u8::is_ascii_uppercase) else { return };
    for six in text[..=last].chunks(6) {
        let bits = six.iter().enumerate().map(|(at, byte)| u8::from(byte.is_ascii_uppercase()) << (5 - at));
        key.push(1 + bits.sum::<u8>());
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn key(text: &str) -> Vec<u8> {
        let mut key = Vec::new();
        natural_into(text, &mut key);
        key
    }

    #[test]
    fn texts_as_people_put_them() {
        let check = |texts: &[&str]| {
            for (left, right) in texts.iter().zip(&texts[1..]) {
                assert!(key(left) < key(right), "{left:?} before {right:?}");
            }
        };
        check(&["", " ", "!", "_", "~", "0", "1", "2", "10", "a"]);
        check(&["a", "A", "á", "Á", "ab", "áb", "b", "B"]);
        check(&["a1", "A1", "a2", "a10", "a10b", "a11"]);
        check(&["7", "007", "07", "8", "08"]);
        check(&["file 9.txt", "file 10.txt", "File 11.txt", "file a.txt"]);
        check(&["cote", "Cote", "coté", "côte", "côté", "cotf"]);
        check(&["ecole", "école", "École", "ecolf"]);
        check(&["o", "ø", "oa", "p"]);
        check(&["strasse", "straße", "strassf"]);
        check(&["zebra", "Ωmega", "ωmegb", "日本", "日本語"]);
        check(&["1.9", "1.10", "1.10.1", "2"]);
        check(&["a\u{0}", "a ", "a!", "aa"]);
        check(&["99999999999999999999998", "99999999999999999999999", "100000000000000000000000"]);
        check(&["x, 1", "x-1"]);
        check(&["item", "item\n", "item 1", "item1", "items"]);
    }

    proptest! {
        #[test]
        fn no_key_is_the_beginning_of_another(left in "[aAáÁ0-9 \u{0}\u{1}ß]{0,5}", right in "[aAáÁ0-9 \u{0}\u{1}ß]{0,5}") {
            let (left_key, right_key) = (key(&left), key(&right));
            prop_assert_eq!(left == right, left_key == right_key);
            prop_assert!(left == right || !left_key.starts_with(&right_key));
        }

        #[test]
        fn numbers_inside_of_texts_go_by_value(left: u64, right: u64) {
            prop_assert_eq!(key(&format!("x{left}y")).cmp(&key(&format!("x{right}y"))), left.cmp(&right));
        }
    }
}
