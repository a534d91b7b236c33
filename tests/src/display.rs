//! A display of one's own: every window under test has one, so that keyboard focus and clipboard are its alone.

use std::path::Path;
use std::process::{Command, Output};
use std::time::{Duration, Instant};

use crate::Process;

/// Xvfb starts in a tenth of a second; a loaded machine takes longer.
const START_LIMIT: Duration = Duration::from_secs(30);

/// Between two looks at the display for a window that should come.
const LOOK_EVERY: Duration = Duration::from_millis(100);

/// How long a file dialog takes from being visible to taking keys, measured on WebKitGTK 2.50.
const DIALOG_SETTLES: Duration = Duration::from_millis(400);

pub struct Display {
    name: String,
    _server: Process,
}

impl Display {
    pub fn start(width: u32, height: u32) -> Self {
        let mut command = Command::new("Xvfb");
        // `-displayfd 1`: the server picks a free number itself and writes it to its standard output.
        command.args(["-displayfd", "1", "-nolisten", "tcp", "-noreset", "-screen", "0"]);
        command.arg(format!("{width}x{height}x24"));
        let server = Process::start(&command);
        let number = server.line("", START_LIMIT);
        Display { name: format!(":{}", number.trim()), _server: server }
    }

    /// For the `DISPLAY` variable.
    pub fn name(&self) -> &str {
        &self.name
    }

    fn run(&self, program: &str, args: &[&str]) -> Output {
        let mut command = Command::new(program);
        command.args(args).env("DISPLAY", &self.name);
        command.output().unwrap_or_else(|error| panic!("{program} does not start: {error}"))
    }

    /// The whole display as it looks, native dialogs included.
    pub fn screenshot(&self, path: &Path) {
        let path = path.to_str().expect("a path in UTF-8");
        let output = self.run("import", &["-window", "root", path]);
        assert!(output.status.success(), "import: {}", String::from_utf8_lossy(&output.stderr));
    }

    /// Keys as if typed, in xdotool's names, such as `ctrl+a`.
    pub fn keys(&self, keys: &[&str]) {
        let output = self.run("xdotool", &[&["key", "--clearmodifiers"], keys].concat());
        assert!(output.status.success(), "xdotool key: {}", String::from_utf8_lossy(&output.stderr));
    }

    /// Visible windows with exactly this title.
    fn windows(&self, title: &str) -> Vec<String> {
        let output = self.run("xdotool", &["search", "--onlyvisible", "--name", &format!("^{title}$")]);
        String::from_utf8_lossy(&output.stdout).split_whitespace().map(str::to_owned).collect()
    }

    pub fn focus(&self, title: &str) {
        if let Some(window) = self.windows(title).first() {
            self.run("xdotool", &["windowfocus", "--sync", window]);
        }
    }

    /// Opens another window, which has the keyboard for as long as it is held.
    pub async fn look_away(&self, limit: Duration) -> Process {
        const TITLE: &str = "Elsewhere";
        let mut command = Command::new("display");
        command.args(["-title", TITLE, "-size", "120x60", "xc:white"]).env("DISPLAY", &self.name);
        let other = Process::start(&command);
        let window = self.wait_for_window(TITLE, limit).await;
        self.run("xdotool", &["windowfocus", "--sync", &window]);
        other
    }

    /// Titles of all visible windows.
    pub fn titles(&self) -> String {
        let windows = self.run("xdotool", &["search", "--onlyvisible", "--name", "."]);
        let windows = String::from_utf8_lossy(&windows.stdout).into_owned();
        let titles = windows.split_whitespace().map(|window| self.run("xdotool", &["getwindowname", window]).stdout);
        titles.map(|title| String::from_utf8_lossy(&title).trim().to_owned()).collect::<Vec<_>>().join(", ")
    }

    /// Types a path into the native file dialog of that title and confirms it. `seen` is called while the dialog shows.
    pub async fn choose_file(&self, title: &str, path: &Path, limit: Duration, seen: impl FnOnce()) {
        let path = path.to_str().expect("a path in UTF-8");
        let dialog = self.wait_for_window(title, limit).await;
        tokio::time::sleep(DIALOG_SETTLES).await;
        // Not windowactivate: that needs a window manager.
        self.run("xdotool", &["windowfocus", "--sync", &dialog]);
        seen();
        // Ctrl+L goes to the line for the path, in dialogs for saving and for opening.
        self.keys(&["ctrl+l"]);
        self.keys(&["ctrl+a"]);
        self.run("xdotool", &["type", "--clearmodifiers", "--delay", "8", path]);
        tokio::time::sleep(DIALOG_SETTLES).await;
        self.keys(&["Return"]);
        let deadline = Instant::now() + limit;
        while self.windows(title).contains(&dialog) {
            assert!(Instant::now() < deadline, "the dialog `{title}` did not close after typing {path}");
            tokio::time::sleep(LOOK_EVERY).await;
        }
    }

    async fn wait_for_window(&self, title: &str, limit: Duration) -> String {
        let deadline = Instant::now() + limit;
        loop {
            if let Some(window) = self.windows(title).pop() {
                return window;
            }
            assert!(Instant::now() < deadline, "no window `{title}` within {limit:?}; there are: {}", self.titles());
            tokio::time::sleep(LOOK_EVERY).await;
        }
    }
}
