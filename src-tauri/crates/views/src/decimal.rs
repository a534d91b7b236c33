//! Numbers compared by value as they were written, whatever their length: nothing is rounded.

use std::cmp::Ordering;

/// A number's sign, digits without zeros at either end, and the power of ten of the first digit.
pub(crate) struct Decimal<'a> {
    negative: bool,
    whole: &'a [u8],
    fraction: &'a [u8],
    /// Place of the first digit that is not zero: 1 for 0.5 × 10; 0 for zero itself, which has no digits.
    magnitude: i64,
}

impl<'a> Decimal<'a> {
    pub fn parse(text: &'a str) -> Option<Self> {
        let bytes = text.as_bytes();
        let (negative, bytes) = match bytes.split_first()? {
            (b'-', rest) => (true, rest),
            (b'+', rest) => (false, rest),
            _ => (false, bytes),
        };
        let split = bytes.iter().position(|byte| matches!(byte, b'e' | b'E'));
        let (mantissa, exponent) = match split {
            Some(at) => (&bytes[..at], Some(&bytes[at + 1..])),
            None => (bytes, None),
        };
        let (whole, fraction) = match mantissa.iter().position(|&byte| byte == b'.') {
            Some(at) => (&mantissa[..at], &mantissa[at + 1..]),
            None => (mantissa, &[][..]),
        };
        let digits = |part: &[u8]| part.iter().all(u8::is_ascii_digit);
        if !digits(whole) || !digits(fraction) || whole.is_empty() && fraction.is_empty() {
            return None;
        }
        // An exponent too long for 64 bits is as far out as one can be.
        let exponent = match exponent {
            None => 0,
            Some(text) => {
                let text = std::str::from_utf8(text).ok()?;
                let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
                if unsigned.is_empty() || !digits(unsigned.as_bytes()) {
                    return None;
                }
                let far = if text.starts_with('-') { i64::MIN / 4 } else { i64::MAX / 4 };
                text.parse::<i64>().unwrap_or(far).clamp(i64::MIN / 4, i64::MAX / 4)
            }
        };
        let whole = trim_start(whole);
        let (whole, fraction, shift) = if whole.is_empty() {
            let trimmed = trim_start(fraction);
            (whole, trimmed, -((fraction.len() - trimmed.len()) as i64))
        } else {
            (whole, fraction, whole.len() as i64)
        };
        let is_zero = whole.is_empty() && trim_start(fraction).is_empty();
        Some(Decimal {
            negative: negative && !is_zero,
            whole,
            fraction,
            magnitude: if is_zero { i64::MIN } else { shift + exponent },
        })
    }

    pub fn digits(&self) -> impl Iterator<Item = u8> {
        self.whole.iter().chain(self.fraction).copied()
    }

    pub fn is_negative(&self) -> bool {
        self.negative
    }

    /// The place of the first digit: 1 for 5, 0 for 0.5.
    pub fn magnitude(&self) -> i64 {
        self.magnitude
    }
}

fn trim_start(digits: &[u8]) -> &[u8] {
    let zeros = digits.iter().take_while(|&&digit| digit == b'0').count();
    &digits[zeros..]
}

/// The order of two numbers by value; none when one of the texts is not a number.
pub fn compare(left: &str, right: &str) -> Option<Ordering> {
    if left == right {
        return Decimal::parse(left).map(|_| Ordering::Equal);
    }
    let (left, right) = (Decimal::parse(left)?, Decimal::parse(right)?);
    if left.negative != right.negative {
        return Some(if left.negative { Ordering::Less } else { Ordering::Greater });
    }
    let size = left.magnitude.cmp(&right.magnitude).then_with(|| compare_digits(&left, &right));
    Some(if left.negative { size.reverse() } else { size })
}

