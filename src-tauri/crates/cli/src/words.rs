//! How numbers with units are written on the command line.

use std::num::NonZeroU16;
use std::time::Duration;

use fetchgrid_model::{Backoff, ErrorRule, FailureCategory, Rate, RateUnit, RunSettings, Workers};

/// `8` or `auto`.
pub fn workers(text: &str) -> Result<Workers, String> {
    if text.eq_ignore_ascii_case("auto") {
        return Ok(Workers::AUTO);
    }
    let number = text.parse().ok().and_then(NonZeroU16::new).filter(|number| number.get() <= RunSettings::MAX_WORKERS);
    number.map(Workers::Fixed).ok_or_else(|| format!("write a number from 1 to {}, or auto", RunSettings::MAX_WORKERS))
}

/// `5/s`, `20/min`, `1000/h`, `0.33/s`.
pub fn rate(text: &str) -> Result<Rate, String> {
    let wrong = || "write it as 5/s, 20/min or 1000/h; fractions such as 0.33/s are allowed".to_owned();
    let (amount, unit) = text.split_once('/').ok_or_else(wrong)?;
    let amount = amount.trim().parse().map_err(|_| wrong())?;
    let per = match unit.trim().to_ascii_lowercase().as_str() {
        "s" | "sec" | "second" => RateUnit::Second,
        "m" | "min" | "minute" => RateUnit::Minute,
        "h" | "hour" => RateUnit::Hour,
        _ => return Err(wrong()),
    };
    let rate = Rate { amount, per };
    if rate.is_sound() { Ok(rate) } else { Err("it lies between one request a day and a million a second".to_owned()) }
}

/// `1000/day`, or just `1000`.
pub fn quota(text: &str) -> Result<u64, String> {
    let (number, unit) = text.split_once('/').unwrap_or((text, "day"));
    let is_day = matches!(unit.trim().to_ascii_lowercase().as_str(), "d" | "day");
    let number = number.trim().parse().ok().filter(|number| *number > 0 && is_day);
    number.ok_or_else(|| "write it as 1000/day".to_owned())
}

/// `500ms..30s`.
pub fn backoff(text: &str) -> Result<Backoff, String> {
    let wrong = || "write it as 500ms..30s: the first wait and the longest".to_owned();
    let (first, longest) = text.split_once("..").ok_or_else(wrong)?;
    let millis = |text: &str| -> Result<u32, String> {
        let millis = u32::try_from(duration(text)?.as_millis()).map_err(|_| wrong())?;
        if millis <= Backoff::MAX_MS { Ok(millis) } else { Err("no wait is longer than an hour".to_owned()) }
    };
    let backoff = Backoff { first_ms: millis(first)?, longest_ms: millis(longest)? };
    if backoff.first_ms <= backoff.longest_ms { Ok(backoff) } else { Err(wrong()) }
}

/// `90s`, `15m`, `12h`, `1d`, in seconds.
pub fn age(text: &str) -> Result<u64, String> {
    duration(text).map(|duration| duration.as_secs())
}

fn duration(text: &str) -> Result<Duration, String> {
    let text = text.trim();
    let wrong = || format!("{text}: write a number with ms, s, m, h or d behind it");
    let digits = text.find(|letter: char| !letter.is_ascii_digit() && letter != '.').ok_or_else(wrong)?;
    let number: f64 = text[..digits].parse().map_err(|_| wrong())?;
    let seconds = match text[digits..].trim() {
        "ms" => 0.001,
        "s" => 1.0,
        "m" | "min" => 60.0,
        "h" => 3600.0,
        "d" => 86_400.0,
        _ => return Err(wrong()),
    };
    Duration::try_from_secs_f64(number * seconds).map_err(|_| wrong())
}

/// `64MB`, `500kB`, `1GB`, or bytes without a unit.
pub fn size(text: &str) -> Result<u64, String> {
    let text = text.trim();
    let wrong = || "write it as 64MB, 500kB or a number of bytes".to_owned();
    let digits = text.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(text.len());
    let number: u64 = text[..digits].parse().map_err(|_| wrong())?;
    let unit = match text[digits..].trim().to_ascii_lowercase().as_str() {
        "" | "b" => 1,
        "kb" => 1_000,
        "mb" => 1_000_000,
        "gb" => 1_000_000_000,
        _ => return Err(wrong()),
    };
    number.checked_mul(unit).ok_or_else(wrong)
}

