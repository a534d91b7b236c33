use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// No host is believed to want more patience than this. What is longer is a mistake of the host, or a ban that a person
/// should see.
pub(crate) const LONGEST: Duration = Duration::from_secs(24 * 60 * 60);

/// What a host said about the pace, in the headers of one answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// Send nothing for so long.
    pub wait: Option<Duration>,
    pub budget: Option<Budget>,
}

/// So many requests may still be sent until the host begins to count anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Budget {
    pub remaining: u64,
    pub reset: Duration,
}

/// Reads the headers of an answer that arrived `now`. `header` looks one up and does not mind the case of the name.
///
/// A moment that is over is a wait of nothing, and what cannot be understood was not said.
pub fn asked<'a>(header: impl Fn(&str) -> Option<&'a str>, now: SystemTime) -> Asked {
    let wait = header("retry-after-ms")
        .and_then(Number::parse)
        .map(|number| number.of_millis().min(LONGEST))
        .or_else(|| header("retry-after").and_then(|text| moment(text, now)));
    let pair = |remaining: &str, resets: &[&str]| {
        let remaining = count(header(remaining)?)?;
        let reset = resets.iter().find_map(|name| moment(header(name)?, now))?;
        Some(Budget { remaining, reset })
    };
    let budget = header("ratelimit")
        .and_then(|text| structured(text, now))
        .or_else(|| pair("ratelimit-remaining", &["ratelimit-reset"]))
        .or_else(|| pair("x-ratelimit-remaining", &["x-ratelimit-reset-after", "x-ratelimit-reset"]))
        .or_else(|| pair("x-rate-limit-remaining", &["x-rate-limit-reset"]));
    Asked { wait, budget }
}

/// The forms in which one header says everything, of the drafts of the IETF: `limit=100, remaining=0, reset=30`, and
/// after that `"burst";r=50;t=30, "daily";r=1000;t=3600`. Of several policies all have to be kept, so the one with the
/// fewest requests counts, and of those the one that lasts longest.
fn structured(text: &str, now: SystemTime) -> Option<Budget> {
    let (mut remaining, mut reset) = (None, None);
    let mut tightest: Option<Budget> = None;
    for member in split(text, ',') {
        let (mut policy_remaining, mut policy_reset) = (None, None);
        for (index, part) in split(member, ';').enumerate() {
            let Some((key, value)) = part.split_once('=') else { continue };
            let (key, value) = (key.trim(), value.trim());
            match index {
                0 if key.eq_ignore_ascii_case("remaining") => remaining = count(value),
                0 if key.eq_ignore_ascii_case("reset") => reset = moment(value, now),
                0 => {}
                _ if key.eq_ignore_ascii_case("r") => policy_remaining = count(value),
                _ if key.eq_ignore_ascii_case("t") => policy_reset = moment(value, now),
                _ => {}
            }
        }
        if let (Some(remaining), Some(reset)) = (policy_remaining, policy_reset) {
            let policy = Budget { remaining, reset };
            let is_tighter = |other: Budget| {
                policy.remaining < other.remaining || policy.remaining == other.remaining && policy.reset > other.reset
            };
            if tightest.is_none_or(is_tighter) {
                tightest = Some(policy);
            }
        }
    }
    tightest.or_else(|| Some(Budget { remaining: remaining?, reset: reset? }))
}

/// The parts between separators that are not in quotes.
fn split(text: &str, separator: char) -> impl Iterator<Item = &str> {
    let (mut quoted, mut escaped) = (false, false);
    text.split(move |character| {
        if escaped {
            escaped = false;
        } else if character == '"' {
            quoted = !quoted;
        } else if character == '\\' {
            escaped = quoted;
        }
        character == separator && !quoted
    })
}

fn count(text: &str) -> Option<u64> {
    let text = text.trim();
    let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| text.parse().unwrap_or(u64::MAX))
}

/// How long it is until then: a number of seconds, seconds or milliseconds since 1970, or a date.
fn moment(text: &str, now: SystemTime) -> Option<Duration> {
    let until = |then: SystemTime| then.duration_since(now).unwrap_or_default();
    let wait = match Number::parse(text) {
        Some(number) if number.whole >= FIRST_EPOCH_MS => number.since_1970(number.of_millis()).map_or(LONGEST, until),
        Some(number) if number.whole >= FIRST_EPOCH => number.since_1970(number.of_seconds()).map_or(LONGEST, until),
        Some(number) => number.of_seconds(),
        None => until(httpdate::parse_http_date(text.trim()).ok()?),
    };
    Some(wait.min(LONGEST))
}

/// From here on a number is no wait (31 years) but a moment: this one is in 2001.
const FIRST_EPOCH: u64 = 1_000_000_000;
/// And from here on it counts milliseconds: as seconds it would be in the year 5138, as milliseconds it is in 1973.
const FIRST_EPOCH_MS: u64 = 100_000_000_000;

