//! The automatic number of workers against simulated servers.

mod servers;

use std::time::Duration;

use fetchgrid_model::{AutoChoice, AutoWhy};
use fetchgrid_pace::{Auto, Ended};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use servers::{Race, Server, Watched, known, random, simulate};

const MS: f64 = 0.001;

/// What is asked for: within ten percent of the best fixed number, over the whole run.
const LEAST: f64 = 0.9;

fn nearly_as_fast(servers: &[Server]) {
    let mut ratios = Vec::new();
    for server in servers {
        let race = Race::run(server);
        let (ratio, choice) = (race.ratio(), race.watched.auto.choice());
        eprintln!(
            "{ratio:.3} {:>40}: best {:3} ({:7.1} s, {:4} × 429), auto {:5.1} in the mean ({:7.1} s, {:4} × 429), at the end {} {:?}",
            server.name,
            race.workers,
            race.fixed.seconds,
            race.fixed.slow_downs,
            race.auto.busy,
            race.auto.seconds,
            race.auto.slow_downs,
            choice.workers,
            choice.why,
        );
        ratios.push((ratio, &server.name));
    }
    ratios.sort_by(|one, other| one.0.total_cmp(&other.0));
    eprintln!("least {:.3}, median {:.3}", ratios[0].0, ratios[ratios.len() / 2].0);
    assert!(ratios[0].0 >= LEAST, "{ratios:.3?}");
}

#[test]
fn nearly_as_fast_as_the_best_fixed_number_with_fixed_capacity() {
    nearly_as_fast(&known::fixed_capacity());
}

#[test]
fn nearly_as_fast_as_the_best_fixed_number_with_queues() {
    nearly_as_fast(&known::queueing());
}

#[test]
fn nearly_as_fast_as_the_best_fixed_number_with_slow_tails() {
    nearly_as_fast(&known::slow_tails());
}

#[test]
fn nearly_as_fast_as_the_best_fixed_number_when_overload_costs() {
    nearly_as_fast(&known::worse_when_overloaded());
}

#[test]
fn nearly_as_fast_as_the_best_fixed_number_with_rate_limits() {
    nearly_as_fast(&known::rate_limited());
}

#[test]
fn nearly_as_fast_as_the_best_fixed_number_with_flaky_servers() {
    nearly_as_fast(&known::flaky());
}

#[test]
fn nearly_as_fast_as_the_best_fixed_number_when_capacity_changes() {
    nearly_as_fast(&known::changing());
}

