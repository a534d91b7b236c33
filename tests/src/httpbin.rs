//! The real httpbin under gunicorn: a server that nobody here wrote.

use std::fs::{self, File};
use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use crate::{Process, fixture, target};

/// Python needs a second; a loaded machine several times that.
const START_LIMIT: Duration = Duration::from_secs(60);

/// Fifteen packages, 8 s with an empty cache here.
const INSTALL_LIMIT: Duration = Duration::from_secs(300);

pub struct Httpbin {
    address: String,
    _process: Process,
}

impl Httpbin {
    pub fn start() -> Self {
        let environment = install();
        let mut command = Command::new(environment.join("bin/python"));
        // Threads, because some answers take seconds. gunicorn takes port 0 and says which one it became.
        command.args(["-m", "gunicorn", "--bind", "127.0.0.1:0", "--workers", "1", "--threads", "32"]);
        command.args(["--worker-class", "gthread", "--no-control-socket", "httpbin:app"]);
        let process = Process::start(&command);
        let said = process.error_line("Listening at:", START_LIMIT);
        let address = said.split_whitespace().find(|word| word.starts_with("http://")).expect("an address").to_owned();
        process.error_line("Booting worker", START_LIMIT);
        Httpbin { address, _process: process }
    }

    pub fn at(&self, path: &str) -> String {
        format!("{}{path}", self.address)
    }
}

/// Installs the pinned versions into a Python environment under `target/httpbin`, once per list.
fn install() -> PathBuf {
    let folder = target().join("httpbin");
    let environment = folder.join("environment");
    let list = fixture("httpbin/requirements.txt");
    let wanted = fs::read_to_string(&list).expect("the committed list");
    let done = folder.join("installed.txt");
    fs::create_dir_all(&folder).expect("target/httpbin can be made");
    let turn = File::create(folder.join(".turn")).expect("a lock file");
    turn.lock().expect("one installation at a time");
    if fs::read_to_string(&done).is_ok_and(|installed| installed == wanted) {
        return environment;
    }
    let mut venv = Command::new("python3");
    venv.args(["-m", "venv", "--clear"]).arg(&environment);
    succeed("python3 -m venv", &venv);
    let mut pip = Command::new(environment.join("bin/python"));
    pip.args(["-m", "pip", "install", "--disable-pip-version-check", "--no-input", "--quiet", "--requirement"]);
    pip.arg(&list);
    succeed("pip install", &pip);
    fs::write(&done, wanted).expect("target/httpbin can be written");
    environment
}

fn succeed(name: &str, command: &Command) {
    let finished = Process::start(command).wait(INSTALL_LIMIT);
    assert_eq!(finished.code, Some(0), "{name} failed:\n{}\n{}", finished.stdout, finished.stderr);
}