/// Digits, with a fraction at most: no sign, no exponent. Read exactly, since moments in milliseconds leave a floating
/// point number little to tell fractions with.
struct Number {
    /// Saturates.
    whole: u64,
    billionths: u32,
}

impl Number {
    fn parse(text: &str) -> Option<Number> {
        let text = text.trim();
        let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        if !digits(whole) || !digits(fraction) {
            return None;
        }
        let billionths = fraction.bytes().chain(std::iter::repeat(b'0')).take(9);
        let billionths = billionths.fold(0, |sum, digit| sum * 10 + u32::from(digit - b'0'));
        Some(Number { whole: whole.parse().unwrap_or(u64::MAX), billionths })
    }

    fn of_seconds(&self) -> Duration {
        Duration::new(self.whole, self.billionths)
    }

    fn of_millis(&self) -> Duration {
        Duration::from_millis(self.whole).saturating_add(Duration::from_nanos(u64::from(self.billionths) / 1000))
    }

    /// None when no clock goes that far.
    fn since_1970(&self, since: Duration) -> Option<SystemTime> {
        UNIX_EPOCH.checked_add(since)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// 6 November 1994, 08:49:37 UTC is the date of the standard's examples.
    const NOW: u64 = 1_700_000_000;

    fn now() -> SystemTime {
        UNIX_EPOCH + Duration::from_secs(NOW)
    }

    fn read(headers: &[(&str, &str)]) -> Asked {
        let find =
            |name: &str| headers.iter().find(|(other, _)| other.eq_ignore_ascii_case(name)).map(|(_, text)| *text);
        asked(find, now())
    }

    #[test]
    fn waits() {
        let check = |name: &str, text: &str, millis: Option<u64>| {
            let expected = Asked { wait: millis.map(Duration::from_millis), budget: None };
            assert_eq!(read(&[(name, text)]), expected, "{name}: {text}");
        };
        const DAY: u64 = 86_400_000;
        check("Retry-After", "120", Some(120_000));
        check("retry-after", " 0 ", Some(0));
        check("Retry-After", "1.5", Some(1500));
        check("Retry-After", "86400", Some(DAY));
        check("Retry-After", "86401", Some(DAY));
        check("Retry-After", "999999999", Some(DAY));
        check("Retry-After", "18446744073709551615", Some(DAY));
        check("Retry-After", "99999999999999999999999999999999999999", Some(DAY));
        // A moment where a number of seconds belongs.
        check("Retry-After", "1700000030", Some(30_000));
        check("Retry-After", "1600000000", Some(0));
        check("Retry-After", "Tue, 14 Nov 2023 22:13:50 GMT", Some(30_000));
        check("Retry-After", "Tuesday, 14-Nov-23 22:14:20 GMT", Some(60_000));
        check("Retry-After", "Tue Nov 14 22:13:21 2023", Some(1000));
        check("Retry-After", "Sun, 06 Nov 1994 08:49:37 GMT", Some(0));
        check("Retry-After", "Fri, 31 Dec 9999 23:59:59 GMT", Some(DAY));
        check("Retry-After-Ms", "1500", Some(1500));
        check("Retry-After-Ms", "18446744073709551615", Some(DAY));
        for rubbish in
            ["", " ", "-1", "+1", "1e3", "soon", "NaN", "inf", ".", "1.", ".5", "1.2.3", "12s", "１２", "0x10"]
        {
            check("Retry-After", rubbish, None);
            check("Retry-After-Ms", rubbish, None);
        }
    }

    #[test]
    fn the_exact_wait_goes_first() {
        let headers = [("Retry-After", "2"), ("Retry-After-Ms", "1250")];
        assert_eq!(read(&headers).wait, Some(Duration::from_millis(1250)));
        let headers = [("Retry-After", "2"), ("Retry-After-Ms", "soon")];
        assert_eq!(read(&headers).wait, Some(Duration::from_secs(2)));
    }

    #[test]
    fn budgets() {
        let check = |headers: &[(&str, &str)], expected: Option<(u64, u64)>| {
            let budget = expected.map(|(remaining, ms)| Budget { remaining, reset: Duration::from_millis(ms) });
            assert_eq!(read(headers), Asked { wait: None, budget }, "{headers:?}");
        };
        let one = |text: &str, expected| check(&[("RateLimit", text)], expected);
        let x = |remaining: &str, reset: &str, expected| {
            check(&[("X-RateLimit-Remaining", remaining), ("X-RateLimit-Reset", reset)], expected);
            check(&[("x-rate-limit-remaining", remaining), ("x-rate-limit-reset", reset)], expected);
            check(&[("RateLimit-Remaining", remaining), ("RateLimit-Reset", reset)], expected);
        };
        x("59", "30", Some((59, 30_000)));
        x("0", "0", Some((0, 0)));
        x("0", "1700000030", Some((0, 30_000)));
        x("0", "1700000030.25", Some((0, 30_250)));
        x("0", "1700000030250", Some((0, 30_250)));
        x("0", "1699999990", Some((0, 0)));
        x("7", "0.5", Some((7, 500)));
        x("7", "9999999999", Some((7, 86_400_000)));
        x("7", "Tue, 14 Nov 2023 22:13:50 GMT", Some((7, 30_000)));
        x("99999999999999999999999", "1", Some((u64::MAX, 1000)));
        x("-1", "30", None);
        x("many", "30", None);
        x("", "30", None);
        x("5", "", None);
        x("5", "later", None);
        check(&[("X-RateLimit-Remaining", "5")], None);
        check(&[("X-RateLimit-Reset", "5")], None);
        check(&[("X-RateLimit-Remaining", "0"), ("X-Rate-Limit-Reset", "5")], None);
        let both =
            [("X-RateLimit-Reset", "1700000030"), ("X-RateLimit-Reset-After", "1.5"), ("X-RateLimit-Remaining", "0")];
        check(&both, Some((0, 1500)));

        one("limit=100, remaining=0, reset=30", Some((0, 30_000)));
        one("limit=100;w=60,remaining=50 , Reset=5", Some((50, 5000)));
        one("remaining=50", None);
        one("limit=100, remaining=-3, reset=30", None);
        one(r#""default";r=0;t=30"#, Some((0, 30_000)));
        one(r#""100-in-1min"; r=99; t=60"#, Some((99, 60_000)));
        one("default;r=3;t=1", Some((3, 1000)));
        one(r#""burst";r=50;t=10, "daily";r=20;t=3600, "hourly";r=100;t=60"#, Some((20, 3_600_000)));
        one(r#""a";r=0;t=10, "b";r=0;t=90, "c";r=0;t=20"#, Some((0, 90_000)));
        one(r#""a, b;r=0;t=9";r=4;t=2"#, Some((4, 2000)));
        one(r#""a \" b, c";r=4;t=2"#, Some((4, 2000)));
        one(r#""a";r=0, "b";r=8;t=2"#, Some((8, 2000)));
        one(r#""a";pk=:cHVibGlj:;t=2;r=8"#, Some((8, 2000)));
        one(r#""a";r=x;t=30"#, None);
        one(r#""open;r=1;t=1"#, None);
        one("", None);
        one(",,;;==", None);
        // The newest form goes first, and one that says nothing leaves it to the others.
        let old = [("X-RateLimit-Remaining", "9"), ("X-RateLimit-Reset", "9")];
        check(&[("RateLimit", "a;r=1;t=1"), old[0], old[1]], Some((1, 1000)));
        check(&[("RateLimit", "rubbish"), old[0], old[1]], Some((9, 9000)));
    }

    proptest! {
        #[test]
        fn nothing_makes_it_panic_or_wait_too_long(
            texts in proptest::collection::vec("[-+0-9a-zA-Z \"\\\\=;,.:]{0,40}|[0-9]{0,40}(\\.[0-9]{0,40})?|.{0,40}", 10),
            now in 0_u64..=20_000_000_000,
        ) {
            let names = [
                "retry-after", "retry-after-ms", "ratelimit", "ratelimit-remaining", "ratelimit-reset",
                "x-ratelimit-remaining", "x-ratelimit-reset", "x-ratelimit-reset-after", "x-rate-limit-remaining",
                "x-rate-limit-reset",
            ];
            let find = |name: &str| names.iter().position(|other| *other == name).map(|index| texts[index].as_str());
            let asked = asked(find, UNIX_EPOCH + Duration::from_secs(now));
            prop_assert!(asked.wait.is_none_or(|wait| wait <= LONGEST));
            prop_assert!(asked.budget.is_none_or(|budget| budget.reset <= LONGEST));
        }

        #[test]
        fn what_a_host_writes_is_what_is_read(wait in 0_u64..86_400, remaining: u64, reset in 0_u64..86_400) {
            let budget = Some(Budget { remaining, reset: Duration::from_secs(reset) });
            let wait_text = wait.to_string();
            let forms = [
                format!("limit=1, remaining={remaining}, reset={reset}"),
                format!("\"p\";r={remaining};t={reset}"),
                format!("\"p\";t={};r={remaining}", NOW + reset),
            ];
            for form in &forms {
                let asked = read(&[("Retry-After", &wait_text), ("RateLimit", form)]);
                prop_assert_eq!(asked, Asked { wait: Some(Duration::from_secs(wait)), budget });
            }
        }
    }
}
