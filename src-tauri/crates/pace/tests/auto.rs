//! The automatic number of workers against simulated servers.

mod servers;

use fetchgrid_pace::Auto;
use servers::{best_fixed, known, simulate};

#[test]
fn nearly_as_fast_as_the_best_fixed_number() {
    let mut ratios = Vec::new();
    let only = std::env::var("ONLY").ok();
    for server in known() {
        if only.as_ref().is_some_and(|only| !server.name.contains(only.as_str())) { continue; }
        let (workers, fixed) = best_fixed(&server, 20_000, 1);
        let answers = (20_000.0 * (300.0 / fixed.seconds).clamp(1.0, 3.0)) as u64;
        let (workers, fixed) = if answers > 20_000 { best_fixed(&server, answers, 1) } else { (workers, fixed) };
        let mut auto = servers::Trace(Auto::new(256), 0, only.is_some());
        let run = simulate(&server, &mut auto, answers, fixed.seconds * 3.0, 1);
        let auto = auto.0;
        let ratio = fixed.seconds / run.seconds;
        println!("{ratio:.3}  fixed {workers:3} {:8.1} s 429 {:4} | auto {:8.1} s busy {:5.1} {:?} 429 {} to {}  {}",
            fixed.seconds, fixed.slow_downs, run.seconds, run.busy, auto.choice(), run.slow_downs, run.time_outs, server.name);
        ratios.push(ratio);
    }
    ratios.sort_by(f64::total_cmp);
    println!("least {:.3}, median {:.3}", ratios[0], ratios[ratios.len() / 2]);
    assert!(ratios[0] >= 0.9);
}

#[test]
fn many_random() {
    use proptest::strategy::{Strategy, ValueTree};
    let cases: usize = std::env::var("CASES").ok().and_then(|c| c.parse().ok()).unwrap_or(40);
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let mut ratios = Vec::new();
    for n in 0..cases {
        let server = servers::random().new_tree(&mut runner).unwrap().current();
        let (_, fixed) = best_fixed(&server, 20_000, 1);
        let answers = (20_000.0 * (300.0 / fixed.seconds).clamp(1.0, 3.0)) as u64;
        let (workers, fixed) = best_fixed(&server, answers, 1);
        let mut auto = Auto::new(256);
        let run = simulate(&server, &mut auto, answers, fixed.seconds * 3.0, 1);
        let ratio = fixed.seconds / run.seconds;
        println!("{ratio:.3} {n} fixed {workers:3} {:8.1} s 429 {:4} | auto {:8.1} s busy {:5.1} {:?} 429 {} to {}  {:?}",
            fixed.seconds, fixed.slow_downs, run.seconds, run.busy, auto.choice(), run.slow_downs, run.time_outs, server);
        ratios.push(ratio);
    }
    ratios.sort_by(f64::total_cmp);
    println!("least {:.3}, below {}, median {:.3}", ratios[0], ratios.iter().filter(|r| **r < 0.9).count(), ratios[ratios.len() / 2]);
}

#[test]
fn one_case() {
    let mut server = servers::Server::new("case", 0.032476848811067285, 0.010089032056237568, 1).noise(0.45).bucket(47.267664692683724, 41.94, 2.0);
    if std::env::var("ONLY").is_err() { server.name = String::new(); return; }
    let mut auto = servers::Trace(Auto::new(256), 0, true);
    let run = simulate(&server, &mut auto, 20_000, 600.0, 1);
    println!("{run:?}");
}
