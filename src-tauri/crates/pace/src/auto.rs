//! The automatic number of workers.
//!
//! It stands on one rung of a ladder of numbers, and remembers of each how many good answers a second it brought, waits
//! that the server asked for included. From that all follows:
//!
//! - It begins at [`FIRST`] and doubles as long as that clearly brings more ([`Auto::climb`]).
//! - Then it stands on the smallest number that is about as fast as the fastest ([`Ladder::best`]). Now and then it tries
//!   the next rung above or below, ever more rarely while nothing comes of it, in longer strides while something does
//!   ([`Search`]).
//! - Asked to slow down, at many time-outs, or when the same number suddenly brings much less (answers take longer: the
//!   server queues), it falls at once to a share of the number, once for all that was under way. It comes back rung by rung,
//!   and only as far as memory says that this pays: a number that leads to waits has them in its speed.
//! - Failures are no answers, so that they cannot look like speed; when half of all fails, nothing is concluded.
//!
//! A number is measured from when as many requests have ended as were under way before, for three times as many as there
//! are workers, and on until chance is small or it has taken [`LONGEST`]. While something else holds the run back, or
//! nothing is under way, nothing is measured.

mod ladder;
mod search;
mod tally;
mod window;

use std::time::Duration;

use fetchgrid_model::{AutoChoice, AutoWhy};

use ladder::Ladder;
use search::Search;
use tally::Tally;
use window::Window;

/// Where it begins: less than a browser allows itself per host.
const FIRST: u16 = 4;
/// Doubling goes on while it brings so many times as much.
const CLEARLY: f64 = 1.25;
/// So much less than before, or the other way round, and the server is another one.
const CHANGED: f64 = 0.75;
/// What is left of a number that was too large; and of one that had been all right for at least a window.
const CUT: f64 = 0.7;
const SMALL_CUT: f64 = 0.85;
/// A window holds so many ends if it can within [`LONGEST`] seconds. Their noise is then some five percent.
const ENOUGH: u32 = 400;
const LONGEST: f64 = 10.0;

/// How an attempt came to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// A good answer: what counts.
    Answer,
    /// Anything else that is over, however quickly.
    Failure,
    /// The server asked to slow down.
    SlowDown,
    TimeOut,
}

/// Finds the fastest polite number of workers. Time is passed in.
pub struct Auto {
    ladder: Ladder,
    /// Where it stands, and where it is at the moment: the same, or a rung that is tried.
    base: usize,
    rung: usize,
    why: AutoWhy,
    is_failing: bool,
    is_start: bool,
    window: Window,
    /// All windows since it came to this rung.
    visit: Tally,
    search: Search,
    /// There were too many at this moment; what began before it says so once only.
    cut_at: Duration,
    /// The rung to go on with after the wait that the server asked for. Nothing that began after it has ended yet.
    slowed_to: Option<usize>,
    /// Rungs that led to such waits, and what they brought. The next window is part of their price.
    debts: Vec<(usize, Tally)>,
    last_end: Duration,
    is_idle: bool,
}

impl Auto {
    /// Never more than so many workers, and at least one.
    pub fn new(most: u16) -> Auto {
        let ladder = Ladder::new(most);
        let base = ladder.at_most(FIRST);
        Auto {
            ladder,
            base,
            rung: base,
            why: AutoWhy::Beginning,
            is_failing: false,
            is_start: true,
            window: Window::default(),
            visit: Tally::default(),
            search: Search::new(),
            cut_at: Duration::ZERO,
            slowed_to: None,
            debts: Vec::new(),
            last_end: Duration::ZERO,
            is_idle: false,
        }
    }

    /// So many may be under way now.
    pub fn target(&self) -> u16 {
        self.ladder.workers(self.slowed_to.unwrap_or(self.rung))
    }

    /// What it has settled on for now; the target differs from it while another number is tried.
    pub fn choice(&self) -> AutoChoice {
        let workers = self.ladder.workers(self.slowed_to.unwrap_or(self.base));
        AutoChoice { workers, why: if self.is_failing { AutoWhy::Failures } else { self.why } }
    }