fn compare_digits(left: &Decimal<'_>, right: &Decimal<'_>) -> Ordering {
    let (mut left, mut right) = (left.digits(), right.digits());
    loop {
        match (left.next(), right.next()) {
            (None, None) => return Ordering::Equal,
            // The shorter one goes on with zeros.
            (a, b) => match a.unwrap_or(b'0').cmp(&b.unwrap_or(b'0')) {
                Ordering::Equal => {}
                order => return order,
            },
        }
    }
}

/// Whether a text reads as a plain number: digits, perhaps a sign, a point and an exponent.
pub fn is_number(text: &str) -> bool {
    Decimal::parse(text).is_some()
}

/// The whole number that this text is the one way to write; none for `007`, `-0`, `1.0` and what does not fit.
pub fn canonical_integer(text: &str) -> Option<i64> {
    let bytes = text.as_bytes();
    let (negative, digits) = match bytes.split_first()? {
        (b'-', rest) => (true, rest),
        _ => (false, bytes),
    };
    match digits {
        [] => return None,
        [b'0', ..] if negative || digits.len() > 1 => return None,
        _ => {}
    }
    let mut number = 0_i64;
    for &digit in digits {
        if !digit.is_ascii_digit() {
            return None;
        }
        // Built up below zero, where there is one number more.
        number = number.checked_mul(10)?.checked_sub(i64::from(digit - b'0'))?;
    }
    if negative { Some(number) } else { number.checked_neg() }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn numbers_compare_by_value() {
        use Ordering::{Equal, Greater, Less};
        let cases = [
            ("1", "2", Less),
            ("10", "9", Greater),
            ("-10", "-9", Less),
            ("-1", "1", Less),
            ("0", "-0", Equal),
            ("0", "0.000", Equal),
            ("0e99", "0", Equal),
            ("0.1", "0.10", Equal),
            ("1.0", "1", Equal),
            ("007", "7", Equal),
            ("9007199254740993", "9007199254740992", Greater),
            ("9007199254740993", "9007199254740993.0", Equal),
            ("18446744073709551616", "18446744073709551615", Greater),
            ("123456789012345678901234567890", "123456789012345678901234567891", Less),
            ("0.1", "0.1000000000000000000000000001", Less),
            ("1e2", "100", Equal),
            ("1E-2", "0.01", Equal),
            ("1e400", "1e399", Greater),
            ("-1e400", "1e-400", Less),
            ("0.05", "0.5", Less),
            ("5e-1", "0.05e1", Equal),
            ("1e99999999999999999999", "1e5", Greater),
            ("1e-99999999999999999999", "0", Greater),
        ];
        for (left, right, expected) in cases {
            assert_eq!(compare(left, right), Some(expected), "{left} against {right}");
            assert_eq!(compare(right, left), Some(expected.reverse()), "{right} against {left}");
        }
        for text in ["", "-", "abc", "1x", "1.2.3", "1e", ".", "e5", "0x10", "1_000", "١"] {
            assert_eq!(compare(text, "1"), None, "{text}");
        }
    }

    #[test]
    fn integers_with_one_spelling() {
        let cases = [
            ("0", Some(0)),
            ("7", Some(7)),
            ("-7", Some(-7)),
            ("9223372036854775807", Some(i64::MAX)),
            ("-9223372036854775808", Some(i64::MIN)),
            ("9223372036854775808", None),
            ("-9223372036854775809", None),
            ("007", None),
            ("-0", None),
            ("00", None),
            ("1.0", None),
            ("1e3", None),
            ("+1", None),
            ("", None),
            ("-", None),
        ];
        for (text, expected) in cases {
            assert_eq!(canonical_integer(text), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn agrees_with_integers(left: i64, right: i64) {
            prop_assert_eq!(compare(&left.to_string(), &right.to_string()), Some(left.cmp(&right)));
            prop_assert_eq!(canonical_integer(&left.to_string()), Some(left));
        }

        #[test]
        fn never_disagrees_with_floats(left: f64, right: f64) {
            prop_assume!(left.is_finite() && right.is_finite());
            let order = compare(&format!("{left:e}"), &format!("{right:e}"));
            prop_assert_eq!(order, left.partial_cmp(&right));
        }
    }
}
