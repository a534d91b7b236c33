use std::time::Duration;

use tokio::time::Instant;

/// Times that are counted together.
const BUCKET: Duration = Duration::from_millis(100);
/// Ten seconds of them.
const BUCKETS: usize = 100;

/// Counts what is sent over the last ten seconds.
pub(crate) struct Meter {
    begin: Instant,
    /// Whether one was ever sent, and when.
    first: Option<Instant>,
    /// Number of the bucket that was written last, from the beginning on.
    last: u64,
    /// Bucket `n` stands at `n % BUCKETS`.
    buckets: [u32; BUCKETS],
}

/// What was sent within a time that ends now.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Sent {
    count: u64,
    over: Duration,
    /// It began with the first that was sent.
    is_from_first: bool,
}

impl Meter {
    pub(crate) fn new(now: Instant) -> Meter {
        Meter { begin: now, first: None, last: 0, buckets: [0; BUCKETS] }
    }

    pub(crate) fn sent(&mut self, now: Instant) {
        self.first.get_or_insert(now);
        let bucket = self.advance(now);
        let count = &mut self.buckets[bucket];
        *count = count.saturating_add(1);
    }

    pub(crate) fn over_last_seconds(&mut self, now: Instant) -> Sent {
        self.advance(now);
        let Some(first) = self.first else { return Sent::default() };
        let count = self.buckets.iter().map(|count| u64::from(*count)).sum();
        let oldest =
            self.begin + BUCKET * u32::try_from(self.last.saturating_sub(BUCKETS as u64 - 1)).unwrap_or(u32::MAX);
        let is_from_first = first >= oldest;
        Sent { count, over: now.saturating_duration_since(first.max(oldest)), is_from_first }
    }

    /// Forgets what is too old. Gives the place for what is sent now.
    fn advance(&mut self, now: Instant) -> usize {
        let number = now.saturating_duration_since(self.begin).as_millis() / BUCKET.as_millis();
        let number = u64::try_from(number).unwrap_or(u64::MAX).max(self.last);
        let passed = usize::try_from(number - self.last).unwrap_or(BUCKETS).min(BUCKETS);
        for step in 0..passed {
            self.buckets[(number as usize - step) % BUCKETS] = 0;
        }
        self.last = number;
        number as usize % BUCKETS
    }
}

impl Sent {
    /// Both together, in the longer time of the two.
    pub(crate) fn and(self, other: Sent) -> Sent {
        let longer = if self.over >= other.over { self } else { other };
        Sent { count: self.count + other.count, ..longer }
    }

    pub(crate) fn per_second(self) -> f64 {
        // The first of all begins the first distance and ends none: five a second are six within one second.
        let distances = if self.is_from_first { self.count.saturating_sub(1) } else { self.count };
        // In the first moments everything is fast.
        distances as f64 / self.over.as_secs_f64().max(1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn per_second() {
        // One is sent every `every` ms for `sending` ms; what is measured at `at` ms?
        let check = |every: u64, sending: u64, at: u64, expected: f64| {
            let begin = Instant::now();
            let mut meter = Meter::new(begin);
            for ms in (0..=sending).step_by(every as usize) {
                meter.sent(begin + Duration::from_millis(ms));
            }
            let measured = meter.over_last_seconds(begin + Duration::from_millis(at)).per_second();
            assert!((measured - expected).abs() < expected * 0.011 + 1e-9, "{every} {sending} {at}: {measured}");
        };
        check(200, 0, 0, 0.0);
        check(200, 1000, 1000, 5.0);
        check(200, 2000, 2000, 5.0);
        check(200, 30_000, 30_000, 5.0);
        check(200, 30_000, 35_000, 2.5);
        check(200, 30_000, 41_000, 0.0);
        check(1, 60_000, 60_000, 1000.0);
        check(1, 500, 500, 500.0);
        check(1, 500, 100_000_000, 0.0);
    }

    #[test]
    fn hosts_add_up() {
        let begin = Instant::now();
        let (mut one, mut other) = (Meter::new(begin), Meter::new(begin));
        for ms in (0..20_000).step_by(100) {
            one.sent(begin + Duration::from_millis(ms));
        }
        for ms in (15_000..20_000).step_by(100) {
            other.sent(begin + Duration::from_millis(ms));
        }
        let now = begin + Duration::from_secs(20);
        let both = one.over_last_seconds(now).and(other.over_last_seconds(now)).per_second();
        assert!((both - 15.0).abs() < 0.2, "{both}");
    }
}