    /// An attempt came to its end `at` (since the run began) after `latency`, with `in_flight` under way just before.
    pub fn ended(&mut self, at: Duration, latency: Duration, how: Ended, in_flight: u16) {
        let began = at.saturating_sub(latency);
        if self.slowed_to.is_some() {
            if began <= self.cut_at {
                self.window.count(how, in_flight);
                return;
            }
            self.resume(began);
        } else if self.is_idle {
            self.window.was_idle(began.saturating_sub(self.last_end));
        }
        // The fast start does not wait for a pause: it would cost it half of its speed.
        if !self.is_start && self.is_full(self.last_end) && self.window.ends_before(self.last_end, at) {
            self.close(self.last_end);
        }
        self.is_idle = in_flight <= 1;
        self.last_end = at;
        let is_news = began >= self.cut_at;
        if is_news || !matches!(how, Ended::SlowDown | Ended::TimeOut) {
            self.window.count(how, in_flight);
        }
        if is_news && how == Ended::SlowDown {
            self.cut_at = at;
            self.slowed_to = Some(self.lower(self.visit.seconds > 0.0));
            self.ladder.forget_above(self.rung);
            self.give_up(AutoWhy::AskedToSlowDown);
        } else if self.window.has_many_time_outs(self.ladder.workers(self.rung)) {
            self.cut_at = at;
            self.count(self.window.tally(at));
            *self.ladder.seen_mut(self.rung) = self.visit;
            self.give_up(AutoWhy::TimeOuts);
            self.stand_on(self.lower(false), at);
        } else if self.is_start && self.is_full(at) {
            self.close(at);
        }
    }

    /// The wait is over: it is the price of the number that led to it.
    fn resume(&mut self, at: Duration) {
        let Some(lower) = self.slowed_to.take() else { return };
        let tally = self.window.tally(at);
        self.visit.add(tally);
        for (_, visit) in &mut self.debts {
            visit.add(tally);
        }
        if lower < self.rung {
            self.debts.push((self.rung, self.visit));
        } else {
            self.ladder.seen_mut(self.rung).add(tally);
        }
        self.stand_on(lower, at);
        self.window = Window::new(at, 0);
        self.is_idle = false;
        self.last_end = at;
    }

    fn is_full(&self, until: Duration) -> bool {
        let window = &self.window;
        let workers = u32::from(self.ladder.workers(self.rung));
        let tally = window.tally(until);
        if window.warm_up > 0 {
            return window.ends >= window.warm_up;
        }
        if self.is_start {
            // Growth is believed at once, its end is not.
            let speed = tally.speed();
            let ends = if self.rung == self.base || speed >= self.clearly_more() {
                workers.max(8)
            } else if speed < self.ladder.seen(self.base).speed() {
                workers.max(16)
            } else {
                3 * workers.max(16)
            };
            return window.ends >= ends && tally.seconds >= 0.1;
        }
        let is_on_the_way = !self.debts.is_empty() || self.rung == self.base && self.best() > self.base;
        if is_on_the_way {
            return window.ends >= 2 * workers && tally.seconds >= 0.3;
        }
        if window.ends < 3 * workers || tally.seconds < 0.5 {
            return false;
        }
        let is_clear = || (tally.speed() / self.ladder.seen(self.base).speed() - 1.0).abs() > window.noise(4.5);
        window.ends >= ENOUGH || tally.seconds >= LONGEST || is_clear()
    }

    fn close(&mut self, at: Duration) {
        let window = std::mem::replace(&mut self.window, Window::new(at, 0));
        let workers = self.ladder.workers(self.rung);
        if window.warm_up > 0 {
            return;
        }
        let is_held_back = window.was_held_back(workers);
        if !is_held_back {
            self.is_failing = window.has_many_failures();
        }
        if is_held_back || self.is_failing {
            if self.rung != self.base {
                self.give_up(self.why);
                self.go(self.base, at);
            }
            return;
        }
        let tally = window.tally(at);
        let before = self.ladder.seen(self.rung).speed();
        let usual = CHANGED.min(1.0 - window.noise(3.0));
        if self.visit.seconds > 0.0 && tally.speed() < before * usual {
            self.collapse(tally, at);
            return;
        }
        if self.visit.seconds > 0.0 && before < tally.speed() * usual && self.why != AutoWhy::AskedToSlowDown {
            self.recover();
        }
        self.count(tally);
        if self.is_start {
            self.climb(at);
        } else if self.rung == self.base {
            self.stand(at);
        } else {
            self.conclude(at);
        }
    }

