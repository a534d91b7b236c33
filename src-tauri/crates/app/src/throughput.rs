use std::collections::VecDeque;
use std::time::Duration;

/// Long enough to be steady at one answer a second, short enough to follow a slow-down.
const WINDOW: Duration = Duration::from_secs(5);

/// The rate over the last few seconds, and what is left at that rate.
#[derive(Default)]
pub struct Throughput {
    /// (time since the run began, requests done), oldest first.
    samples: VecDeque<(Duration, u64)>,
}

impl Throughput {
    pub fn add(&mut self, at: Duration, done: u64) {
        self.samples.push_back((at, done));
        while self.samples.len() > 2 && self.samples[1].0 + WINDOW < at {
            self.samples.pop_front();
        }
    }

    /// Requests per second; 0 until there are two samples.
    pub fn per_second(&self) -> f64 {
        let (Some((from, before)), Some((to, after))) = (self.samples.front(), self.samples.back()) else { return 0.0 };
        let seconds = (*to - *from).as_secs_f64();
        if seconds > 0.0 { after.saturating_sub(*before) as f64 / seconds } else { 0.0 }
    }

    pub fn left(&self, remaining: u64) -> Option<Duration> {
        let rate = self.per_second();
        (rate > 0.0).then(|| Duration::try_from_secs_f64(remaining as f64 / rate).ok()).flatten()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rate_and_rest() {
        let check = |samples: &[(u64, u64)], rate: f64, left: Option<u64>| {
            let mut throughput = Throughput::default();
            for (ms, done) in samples {
                throughput.add(Duration::from_millis(*ms), *done);
            }
            assert_eq!(throughput.per_second(), rate, "{samples:?}");
            assert_eq!(throughput.left(100), left.map(Duration::from_secs), "{samples:?}");
        };
        check(&[], 0.0, None);
        check(&[(0, 0)], 0.0, None);
        check(&[(0, 0), (1000, 0)], 0.0, None);
        check(&[(0, 0), (1000, 10)], 10.0, Some(10));
        // Only the last seconds count: a fast beginning is forgotten.
        check(&[(0, 0), (1000, 1000), (7000, 1010), (8000, 1070)], 10.0, Some(10));
    }
}
