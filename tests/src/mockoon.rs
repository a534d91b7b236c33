//! The real Mockoon, the tool of the articles that Fetchgrid comes from.

use std::fs::{self, File};
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use serde_json::{Value, json};

use crate::{Process, fixture, target};

/// Node needs a second or two to start; a loaded machine several times that.
const START_LIMIT: Duration = Duration::from_secs(60);

/// 250 packages, 16 s with an empty cache here.
const INSTALL_LIMIT: Duration = Duration::from_secs(300);

/// `@mockoon/cli` serving the inventory environment on a loopback port.
pub struct Mockoon {
    port: u16,
    _process: Process,
}

impl Mockoon {
    pub fn start() -> Self {
        let program = install();
        let port = free_port();
        let mut command = Command::new(program);
        command.args(["start", "--hostname", "127.0.0.1", "--disable-log-to-file", "--disable-admin-api", "--port"]);
        command.arg(port.to_string()).arg("--data").arg(fixture("mockoon/inventory.json"));
        let process = Process::start(&command);
        process.line("Server started", START_LIMIT);
        Mockoon { port, _process: process }
    }

    pub fn at(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }
}

/// Mockoon takes no port 0; the gap until it binds is short and the port is taken from the range for such use.
fn free_port() -> u16 {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
    listener.local_addr().expect("an address").port()
}

/// Installs the versions of the committed lock under `target/mockoon`, once per lock. The lock alone is committed: `ui/` has
/// the only package.json of the repository.
fn install() -> PathBuf {
    let folder = target().join("mockoon");
    let program = folder.join("node_modules/.bin/mockoon-cli");
    let lock = fs::read_to_string(fixture("mockoon/package-lock.json")).expect("the committed lock");
    let done = folder.join("installed-lock.json");
    fs::create_dir_all(&folder).expect("target/mockoon can be made");
    let turn = File::create(folder.join(".turn")).expect("a lock file");
    turn.lock().expect("one installation at a time");
    if fs::read_to_string(&done).is_ok_and(|installed| installed == lock) && program.is_file() {
        return program;
    }
    let parsed: Value = serde_json::from_str(&lock).expect("a lock is JSON");
    let package = json!({ "private": true, "dependencies": parsed["packages"][""]["dependencies"] });
    fs::write(folder.join("package.json"), package.to_string()).expect("target/mockoon can be written");
    fs::write(folder.join("package-lock.json"), &lock).expect("target/mockoon can be written");
    let mut npm = Command::new("npm");
    npm.args(["ci", "--ignore-scripts", "--no-fund", "--no-audit"]).current_dir(&folder);
    let finished = Process::start(&npm).wait(INSTALL_LIMIT);
    assert_eq!(finished.code, Some(0), "npm ci of @mockoon/cli failed:\n{}\n{}", finished.stdout, finished.stderr);
    fs::write(&done, lock).expect("target/mockoon can be written");
    program
}
