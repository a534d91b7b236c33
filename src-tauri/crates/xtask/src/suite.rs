//! `cargo xtask test`: every check there is, one after another, counted.

use std::collections::BTreeSet;
use std::fs;
use std::process::Command;
use std::time::Instant;

use crate::step::{self, Failed, Said};
use crate::tally::{self, Tally};
use crate::workspace::{cargo, target};
use crate::{debian, interface};

/// One thing to run and how to count it. A step whose need has failed is not run and counts as failed itself.
struct Step {
    name: &'static str,
    needs: &'static [&'static str],
    command: Command,
    count: fn(&Said) -> Tally,
}

/// Tests that share the machine; tests that measure it; tests in the real window.
const RINGS: &[(&str, &str)] = &[
    (
        "rust suites",
        "not (package(fetchgrid-tests) & \
         (binary(mockoon) | binary(httpbin) | binary(memory) | binary(endurance) | binary(desktop)))",
    ),
    ("memory and speed", "package(fetchgrid-tests) & binary(memory)"),
    ("endurance", "package(fetchgrid-tests) & binary(endurance)"),
    ("real mockoon", "package(fetchgrid-tests) & binary(mockoon)"),
    ("real httpbin", "package(fetchgrid-tests) & binary(httpbin)"),
    ("desktop end to end", "package(fetchgrid-tests) & binary(desktop)"),
];

pub fn test() -> Result<(), Failed> {
    let start = Instant::now();
    println!("set-up");
    debian::install(debian::Need::Everything)?;
    if interface::needs_install() {
        step::show(&mut interface::install_command())?;
        interface::note_installed();
    }
    let steps = steps();
    let mut total = Tally::default();
    let mut broken = BTreeSet::new();
    let count = steps.len();
    for (number, mut step) in steps.into_iter().enumerate() {
        let head = format!("[{:2}/{count}] {}", number + 1, step.name);
        if let Some(need) = step.needs.iter().find(|need| broken.contains(*need)) {
            println!("{head}: NOT RUN, because `{need}` failed");
            broken.insert(step.name);
            total += Tally::FAILED;
            continue;
        }
        println!("{head} …");
        let said = step::quiet(step.name, &mut step.command);
        let counted = (step.count)(&said);
        total += counted;
        if counted.failed == 0 {
            println!("{head}: ok, {} passed ({:.1} s)", counted.passed, said.seconds);
        } else {
            broken.insert(step.name);
            println!("{}", step::tail(&said.output));
            println!("{head}: FAILED, {} passed, {} failed ({:.1} s)", counted.passed, counted.failed, said.seconds);
        }
    }
    println!("{:.0} s; logs are under {}", start.elapsed().as_secs_f64(), target().join("xtask").display());
    println!("{} passed, {} failed", total.passed, total.failed);
    if total.failed == 0 { Ok(()) } else { Err(Failed(String::new())) }
}

fn steps() -> Vec<Step> {
    let whole = |said: &Said| if said.success { Tally::PASSED } else { Tally::FAILED };
    let plain = |name, needs, command| Step { name, needs, command, count: whole };
    let mut steps = vec![
        plain("format", &[], with(cargo(), &["fmt", "--all", "--check"])),
        plain("interface lints", &[], interface::npm(&["run", "lint"])),
        Step {
            name: "interface tests",
            needs: &[],
            command: vitest(),
            count: |said| tally::vitest(&report()).judged(said.success),
        },
        plain("interface build", &[], interface::npm(&["run", "build"])),
        // The window embeds the built interface, so everything in Rust comes after it. All targets at once: the
        // features of shared crates are then the same in every step below.
        plain("rust build", &["interface build"], build()),
        // Nothing is left to be built: cargo repeats what was said of each crate.
        Step {
            name: "rust lints",
            needs: &["rust build"],
            command: build(),
            count: |said| {
                if said.success && !said.output.contains("warning:") { Tally::PASSED } else { Tally::FAILED }
            },
        },
    ];
    steps.extend(rings());
    steps
}

fn build() -> Command {
    with(linting_cargo(), &["build", "--workspace", "--all-targets"])
}

/// Cargo with a compiler for our own crates that also says what clippy says. `cargo clippy` would check every crate that
/// we depend on once more, only to look at ours: minutes on a fresh machine.
fn linting_cargo() -> Command {
    let mut cargo = cargo();
    cargo.env("RUSTC_WORKSPACE_WRAPPER", "clippy-driver");
    cargo
}

fn rings() -> Vec<Step> {
    if !has_nextest() {
        let command = with(linting_cargo(), &["test", "--workspace", "--no-fail-fast", "--lib", "--bins", "--tests"]);
        let count = |said: &Said| tally::cargo_test(&said.output).judged(said.success);
        return vec![Step { name: "rust suites", needs: &["rust build"], command, count }];
    }
    let ring = |(name, filter): &(&'static str, &'static str)| Step {
        name,
        needs: &["rust build"],
        command: with(
            linting_cargo(),
            &["nextest", "run", "--workspace", "--no-fail-fast", "--color", "never", "-E", filter],
        ),
        count: |said| tally::nextest(&said.output).judged(said.success),
    };
    RINGS.iter().map(ring).collect()
}

fn has_nextest() -> bool {
    cargo().args(["nextest", "--version"]).output().is_ok_and(|output| output.status.success())
}

fn with(mut command: Command, args: &[&str]) -> Command {
    command.args(args);
    command
}

fn report_path() -> std::path::PathBuf {
    target().join("xtask/vitest.json")
}

fn vitest() -> Command {
    // A report of an earlier run must not be counted again.
    let _ = fs::remove_file(report_path());
    let mut command = interface::npm(&["run", "test", "--", "--reporter=default", "--reporter=json"]);
    command.arg(format!("--outputFile.json={}", report_path().display())).env("NO_COLOR", "1");
    command
}

fn report() -> String {
    fs::read_to_string(report_path()).unwrap_or_default()
}
