//! A real process whose whole group ends with its owner.

use std::io::{BufRead, BufReader, Read};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process, kill_process_group};

/// How often a running process is looked at. Fine enough for a memory peak, rare enough to cost nothing.
const LOOK_EVERY: Duration = Duration::from_millis(20);

/// Of util-linux, which every Debian has.
const SETPRIV: &str = "/usr/bin/setpriv";

#[derive(Clone, Debug)]
pub struct Finished {
    /// None when a signal ended it.
    pub code: Option<i32>,
    pub stdout: String,
    pub stderr: String,
    /// Largest resident set that was seen, in KiB (the kernel's own high-water mark).
    pub peak_kib: u64,
}

/// What one output stream said so far.
#[derive(Default)]
struct Heard {
    text: Mutex<(String, bool)>,
    more: Condvar,
}

impl Heard {
    fn listen(stream: impl Read + Send + 'static) -> Arc<Self> {
        let heard = Arc::new(Heard::default());
        let ours = heard.clone();
        std::thread::spawn(move || {
            let mut stream = BufReader::new(stream);
            let mut line = Vec::new();
            while matches!(stream.read_until(b'\n', &mut line), Ok(1..)) {
                ours.text.lock().unwrap().0.push_str(&String::from_utf8_lossy(&line));
                ours.more.notify_all();
                line.clear();
            }
            ours.text.lock().unwrap().1 = true;
            ours.more.notify_all();
        });
        heard
    }

    /// Everything up to the end of the stream, or up to a moment after the process ended if someone else holds it open.
    fn all(&self) -> String {
        let (text, _) = self
            .more
            .wait_timeout_while(self.text.lock().unwrap(), Duration::from_secs(2), |(_, ended)| !*ended)
            .unwrap();
        text.0.clone()
    }

    fn line(&self, part: &str, limit: Duration) -> Option<String> {
        let find = |text: &str| text.lines().find(|line| line.contains(part)).map(str::to_owned);
        let (text, _) = self
            .more
            .wait_timeout_while(self.text.lock().unwrap(), limit, |(text, ended)| !*ended && find(text).is_none())
            .unwrap();
        find(&text.0)
    }
}

pub struct Process {
    name: String,
    child: Child,
    stdout: Arc<Heard>,
    stderr: Arc<Heard>,
    peak_kib: u64,
    ended: bool,
}

impl Process {
    /// Starts it in a process group of its own, with both outputs listened to and nothing on its input.
    pub fn start(command: &Command) -> Self {
        let name = command.get_program().to_string_lossy().into_owned();
        let mut command = bound_to_us(command);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).process_group(0);
        let mut child = command.spawn().unwrap_or_else(|error| panic!("{name} does not start: {error}"));
        let stdout = Heard::listen(child.stdout.take().expect("a piped output"));
        let stderr = Heard::listen(child.stderr.take().expect("a piped output"));
        Process { name, child, stdout, stderr, peak_kib: 0, ended: false }
    }

    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// The first line on standard output that holds `part`, waited for.
    pub fn line(&self, part: &str, limit: Duration) -> String {
        self.stdout.line(part, limit).unwrap_or_else(|| {
            panic!(
                "{} did not say `{part}` within {limit:?}; it said:\n{}\n{}",
                self.name,
                self.stdout.all(),
                self.stderr.all()
            )
        })
    }

    /// The same on standard error.
    pub fn error_line(&self, part: &str, limit: Duration) -> String {
        self.stderr.line(part, limit).unwrap_or_else(|| {
            panic!("{} did not say `{part}` within {limit:?}; it said:\n{}", self.name, self.stderr.all())
        })
    }

    pub fn is_running(&mut self) -> bool {
        if !self.ended {
            self.note_peak();
            self.ended = self.child.try_wait().expect("a child can be waited for").is_some();
        }
        !self.ended
    }

    /// The largest resident set so far, in KiB.
    pub fn peak_kib(&mut self) -> u64 {
        self.note_peak();
        self.peak_kib
    }

    fn note_peak(&mut self) {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap_or_default();
        let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.split_whitespace().next()?.parse().ok());
        self.peak_kib = self.peak_kib.max(peak.unwrap_or(0));
    }

    /// Waits for its end. Past the limit it is killed and the test fails with what it said.
    pub fn wait(mut self, limit: Duration) -> Finished {
        let deadline = Instant::now() + limit;
        while self.is_running() {
            if Instant::now() > deadline {
                self.kill();
                panic!(
                    "{} ran longer than {limit:?}; it said:\n{}\n{}",
                    self.name,
                    self.stdout.all(),
                    self.stderr.all()
                );
            }
            std::thread::park_timeout(LOOK_EVERY);
        }
        self.finished()
    }

    /// Ctrl+C: the signal that a terminal sends.
    pub fn interrupt(&self) {
        if let Some(process) = Pid::from_raw(self.child.id() as i32).filter(|_| !self.ended) {
            // An error means that it is gone already, and then nothing is interrupted.
            let _ = kill_process(process, Signal::INT);
        }
    }

    /// `kill -9`, for the process and everything that it started.
    pub fn kill(&mut self) -> Finished {
        if let Some(group) = Pid::from_raw(self.child.id() as i32).filter(|_| !self.ended) {
            // An error means that it is gone already, which is what is wanted.
            let _ = kill_process_group(group, Signal::KILL);
        }
        self.finished()
    }

    fn finished(&mut self) -> Finished {
        let status = self.child.wait().expect("a child can be waited for");
        self.ended = true;
        Finished { code: status.code(), stdout: self.stdout.all(), stderr: self.stderr.all(), peak_kib: self.peak_kib }
    }
}

/// The same command as a child that the system kills when the thread that started it is gone: a test that is killed itself
/// runs no destructors, and would leave displays and windows behind. Where there is no `setpriv`, the command as it is.
fn bound_to_us(command: &Command) -> Command {
    let program = command.get_program();
    let mut bound = if Path::new(SETPRIV).is_file() {
        let mut setpriv = Command::new(SETPRIV);
        setpriv.args(["--pdeathsig", "KILL", "--"]).arg(program);
        setpriv
    } else {
        Command::new(program)
    };
    bound.args(command.get_args());
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => bound.env(name, value),
            None => bound.env_remove(name),
        };
    }
    if let Some(folder) = command.get_current_dir() {
        bound.current_dir(folder);
    }
    bound
}

impl Drop for Process {
    fn drop(&mut self) {
        // Children of an ended leader may live on in its group (a driver's window), so the group is killed in any case.
        if let Some(group) = Pid::from_raw(self.child.id() as i32) {
            let _ = kill_process_group(group, Signal::KILL);
        }
        let _ = self.child.wait();
    }
}
