//! `cargo xtask …`: everything that a developer does with this repository, in a word.
//!
//! Uses nothing but the standard library and a JSON parser, so that it is there within seconds on a fresh machine.
#![expect(clippy::print_stdout, reason = "printing is what this program is for")]

mod debian;
mod interface;
mod start;
mod step;
mod suite;
mod tally;
mod workspace;

use std::process::ExitCode;

use crate::step::Failed;

const HELP: &str = "\
cargo xtask start      set up what is missing, build, open the window with the sample extraction
                       (without a display: run the sample in the real window under Xvfb, leave target/demo/)
cargo xtask test       set up, format, lints, all suites; last line `N passed, N failed`
cargo xtask bench      release build of tests/benches: fetching, reshaping, views, a large table in the window
cargo xtask package    .deb and .rpm under target/release/bundle
cargo xtask bindings   write ui/src/bindings from the Rust types
cargo xtask setup      only install what building, running and testing need";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let done = match args.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["start"] => start::start(),
        ["test"] => suite::test(),
        ["bench"] => bench(),
        ["package"] => package(),
        ["bindings"] => bindings(),
        ["setup"] => debian::install(debian::Need::Everything).and_then(|()| interface::install()),
        [] | ["help" | "--help" | "-h"] => {
            println!("{HELP}");
            Ok(())
        }
        _ => Err(Failed(format!("`cargo xtask {}` is not one of these:\n{HELP}", args.join(" ")))),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failed(why)) => {
            if !why.is_empty() {
                eprintln!("{why}");
            }
            ExitCode::FAILURE
        }
    }
}

fn bench() -> Result<(), Failed> {
    debian::install(debian::Need::Everything)?;
    interface::install()?;
    interface::build()?;
    // One of them drives the real window.
    step::show(workspace::cargo().args(["build", "--release", "--workspace", "--bins"]))?;
    step::show(workspace::cargo().args(["bench", "--package", "fetchgrid-tests"]))
}

fn package() -> Result<(), Failed> {
    debian::install(debian::Need::Build)?;
    interface::install()?;
    // The tauri command runs beforeBuildCommand of tauri.conf.json, which builds the interface.
    let tauri = workspace::root().join("ui/node_modules/.bin/tauri");
    if !tauri.is_file() {
        return Err(Failed("ui/package.json does not bring @tauri-apps/cli, which makes the packages.".to_owned()));
    }
    step::show(workspace::command(tauri).args(["build", "--bundles", "deb,rpm"]))?;
    println!("The packages are under {}", workspace::target().join("release/bundle").display());
    Ok(())
}

fn bindings() -> Result<(), Failed> {
    step::show(workspace::cargo().args(["run", "--quiet", "--package", "fetchgrid-app", "--example", "bindings"]))
}