/// The same servers at each run: what is random is what a person would not have thought of, not the outcome.
#[test]
fn nearly_as_fast_as_the_best_fixed_number_with_any_server() {
    let config = Config { cases: 30, failure_persistence: None, max_shrink_iters: 0, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    runner
        .run(&random(), |server| {
            let ratio = Race::run(&server).ratio();
            prop_assert!(ratio >= LEAST, "{:.3} with {:?}", ratio, server);
            Ok(())
        })
        .unwrap_or_else(|error| panic!("{error}"));
}

#[test]
fn settles_on_the_smallest_number_that_is_about_the_fastest() {
    #[track_caller]
    fn check(server: Server, expected: std::ops::RangeInclusive<u16>) {
        let mut watched = Watched::new(256);
        simulate(&server, &mut watched, u64::MAX, 200.0, 1);
        let choice = watched.auto.choice();
        assert!(expected.contains(&choice.workers), "{}: {choice:?} is not in {expected:?}", server.name);
    }
    check(Server::new("1 slot", 0.0, 100.0 * MS, 1), 1..=1);
    check(Server::new("5 slots", 0.0, 100.0 * MS, 5), 5..=5);
    check(Server::new("16 slots", 0.0, 100.0 * MS, 16), 16..=20);
    check(Server::new("50 slots", 0.0, 100.0 * MS, 50), 48..=64);
    check(Server::new("300 slots", 0.0, 100.0 * MS, 300), 256..=256);
    check(Server::new("noisy, 12 slots", 0.0, 100.0 * MS, 12).noise(0.5), 10..=16);
    check(Server::new("as long on the way as in 10 slots", 100.0 * MS, 100.0 * MS, 10).noise(0.3), 16..=32);
    check(Server::new("20/s", 0.0, 100.0 * MS, 300).bucket(20.0, 20.0, 1.0), 1..=2);
    check(Server::new("200/s", 0.0, 100.0 * MS, 300).bucket(200.0, 20.0, 1.0).noise(0.3), 12..=24);
    check(Server::new("60 a minute", 0.0, 100.0 * MS, 300).window(60.0, 60.0), 1..=8);
}

#[test]
fn errors_that_come_back_fast_never_make_it_grow() {
    #[track_caller]
    fn check(server: Server, most: u16, why: Option<AutoWhy>) {
        let mut watched = Watched::new(256);
        simulate(&server, &mut watched, u64::MAX, 60.0, 1);
        assert!(watched.between(0.0, 60.0).all(|(target, _)| target <= most), "{}: {:?}", server.name, watched.diary);
        assert!(why.is_none_or(|why| watched.auto.choice().why == why), "{}: {:?}", server.name, watched.diary);
    }
    let new = |name: &str| Server::new(name, 5.0 * MS, 200.0 * MS, 100).noise(0.3);
    check(new("all fail"), 256, None);
    check(new("all fail").failing(1.0), 4, Some(AutoWhy::Failures));
    check(new("most fail").failing(0.8), 8, Some(AutoWhy::Failures));
    // Four slots, and whoever finds none is sent away at once: more workers bring more errors a second.
    check(Server::new("no room", 5.0 * MS, 200.0 * MS, 4).queue(1).noise(0.3), 8, None);
}

#[test]
fn follows_a_server_that_changes() {
    #[track_caller]
    fn check(after: (u32, f64), before: [u16; 2], afterwards: [u16; 2]) {
        let server = Server::new("40 slots", 10.0 * MS, 100.0 * MS, 40).noise(0.3).change(60.0, after.0, after.1);
        let mut watched = Watched::new(256);
        simulate(&server, &mut watched, u64::MAX, 180.0, 1);
        let within = |[least, most]: [u16; 2], from, until| {
            watched.between(from, until).all(|(_, choice)| (least..=most).contains(&choice.workers))
        };
        assert!(within(before, 40.0, 60.0), "{:?}", watched.diary);
        assert!(within(afterwards, 150.0, 180.0), "{:?}", watched.diary);
    }
    check((20, 100.0 * MS), [36, 64], [16, 32]);
    check((10, 100.0 * MS), [36, 64], [8, 16]);
    check((80, 100.0 * MS), [36, 64], [64, 128]);
    check((40, 200.0 * MS), [36, 64], [32, 64]);
}

#[test]
fn says_why() {
    #[track_caller]
    fn check(most: u16, server: Server, seconds: f64, expected: AutoWhy) {
        let mut watched = Watched::new(most);
        simulate(&server, &mut watched, u64::MAX, seconds, 1);
        assert_eq!(watched.auto.choice().why, expected, "{}: {:?}", server.name, watched.diary);
    }
    use AutoWhy::*;
    let new = |name: &str| Server::new(name, 5.0 * MS, 100.0 * MS, 30).noise(0.2);
    assert_eq!(Auto::new(256).choice(), AutoChoice { workers: 4, why: Beginning });
    check(256, new("nothing is back yet"), 0.05, Beginning);
    check(256, new("the fast start"), 0.9, MoreIsFaster);
    check(256, new("settled"), 60.0, MoreIsNotFaster);
    check(8, new("8 at most"), 20.0, Most);
    check(1, new("1 at most"), 20.0, Most);
    check(256, new("20/s").bucket(20.0, 5.0, 1.0), 60.0, AskedToSlowDown);
    check(256, new("hangs").change(10.0, 30, 50.0).timeout(5.0), 16.0, TimeOuts);
    check(256, new("half of the slots are gone").change(30.0, 15, 100.0 * MS), 33.0, SlowerAnswers);
    check(256, new("down").failing(1.0), 5.0, Failures);
}

/// Answers that come evenly, as from a server with room for all, until so many seconds have passed.
struct Steady {
    auto: Auto,
    now: Duration,
    latency: Duration,
}

impl Steady {
    fn begin() -> Steady {
        Steady { auto: Auto::new(256), now: Duration::ZERO, latency: Duration::from_millis(100) }
    }

    fn answers(&mut self, seconds: u64, how: Ended, in_flight: impl Fn(u16) -> u16) {
        let until = self.now + Duration::from_secs(seconds);
        while self.now < until {
            let in_flight = in_flight(self.auto.target());
            self.now += self.latency / u32::from(in_flight);
            self.auto.ended(self.now, self.latency, how, in_flight);
        }
    }
}

#[test]
fn concludes_nothing_from_a_run_that_something_else_holds_back() {
    // A limit of its own: one at a time, though four would be allowed.
    let mut limited = Steady::begin();
    limited.answers(60, Ended::Answer, |_| 1);
    assert_eq!(limited.auto.choice(), AutoChoice { workers: 4, why: AutoWhy::Beginning });
    // It goes on where it was as soon as the limit is gone.
    limited.answers(10, Ended::Answer, |target| target);
    assert_eq!(limited.auto.choice().workers, 256);
    // A night in which nothing was sent is no collapse.
    limited.answers(1, Ended::Answer, |_| 1);
    limited.now += Duration::from_secs(8 * 3600);
    limited.answers(20, Ended::Answer, |target| target);
    assert_eq!(limited.auto.choice(), AutoChoice { workers: 256, why: AutoWhy::Most });
    // And it does not make it blind for a real one.
    limited.latency *= 2;
    limited.answers(2, Ended::Answer, |target| target);
    assert_eq!(limited.auto.choice().why, AutoWhy::SlowerAnswers);
}

#[test]
fn falls_once_for_all_that_was_under_way() {
    let check = |how: Ended, expected: std::ops::RangeInclusive<u16>| {
        let mut steady = Steady::begin();
        steady.answers(10, Ended::Answer, |target| target);
        assert_eq!(steady.auto.target(), 256);
        for left in (1..=256).rev() {
            steady.auto.ended(steady.now + Duration::from_millis(1), steady.latency, how, left);
        }
        assert!(expected.contains(&steady.auto.target()), "{how:?}: {}", steady.auto.target());
    };
    check(Ended::SlowDown, 160..=192);
    check(Ended::TimeOut, 160..=192);
    check(Ended::Failure, 256..=256);
}

proptest! {
    #![proptest_config(Config { cases: 200, failure_persistence: None, ..Config::default() })]

    #[test]
    fn never_more_than_the_most_nor_less_than_one(
        most in 0..=300u16,
        ends in prop::collection::vec((0..2000u64, 0..3000u64, 0..10u8, 0..300u16), 0..2000),
    ) {
        let mut auto = Auto::new(most);
        let mut now = Duration::ZERO;
        for (pause, latency, how, in_flight) in ends {
            now += Duration::from_millis(pause);
            let how = match how {
                0 => Ended::SlowDown,
                1 => Ended::TimeOut,
                2 => Ended::Failure,
                _ => Ended::Answer,
            };
            auto.ended(now, Duration::from_millis(latency), how, in_flight);
            prop_assert!((1..=most.max(1)).contains(&auto.target()));
            prop_assert!((1..=most.max(1)).contains(&auto.choice().workers));
        }
    }
}
