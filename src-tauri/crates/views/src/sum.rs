//! Sums of numbers as they are written.

use rust_decimal::Decimal;

/// Exact while a decimal of 28 digits holds it, then floating point, which the leading "≈" tells.
#[derive(Clone, Copy, Debug)]
pub struct Sum {
    total: Total,
    count: u64,
}

#[derive(Clone, Copy, Debug)]
enum Total {
    Exact(Decimal),
    About(f64),
}

impl Default for Sum {
    fn default() -> Self {
        Sum { total: Total::Exact(Decimal::ZERO), count: 0 }
    }
}

impl Sum {
    /// The same number so many times. What is no number, or none that a float holds, is left out.
    pub fn add(&mut self, text: &str, times: u64) {
        let Some(float) = text.parse().ok().filter(|float: &f64| float.is_finite()) else { return };
        let decimal = Decimal::from_str_exact(text).or_else(|_| Decimal::from_scientific(text)).ok();
        self.put(decimal.and_then(|decimal| decimal.checked_mul(Decimal::from(times))), float * times as f64);
        self.count += times;
    }

    pub fn add_integer(&mut self, integer: i64, times: u64) {
        let product = Decimal::from(integer).checked_mul(Decimal::from(times));
        self.put(product, integer as f64 * times as f64);
        self.count += times;
    }

    pub fn add_sum(&mut self, other: &Sum) {
        match other.total {
            Total::Exact(decimal) => self.put(Some(decimal), as_f64(decimal)),
            Total::About(float) => self.put(None, float),
        }
        self.count += other.count;
    }

    fn put(&mut self, decimal: Option<Decimal>, float: f64) {
        self.total = match (self.total, decimal) {
            (Total::Exact(sum), Some(decimal)) => match sum.checked_add(decimal) {
                Some(total) => Total::Exact(total),
                None => Total::About(as_f64(sum) + float),
            },
            (Total::Exact(sum), None) => Total::About(as_f64(sum) + float),
            (Total::About(sum), _) => Total::About(sum + float),
        };
    }

    /// Numbers that were summed.
    pub fn count(&self) -> u64 {
        self.count
    }

    pub fn total(&self) -> String {
        match self.total {
            Total::Exact(sum) => sum.normalize().to_string(),
            Total::About(sum) => format!("≈ {sum}"),
        }
    }

    /// None without numbers.
    pub fn mean(&self) -> Option<String> {
        if self.count == 0 {
            return None;
        }
        Some(match self.total {
            // Two digits more than the numbers have: enough to tell averages apart, few enough to read.
            Total::Exact(sum) => {
                (sum / Decimal::from(self.count)).round_dp((sum.scale() + 2).min(12)).normalize().to_string()
            }
            Total::About(sum) => format!("≈ {}", sum / self.count as f64),
        })
    }

    pub fn total_f64(&self) -> f64 {
        match self.total {
            Total::Exact(sum) => as_f64(sum),
            Total::About(sum) => sum,
        }
    }
}

fn as_f64(decimal: Decimal) -> f64 {
    decimal.to_string().parse().unwrap_or(f64::NAN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_exact_while_they_can_be() {
        let check = |texts: &[&str], total: &str, mean: &str| {
            let mut sum = Sum::default();
            texts.iter().for_each(|text| sum.add(text, 1));
            assert_eq!((sum.total().as_str(), sum.mean().as_deref()), (total, Some(mean)), "{texts:?}");
            // In two parts.
            let (mut left, mut right) = (Sum::default(), Sum::default());
            texts
                .iter()
                .enumerate()
                .for_each(|(at, text)| if at % 2 == 0 { &mut left } else { &mut right }.add(text, 1));
            left.add_sum(&right);
            assert_eq!((left.total(), left.mean()), (sum.total(), sum.mean()), "{texts:?}");
        };
        check(&["0.1", "0.2"], "0.3", "0.15");
        check(&["9007199254740993", "1"], "9007199254740994", "4503599627370497");
        check(&["1", "1", "2"], "4", "1.33");
        check(&["-5", "5e2"], "495", "247.5");
        check(&["1e400", "7"], "7", "7");
        let large = format!("≈ 1{}", "0".repeat(300));
        let half = format!("≈ 5{}", "0".repeat(299));
        check(&["1e300", "1"], &large, &half);
    }

    #[test]
    fn the_same_number_many_times() {
        let mut sum = Sum::default();
        sum.add("0.1", 1_000_000);
        sum.add_integer(i64::MAX, 3);
        assert_eq!((sum.total().as_str(), sum.count()), ("27670116110564427421", 1_000_003));
        assert_eq!(Sum::default().mean(), None);
    }
}
