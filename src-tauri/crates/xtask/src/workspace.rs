//! Where the repository is, and commands that run in it.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The repository's top folder: this crate lies three folders below it.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(3).expect("xtask lies in src-tauri/crates")
}

/// Cargo's target folder, wherever the developer has put it: this program lies in its debug folder.
pub fn target() -> PathBuf {
    let beside = std::env::current_exe().ok().and_then(|program| program.ancestors().nth(2).map(Path::to_owned));
    beside.filter(|folder| folder.join("debug").is_dir()).unwrap_or_else(|| root().join("target"))
}

/// A program of the dev profile.
pub fn binary(name: &str) -> PathBuf {
    target().join("debug").join(name)
}

/// A command in the repository's top folder.
pub fn command(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(root());
    command
}

/// The cargo that runs this program, free of what it set for running it.
pub fn cargo() -> Command {
    let mut command = command(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    for (name, _) in std::env::vars_os() {
        let set_by_cargo =
            name.to_str().is_some_and(|name| name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_"));
        if set_by_cargo {
            command.env_remove(name);
        }
    }
    command
}

/// Whether a program of that name can be run.
pub fn has(program: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| folder.join(program).is_file())
}
