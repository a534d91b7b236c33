//! The interface in `ui`: its npm packages and its built files, each made only when older than what it is made from.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::SystemTime;

use crate::step::{self, Failed};
use crate::workspace::{command, root};

/// What the built files are made from, below `ui`.
const SOURCES: &[&str] =
    &["index.html", "package.json", "package-lock.json", "public", "src", "tsconfig.json", "vite.config.ts"];

/// `npm` with these arguments, in `ui`.
pub fn npm(args: &[&str]) -> Command {
    let mut npm = command(if cfg!(windows) { "npm.cmd" } else { "npm" });
    npm.args(args).current_dir(root().join("ui"));
    npm
}

/// `npm ci`, when the lock is not the one that was installed last.
pub fn install() -> Result<(), Failed> {
    if !needs_install() {
        return Ok(());
    }
    step::show(&mut install_command())?;
    note_installed();
    Ok(())
}

pub fn install_command() -> Command {
    npm(&["ci", "--no-fund", "--no-audit"])
}

pub fn needs_install() -> bool {
    let lock = fs::read(root().join("ui/package-lock.json")).ok();
    lock.is_none() || fs::read(installed_lock()).ok() != lock
}

/// Remembers the lock whose packages now lie in node_modules. A clean node_modules takes the memory with it.
pub fn note_installed() {
    // A failure only means that the next start installs again.
    let _ = fs::copy(root().join("ui/package-lock.json"), installed_lock());
}

fn installed_lock() -> std::path::PathBuf {
    root().join("ui/node_modules/.installed-lock.json")
}

pub fn build() -> Result<(), Failed> {
    if needs_build() { step::show(&mut npm(&["run", "build"])) } else { Ok(()) }
}

fn needs_build() -> bool {
    let built = modified(&root().join("ui/dist/index.html"));
    let newest = SOURCES.iter().filter_map(|source| newest(&root().join("ui").join(source))).max();
    built.is_none() || newest > built
}

fn modified(path: &Path) -> Option<SystemTime> {
    fs::metadata(path).and_then(|meta| meta.modified()).ok()
}

/// The latest change of a file, or of anything in a folder (a removed file changes its folder).
fn newest(path: &Path) -> Option<SystemTime> {
    let entries = fs::read_dir(path).into_iter().flatten().flatten();
    let inside = entries.filter_map(|entry| newest(&entry.path())).max();
    inside.max(modified(path))
}
