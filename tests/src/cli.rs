//! The command line program, run as a user runs it.

use std::ffi::OsString;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use serde_json::Value;

use crate::{Finished, Process, binary};

/// A minute: the longest command of the suites takes seconds, a loaded machine several times that.
const LIMIT: Duration = Duration::from_secs(60);

/// `fetchgrid …`, ready to run.
pub struct Cli {
    args: Vec<OsString>,
    variables: Vec<(String, String)>,
    /// Limits of the shell that starts the program.
    ulimit: Option<String>,
}

impl Cli {
    pub fn new<A: Into<OsString>>(args: impl IntoIterator<Item = A>) -> Self {
        Cli { args: args.into_iter().map(Into::into).collect(), variables: Vec::new(), ulimit: None }
    }

    /// The same with further arguments.
    pub fn with<A: Into<OsString>>(mut self, args: impl IntoIterator<Item = A>) -> Self {
        self.args.extend(args.into_iter().map(Into::into));
        self
    }

    pub fn env(mut self, name: &str, value: &str) -> Self {
        self.variables.push((name.to_owned(), value.to_owned()));
        self
    }

    /// No file that it writes may grow past this: a full disk that needs no disk.
    pub fn file_size_limit_kib(self, limit: u64) -> Self {
        self.ulimit(&format!("-f {limit}"))
    }

    /// Under a limit of the system, in the words of the shell's `ulimit`.
    pub fn ulimit(mut self, limit: &str) -> Self {
        self.ulimit = Some(limit.to_owned());
        self
    }

    pub fn start(&self) -> Process {
        let program = binary("fetchgrid");
        let mut command = match &self.ulimit {
            None => Command::new(program),
            Some(limit) => {
                // `trap '' XFSZ`: the write then fails with an error, as on a full disk, instead of a signal.
                let mut shell = Command::new("bash");
                shell.args(["-c", &format!("trap '' XFSZ; ulimit {limit} && exec \"$0\" \"$@\"")]).arg(program);
                shell
            }
        };
        command.args(&self.args);
        // What the user's own shell may hold must not change a test.
        for name in ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy", "RUST_LOG"] {
            command.env_remove(name);
        }
        command.envs(self.variables.iter().cloned());
        Process::start(&command)
    }

    pub fn run(&self) -> Ran {
        Ran { command: format!("fetchgrid {}", self.shown()), finished: self.start().wait(LIMIT) }
    }

    fn shown(&self) -> String {
        self.args.iter().map(|arg| arg.to_string_lossy().into_owned()).collect::<Vec<_>>().join(" ")
    }
}

/// A command that has ended.
pub struct Ran {
    command: String,
    finished: Finished,
}

impl Ran {
    /// Fails with everything that was said when the exit code is another.
    pub fn expect(self, code: i32) -> Self {
        assert_eq!(
            self.finished.code,
            Some(code),
            "{}\nstdout: {}\nstderr: {}",
            self.command,
            self.stdout(),
            self.stderr()
        );
        self
    }

    pub fn stdout(&self) -> &str {
        &self.finished.stdout
    }

    pub fn stderr(&self) -> &str {
        &self.finished.stderr
    }

    /// The largest resident set that was seen, in KiB.
    pub fn peak_kib(&self) -> u64 {
        self.finished.peak_kib
    }

    /// Standard output as the one JSON value that `--json` promises.
    pub fn json(&self) -> Value {
        serde_json::from_str(self.stdout())
            .unwrap_or_else(|error| panic!("{}: not one JSON object: {error}\n{}", self.command, self.stdout()))
    }
}

/// Names of everything in a folder, sorted: to see that nothing is left behind.
pub fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).expect("a readable folder");
    let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}