    fn count(&mut self, tally: Tally) {
        self.visit.add(tally);
        self.ladder.seen_mut(self.rung).add(tally);
        for (rung, mut visit) in std::mem::take(&mut self.debts) {
            visit.add(tally);
            self.ladder.seen_mut(rung).add(visit);
        }
    }

    /// The fast start.
    fn climb(&mut self, at: Duration) {
        let is_first = self.rung == self.base;
        if is_first || self.ladder.seen(self.rung).speed() >= self.clearly_more() {
            self.base = self.rung;
            if self.rung < self.ladder.top() {
                self.why = if is_first { AutoWhy::Beginning } else { AutoWhy::MoreIsFaster };
                self.go((self.rung + Ladder::DOUBLE).min(self.ladder.top()), at);
                return;
            }
            self.give_up(AutoWhy::Most);
        } else {
            self.give_up(AutoWhy::MoreIsNotFaster);
            self.search.turn();
        }
        self.search.hurry();
        self.stand_on(self.best(), at);
    }

    fn clearly_more(&self) -> f64 {
        self.ladder.seen(self.base).sure_speed() * CLEARLY
    }

    /// One more window where it stands.
    fn stand(&mut self, at: Duration) {
        let best = self.best();
        let is_due = self.search.is_due();
        if best != self.base {
            // Down at once; up rung by rung, since the way back leads past numbers that are not known yet.
            self.stand_on(best.min(self.base + 1), at);
        } else if is_due {
            self.try_next(at);
        }
    }

    fn try_next(&mut self, at: Duration) {
        let Search { upwards, stride, .. } = self.search;
        let next = if upwards { self.ladder.above(self.base, stride) } else { self.base.saturating_sub(stride) };
        self.search.has_tried();
        if next != self.base {
            *self.ladder.seen_mut(next) = Tally::default();
            self.go(next, at);
            return;
        }
        if upwards {
            self.why = AutoWhy::Most;
        }
        self.search.turn();
        self.go(self.base, at);
    }

    /// What was tried has been measured.
    fn conclude(&mut self, at: Duration) {
        let is_found = self.best() == self.rung;
        let is_asked = self.why == AutoWhy::AskedToSlowDown;
        if is_found && self.search.upwards && is_asked && self.search.is_patient() {
            // It may be on credit only: no hurry to go on.
            self.stand_on(self.rung, at);
            return;
        }
        if self.search.upwards {
            self.why = if is_found { AutoWhy::MoreIsFaster } else { AutoWhy::MoreIsNotFaster };
        }
        self.stand_on(self.best(), at);
        if is_found {
            self.search.found();
            self.try_next(at);
        } else {
            self.search.turn();
            self.search.tire(false);
        }
    }

    /// The server is another one than it was. What is remembered is no longer true.
    fn collapse(&mut self, tally: Tally, at: Duration) {
        self.ladder.forget();
        self.debts.clear();
        *self.ladder.seen_mut(self.rung) = tally;
        self.give_up(AutoWhy::SlowerAnswers);
        self.search.hurry();
        self.stand_on(self.lower(false), at);
    }

    /// The same for the better: there may be room above.
    fn recover(&mut self) {
        self.ladder.forget();
        self.search.hurry();
        self.search.turn_up();
    }

    fn best(&self) -> usize {
        self.ladder.best().unwrap_or(self.base)
    }

    /// Where to go from a number that is too large: well below it, or a little if it has worked for a while.
    fn lower(&self, has_worked: bool) -> usize {
        let below = self.ladder.below(self.rung, if has_worked { SMALL_CUT } else { CUT });
        if self.rung > self.base { below.min(self.base) } else { below }
    }

    /// The way up has come to its end.
    fn give_up(&mut self, why: AutoWhy) {
        self.why = why;
        self.is_start = false;
        self.search.turn_down();
        if self.rung != self.base {
            self.search.tire(why == AutoWhy::AskedToSlowDown);
        }
    }

    fn stand_on(&mut self, rung: usize, at: Duration) {
        if rung < self.base && matches!(self.why, AutoWhy::MoreIsFaster | AutoWhy::Most) {
            self.why = AutoWhy::MoreIsNotFaster;
        }
        self.base = rung;
        self.go(rung, at);
    }

    fn go(&mut self, rung: usize, at: Duration) {
        let warm_up = if rung == self.rung { 0 } else { self.ladder.workers(self.rung).into() };
        self.rung = rung;
        self.visit = Tally::default();
        self.window = Window::new(at, warm_up);
    }
}
