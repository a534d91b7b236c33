/// The significant decimal digits that an f64, and so a spreadsheet, keeps of every number.
const EXACT_DIGITS: usize = 15;

/// Sign, digits, one point or comma, an exponent: nothing that a spreadsheet could run.
pub(crate) fn is_plain_number(text: &str) -> bool {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (unsigned, None),
    };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let mantissa_fits = match mantissa.split_once(['.', ',']) {
        Some((whole, part)) => digits(whole) && digits(part),
        None => digits(mantissa),
    };
    mantissa_fits && exponent.is_none_or(|exponent| digits(exponent.strip_prefix(['+', '-']).unwrap_or(exponent)))
}

/// The number as a spreadsheet holds it, when it holds it: at most 15 significant digits, no zeros in front that would
/// go, and within range.
pub(crate) fn exact(text: &str) -> Option<f64> {
    if !is_plain_number(text) || text.contains(',') {
        return None;
    }
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let mantissa = unsigned.split(['e', 'E']).next().unwrap_or_default();
    let whole = mantissa.split('.').next().unwrap_or_default();
    if whole.len() > 1 && whole.starts_with('0') {
        return None;
    }
    let digits: String = mantissa.chars().filter(char::is_ascii_digit).collect();
    let significant = digits.trim_matches('0').len();
    let number: f64 = text.parse().ok()?;
    // A number too small for an f64 would become zero.
    let vanished = number == 0.0 && significant > 0;
    (significant <= EXACT_DIGITS && number.is_finite() && !vanished && !number.is_subnormal()).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::{exact, is_plain_number};

    #[test]
    fn numbers_are_exact_or_stay_text() {
        let check = |text: &str, expected: Option<f64>| assert_eq!(exact(text), expected, "{text}");
        check("0", Some(0.0));
        check("-5", Some(-5.0));
        check("0.10", Some(0.1));
        check("123456789012345", Some(123456789012345.0));
        check("1234567890123456", None);
        check("9007199254740993", None);
        check("10000000000000000000", Some(1e19));
        check("0.000000000000000000123", Some(1.23e-19));
        check("1.5E-7", Some(1.5e-7));
        check("1e400", None);
        check("1e-400", None);
        check("1e-310", None);
        check("0e-400", Some(0.0));
        check("007", None);
        check("-007", None);
        check("1,5", None);
        check("", None);
        check("NaN", None);
        check("inf", None);
    }

    #[test]
    fn what_is_a_plain_number() {
        for text in ["1", "+1", "-1.5", "1,5", "1e5", "1E+5", "007"] {
            assert!(is_plain_number(text), "{text}");
        }
        for text in ["", "+", "1.", ".5", "1.2.3", "1e", "e5", "1 000", "٣", "1+1"] {
            assert!(!is_plain_number(text), "{text}");
        }
    }
}