/// `error` or `status!=ok`.
pub fn error_rule(text: &str) -> Result<ErrorRule, String> {
    let rule = match text.split_once("!=") {
        Some((field, expected)) => {
            ErrorRule::Differs { field: field.trim().to_owned(), expected: expected.trim().to_owned() }
        }
        None => ErrorRule::Present { field: text.trim().to_owned() },
    };
    let (ErrorRule::Present { field } | ErrorRule::Differs { field, .. }) = &rule;
    if field.is_empty() { Err("write it as error, or as status!=ok".to_owned()) } else { Ok(rule) }
}

/// After how many; none for never. (An `Option` alone would mean to the argument parser that the value may be left out.)
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Most(pub Option<u64>);

/// A number, or `never`.
pub fn most(text: &str) -> Result<Most, String> {
    if text.eq_ignore_ascii_case("never") {
        return Ok(Most(None));
    }
    let number = text.parse().ok().filter(|number| *number > 0);
    number.map(|number| Most(Some(number))).ok_or_else(|| "write a number from 1, or never".to_owned())
}

/// The word of a kind of failure, as `--json` and `failures` print it.
pub fn category(text: &str) -> Result<FailureCategory, String> {
    FailureCategory::parse(&text.trim().to_ascii_lowercase().replace('-', "_")).ok_or_else(|| {
        let words: Vec<_> = FailureCategory::ALL.iter().map(|category| category.as_str()).collect();
        format!("one of {}", words.join(", "))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_their_meaning() {
        #[track_caller]
        fn check<T: std::fmt::Debug + PartialEq>(read: fn(&str) -> Result<T, String>, text: &str, expected: Option<T>) {
            assert_eq!(read(text).ok(), expected, "{text}");
        }
        check(workers, "8", NonZeroU16::new(8).map(Workers::Fixed));
        check(workers, "Auto", Some(Workers::AUTO));
        check(workers, "0", None);
        check(workers, "1025", None);
        check(rate, "5/s", Some(Rate { amount: 5.0, per: RateUnit::Second }));
        check(rate, "0.33/s", Some(Rate { amount: 0.33, per: RateUnit::Second }));
        check(rate, "20/min", Some(Rate { amount: 20.0, per: RateUnit::Minute }));
        check(rate, "1000/h", Some(Rate { amount: 1000.0, per: RateUnit::Hour }));
        check(rate, "5", None);
        check(rate, "0/s", None);
        check(rate, "-1/s", None);
        check(rate, "nan/s", None);
        check(rate, "5/day", None);
        check(quota, "1000/day", Some(1000));
        check(quota, "1000", Some(1000));
        check(quota, "0/day", None);
        check(quota, "5/h", None);
        check(backoff, "500ms..30s", Some(Backoff { first_ms: 500, longest_ms: 30_000 }));
        check(backoff, "1s..1s", Some(Backoff { first_ms: 1000, longest_ms: 1000 }));
        check(backoff, "30s..500ms", None);
        check(backoff, "1s..2h", None);
        check(backoff, "1s", None);
        check(age, "1d", Some(86_400));
        check(age, "1.5h", Some(5_400));
        check(age, "90s", Some(90));
        check(age, "90", None);
        check(size, "64MB", Some(64_000_000));
        check(size, "500 kB", Some(500_000));
        check(size, "1024", Some(1024));
        check(size, "64MiB", None);
        check(size, "99999999999GB", None);
        check(error_rule, "error", Some(ErrorRule::Present { field: "error".into() }));
        check(error_rule, "status!=ok", Some(ErrorRule::Differs { field: "status".into(), expected: "ok".into() }));
        check(error_rule, "!=ok", None);
        check(error_rule, " ", None);
        check(most, "20", Some(Most(Some(20))));
        check(most, "never", Some(Most(None)));
        check(most, "0", None);
        check(category, "sign-in", Some(FailureCategory::SignIn));
        check(category, "server_error", Some(FailureCategory::ServerError));
        check(category, "oops", None);
    }
}
