use std::time::Duration;

use fetchgrid_model::{HistogramBar, LatencySummary, ThroughputPoint};
use hdrhistogram::Histogram;

/// Points of the throughput series. Past it, neighbours are added up: a chart of a window's width shows no more.
const MOST_POINTS: usize = 600;

/// Bars of the histogram; enough to see two humps, few enough to see each bar.
const BARS: u64 = 40;

/// An hour, the longest time-out, in microseconds. A longer latency counts as this.
const LONGEST_US: u64 = 3_600_000_000;

/// Three significant digits: 205 ms and 204 ms are told apart, in a fixed 200 kB.
const DIGITS: u8 = 3;

/// How long answers took, and how many came when.
#[derive(Clone, Debug)]
pub(crate) struct Meter {
    latency: Histogram<u64>,
    points: Vec<Count>,
    seconds_per_point: u64,
}

#[derive(Clone, Copy, Debug, Default)]
struct Count {
    done: u64,
    failed: u64,
}

impl Meter {
    pub(crate) fn new() -> Self {
        let latency = Histogram::new_with_bounds(1, LONGEST_US, DIGITS).expect("these bounds are valid");
        Meter { latency, points: Vec::with_capacity(MOST_POINTS), seconds_per_point: 1 }
    }

    /// An attempt that the server answered.
    pub(crate) fn answered(&mut self, duration: Duration) {
        self.latency.saturating_record((duration.as_micros() as u64).max(1));
    }

    /// A request that came to its end this long after the run began.
    pub(crate) fn ended(&mut self, since_start: Duration, failed: bool) {
        let second = since_start.as_secs();
        while second / self.seconds_per_point >= MOST_POINTS as u64 {
            self.halve();
        }
        let index = (second / self.seconds_per_point) as usize;
        if self.points.len() <= index {
            self.points.resize(index + 1, Count::default());
        }
        self.points[index].done += 1;
        self.points[index].failed += u64::from(failed);
    }

    fn halve(&mut self) {
        self.seconds_per_point *= 2;
        self.points = self
            .points
            .chunks(2)
            .map(|pair| Count {
                done: pair.iter().map(|count| count.done).sum(),
                failed: pair.iter().map(|count| count.failed).sum(),
            })
            .collect();
    }

    /// In milliseconds; zeros when nothing was answered yet.
    pub(crate) fn summary(&self) -> LatencySummary {
        let at = |quantile| self.latency.value_at_quantile(quantile) as f64 / 1e3;
        LatencySummary { p50: at(0.5), p95: at(0.95), p99: at(0.99) }
    }

    pub(crate) fn throughput(&self) -> Vec<ThroughputPoint> {
        self.points
            .iter()
            .enumerate()
            .map(|(index, count)| ThroughputPoint {
                at: (index as u64 * self.seconds_per_point) as f64,
                done: count.done,
                failed: count.failed,
            })
            .collect()
    }

    pub(crate) fn seconds_per_point(&self) -> f64 {
        self.seconds_per_point as f64
    }

    /// Bars of one width from the fastest answer to the 99th percentile and a little more; what was slower is in the last
    /// one, which reaches up to the slowest. One outlier would otherwise press everything into the first bar.
    pub(crate) fn histogram(&self) -> Vec<HistogramBar> {
        if self.latency.is_empty() {
            return Vec::new();
        }
        let (low, high) = (self.latency.min(), self.latency.max());
        let usual = high.min(self.latency.value_at_quantile(0.99).saturating_mul(5) / 4).max(low);
        let width = (usual - low + 1).div_ceil(BARS).max(1);
        let count = (usual - low) / width + 1;
        let mut bars: Vec<HistogramBar> = (0..count)
            .map(|index| HistogramBar {
                from_ms: (low + index * width) as f64 / 1e3,
                to_ms: (low + (index + 1) * width) as f64 / 1e3,
                count: 0,
            })
            .collect();
        for step in self.latency.iter_recorded() {
            let index = step.value_iterated_to().saturating_sub(low) / width;
            bars[index.min(count - 1) as usize].count += step.count_at_value();
        }
        if let Some(last) = bars.last_mut() {
            last.to_ms = last.to_ms.max(high as f64 / 1e3);
        }
        bars
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn latencies_become_percentiles_and_bars() {
        let mut meter = Meter::new();
        assert_eq!((meter.histogram(), meter.summary()), (vec![], LatencySummary::default()));
        for millis in 1..=100 {
            meter.answered(Duration::from_millis(millis));
        }
        meter.answered(Duration::from_secs(60));
        let LatencySummary { p50, p95, p99 } = meter.summary();
        assert!((p50 - 51.0).abs() < 0.1 && (p95 - 96.0).abs() < 0.1 && (p99 - 100.0).abs() < 0.1, "{p50} {p95} {p99}");
        let bars = meter.histogram();
        assert!(bars.len() <= BARS as usize, "{} bars", bars.len());
        assert_eq!(bars.iter().map(|bar| bar.count).sum::<u64>(), 101, "no answer is left out");
        assert!(bars.windows(2).all(|pair| pair[0].to_ms == pair[1].from_ms), "no gaps");
        assert_eq!(bars[0].from_ms, 1.0);
        assert!(bars.last().unwrap().to_ms >= 60_000.0);
        assert!(bars[0].to_ms < 10.0, "the outlier does not widen the bars");
    }

    #[test]
    fn latencies_of_one_value() {
        let mut meter = Meter::new();
        meter.answered(Duration::ZERO);
        meter.answered(Duration::ZERO);
        assert_eq!(meter.histogram().iter().map(|bar| bar.count).collect::<Vec<_>>(), [2]);
    }

    #[test]
    fn long_runs_are_counted_more_coarsely() {
        let mut meter = Meter::new();
        for second in 0..2000 {
            meter.ended(Duration::from_secs(second), second % 10 == 0);
        }
        let points = meter.throughput();
        assert_eq!((points.len(), meter.seconds_per_point()), (500, 4.0));
        assert_eq!(points.iter().map(|point| point.done).sum::<u64>(), 2000);
        assert_eq!(points.iter().map(|point| point.failed).sum::<u64>(), 200);
        assert_eq!(points[3], ThroughputPoint { at: 12.0, done: 4, failed: 0 });
    }

    #[test]
    fn a_long_silence_is_shown_as_one() {
        let mut meter = Meter::new();
        meter.ended(Duration::from_secs(0), false);
        meter.ended(Duration::from_secs(100_000), false);
        let points = meter.throughput();
        assert!(points.len() <= MOST_POINTS);
        assert_eq!((points[0].done, points[1].done, points.last().unwrap().done), (1, 0, 1));
    }
}
