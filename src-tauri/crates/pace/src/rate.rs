use std::num::NonZeroU32;
use std::time::Duration;

use fetchgrid_model::Rate;
use governor::clock::Clock;
use governor::middleware::NoOpMiddleware;
use governor::nanos::Nanos;
use governor::state::{InMemoryState, NotKeyed};
use governor::{Quota, RateLimiter};
use tokio::time::Instant;

/// How late a request may be without those after it being later too. Timers fire up to two milliseconds late, which is a
/// tenth of the distance at 50 requests a second; a server that counts seconds does not notice it.
const TOLERANCE: Duration = Duration::from_millis(10);

/// Requests are no closer together than the rate allows, whatever the past was.
///
/// The limiter counts cells. A request is worth so many that one of them lasts about a millisecond, which makes the
/// tolerance a number of cells at every rate.
pub(crate) struct RateGate {
    limiter: RateLimiter<NotKeyed, InMemoryState, TokioClock, NoOpMiddleware<Nanos>>,
    cells: NonZeroU32,
    /// With the tolerance: taken by the first request, so that the second comes in its time and not earlier.
    first_cells: Option<NonZeroU32>,
}

impl RateGate {
    /// # Panics
    /// When the rate is not within its bounds; see [`Rate::is_sound`].
    pub(crate) fn new(rate: Rate) -> RateGate {
        assert!(rate.is_sound(), "a rate is checked before a run begins: {rate:?}");
        let interval = rate.interval();
        let cells = u32::try_from(interval.as_millis()).ok().and_then(NonZeroU32::new).unwrap_or(NonZeroU32::MIN);
        // Rounded up: a limit may be kept better than asked, but not worse.
        let cell = interval.as_nanos().div_ceil(u128::from(cells.get()));
        let tolerance = u32::try_from(TOLERANCE.as_nanos() / cell).expect("a cell lasts a microsecond at least");
        let cell = Duration::from_nanos(u64::try_from(cell).expect("a cell lasts two milliseconds at most"));
        let first_cells = cells.saturating_add(tolerance);
        let quota = Quota::with_period(cell).expect("a cell lasts").allow_burst(first_cells);
        let limiter = RateLimiter::direct_with_clock(quota, TokioClock(Instant::now()));
        RateGate { limiter, cells, first_cells: Some(first_cells) }
    }

    /// Passes, or says when to come back. What passed is counted.
    pub(crate) fn pass(&mut self) -> Result<(), Instant> {
        let cells = self.first_cells.unwrap_or(self.cells);
        match self.limiter.check_n(cells).expect("a request is worth fewer cells than fit") {
            Ok(()) => {
                self.first_cells = None;
                Ok(())
            }
            Err(refused) => Err(self.limiter.clock().0 + Duration::from(refused.earliest_possible())),
        }
    }
}

/// tokio's time as the limiter wants it: nanoseconds since a beginning.
struct TokioClock(Instant);

impl Clock for TokioClock {
    type Instant = Nanos;

    fn now(&self) -> Nanos {
        self.0.elapsed().into()
    }
}

#[cfg(test)]
mod tests {
    use fetchgrid_model::RateUnit;

    use super::*;

    /// When requests pass, in microseconds, when each is asked for as soon as allowed, but `late`.
    async fn times(amount: f64, per: RateUnit, late: Duration, count: usize) -> Vec<u128> {
        let begin = Instant::now();
        let mut gate = RateGate::new(Rate { amount, per });
        let mut times = Vec::new();
        while times.len() < count {
            match gate.pass() {
                Ok(()) => times.push(begin.elapsed().as_micros()),
                Err(until) => tokio::time::advance(until + late - Instant::now()).await,
            }
        }
        times
    }

    #[tokio::test(start_paused = true)]
    async fn spacing() {
        let check = async |amount, per, late_ms, expected: &[u128]| {
            let times = times(amount, per, Duration::from_millis(late_ms), expected.len()).await;
            assert_eq!(times, expected, "{amount} {per:?} late {late_ms} ms");
        };
        check(5.0, RateUnit::Second, 0, &[0, 200_000, 400_000, 600_000]).await;
        // Late ones do not make the later ones later: the tenth second has as many as the first.
        check(5.0, RateUnit::Second, 2, &[0, 202_000, 402_000, 602_000]).await;
        check(20.0, RateUnit::Minute, 0, &[0, 3_000_000, 6_000_000]).await;
        check(1.0, RateUnit::Hour, 0, &[0, 3_600_000_000, 7_200_000_000]).await;
        check(1.0 / 24.0, RateUnit::Hour, 0, &[0, 86_400_000_000]).await;
        check(400.0, RateUnit::Second, 0, &[0, 2500, 5000, 7500]).await;
        check(1000.0, RateUnit::Second, 3, &[0, 4000, 4000, 4000, 4000, 8000]).await;
    }

    #[tokio::test(start_paused = true)]
    async fn lateness_costs_nothing_in_the_long_run() {
        let check = async |per_second: f64| {
            let times = times(per_second, RateUnit::Second, Duration::from_micros(1800), 1000).await;
            let ideal = 999.0 / per_second * 1e6;
            let really = times[999] as f64;
            assert!((ideal..ideal * 1.001 + 2000.0).contains(&really), "{per_second}: {really} of {ideal}");
        };
        for per_second in [0.7, 5.0, 33.0, 50.0, 99.0, 100.0, 730.0, 1000.0] {
            check(per_second).await;
        }
    }
}
