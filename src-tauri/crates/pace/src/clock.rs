use std::time::{Duration, SystemTime, UNIX_EPOCH};

use tokio::time::Instant;

/// The time of day. Monotonic time is tokio's.
pub trait Clock: Send + Sync {
    fn wall(&self) -> SystemTime;
}

/// The real one.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn wall(&self) -> SystemTime {
        SystemTime::now()
    }
}

/// The same moment on both clocks.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Now {
    pub(crate) mono: Instant,
    pub(crate) wall: SystemTime,
}

impl Now {
    pub(crate) fn read(clock: &dyn Clock) -> Now {
        Now { mono: Instant::now(), wall: clock.wall() }
    }
}

/// A moment to come, over as soon as either clock is past it: the monotonic one stands still while the computer sleeps,
/// and the one on the wall may be set back.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Deadline {
    pub(crate) mono: Instant,
    pub(crate) wall: SystemTime,
}

impl Deadline {
    pub(crate) fn after(now: Now, wait: Duration) -> Deadline {
        Deadline { mono: now.mono + wait, wall: now.wall + wait }
    }

    /// Nothing when it is over.
    pub(crate) fn left(self, now: Now) -> Duration {
        let wall = self.wall.duration_since(now.wall).unwrap_or_default();
        wall.min(self.mono.saturating_duration_since(now.mono))
    }

    pub(crate) fn is_over(self, now: Now) -> bool {
        self.left(now).is_zero()
    }

    pub(crate) fn later(self, other: Deadline) -> Deadline {
        if self.mono >= other.mono { self } else { other }
    }

    pub(crate) fn ms(self) -> i64 {
        since_1970_ms(self.wall)
    }
}

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// Days since 1970, UTC.
pub fn day_of(wall: SystemTime) -> i64 {
    (since_1970(wall).as_secs() / DAY.as_secs()).cast_signed()
}

/// When the day is over that it is now.
pub(crate) fn midnight_after(now: Now) -> Deadline {
    let into_day = since_1970(now.wall).as_nanos() % DAY.as_nanos();
    let into_day = u64::try_from(into_day).expect("a day has fewer nanoseconds than fit");
    Deadline::after(now, DAY - Duration::from_nanos(into_day))
}

pub(crate) fn since_1970_ms(wall: SystemTime) -> i64 {
    i64::try_from(since_1970(wall).as_millis()).unwrap_or(i64::MAX)
}

/// A clock that was never set counts as one at its beginning.
fn since_1970(wall: SystemTime) -> Duration {
    wall.duration_since(UNIX_EPOCH).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_end_at_midnight() {
        let check = |secs: u64, day: i64, left: u64| {
            let now = Now { mono: Instant::now(), wall: UNIX_EPOCH + Duration::from_secs(secs) };
            assert_eq!(day_of(now.wall), day);
            assert_eq!(midnight_after(now).left(now), Duration::from_secs(left));
        };
        check(0, 0, 86_400);
        check(86_399, 0, 1);
        check(86_400, 1, 86_400);
        check(1_700_000_000, 19_675, 6400);
    }

    #[test]
    fn a_deadline_is_over_when_either_clock_is_past_it() {
        let now = Now { mono: Instant::now(), wall: UNIX_EPOCH + DAY };
        let deadline = Deadline::after(now, Duration::from_secs(60));
        let check = |mono: u64, wall: i64, left: u64| {
            let wall = UNIX_EPOCH + Duration::from_secs(DAY.as_secs().saturating_add_signed(wall));
            let then = Now { mono: now.mono + Duration::from_secs(mono), wall };
            assert_eq!(deadline.left(then), Duration::from_secs(left), "{mono} {wall:?}");
            assert_eq!(deadline.is_over(then), left == 0);
        };
        check(0, 0, 60);
        check(20, 20, 40);
        // It slept.
        check(20, 55, 5);
        check(20, 3000, 0);
        // The clock was set back.
        check(20, -3000, 40);
        check(60, -3000, 0);
    }
}
