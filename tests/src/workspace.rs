//! Where things are: the repository, the programs that cargo built beside the running test, and room to write.

use std::path::{Path, PathBuf};

use tempfile::TempDir;

/// The repository's top folder.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("tests/ lies in the repository")
}

/// The folder of this build's programs, such as `target/debug`.
fn build_folder() -> PathBuf {
    let running = std::env::current_exe().expect("the path of the running test");
    let mut folder = running.parent().expect("a program lies in a folder");
    if folder.ends_with("deps") || folder.ends_with("examples") {
        folder = folder.parent().expect("deps lies in the build folder");
    }
    folder.to_owned()
}

/// Cargo's target folder.
pub fn target() -> PathBuf {
    build_folder().parent().expect("the build folder lies in the target folder").to_owned()
}

/// A program of this workspace, built in the same profile as the running test.
///
/// Panics when it is not there: tests of one package do not build the programs of another, `cargo build --workspace` does.
pub fn binary(name: &str) -> PathBuf {
    let path = build_folder().join(name);
    assert!(path.is_file(), "{} is not built yet: run `cargo build --workspace` first", path.display());
    path
}

/// A file below `tests/fixtures`.
pub fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(name)
}

/// `target/screenshots`, where every screen is left for a person to look at.
pub fn screenshots() -> PathBuf {
    let folder = target().join("screenshots");
    std::fs::create_dir_all(&folder).expect("target/screenshots can be made");
    folder
}

/// A folder of one's own that goes away with the test.
pub fn scratch() -> TempDir {
    tempfile::Builder::new().prefix("fetchgrid-test-").tempdir().expect("a temporary folder")
}
