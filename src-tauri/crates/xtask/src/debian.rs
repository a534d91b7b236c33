//! What the operating system must bring: installed on Debian and Ubuntu, named elsewhere.

use std::path::Path;
use std::process::{Command, Stdio};

use crate::step::{self, Failed};
use crate::workspace::{command, has};

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// To build the window.
    Build,
    /// To run and drive the window without a display as well.
    Everything,
}

/// The headers of the web view, and what compiles the C parts of crates.
const TO_BUILD: &[&str] = &["build-essential", "libwebkit2gtk-4.1-dev", "pkg-config"];

/// A display without a screen, the driver of the web view, keys for native dialogs, pictures of them, a font, a message bus
/// for notices, and Python with its environments, for the real httpbin.
const TO_DRIVE: &[&str] =
    &["webkit2gtk-driver", "xvfb", "xauth", "xdotool", "imagemagick", "fonts-dejavu-core", "dbus", "python3-venv"];

/// Vite needs it.
const OLDEST_NODE: (u32, u32) = (20, 19);

pub fn install(need: Need) -> Result<(), Failed> {
    node()?;
    if !cfg!(target_os = "linux") {
        // WebView2 and WKWebView come with their systems; the compiler that Rust needs was needed for this program too.
        return Ok(());
    }
    let wanted = if need == Need::Build { TO_BUILD.to_vec() } else { [TO_BUILD, TO_DRIVE].concat() };
    if !has("dpkg-query") || !has("apt-get") {
        return elsewhere(need);
    }
    let missing: Vec<_> = wanted.into_iter().filter(|package| !is_installed(package)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    println!("Installing {}", missing.join(" "));
    // Without package lists, or with old ones that name files which are gone, the lists are fetched first.
    if !lists_are_there() || apt(&["install", "-y"], &missing).is_err() {
        apt(&["update"], &[])?;
        apt(&["install", "-y"], &missing)?;
    }
    Ok(())
}

fn node() -> Result<(), Failed> {
    let wanted = format!("Node.js {}.{} or newer with npm", OLDEST_NODE.0, OLDEST_NODE.1);
    let missing = || Failed(format!("{wanted} is missing. Install it and start again."));
    let output = Command::new("node").arg("--version").output().map_err(|_| missing())?;
    let version = String::from_utf8_lossy(&output.stdout).trim().trim_start_matches('v').to_owned();
    let mut numbers = version.split('.').map(|number| number.parse::<u32>().unwrap_or(0));
    let found = (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0));
    if found < OLDEST_NODE {
        return Err(Failed(format!("{wanted} is needed; this is {version}.")));
    }
    if has(if cfg!(windows) { "npm.cmd" } else { "npm" }) { Ok(()) } else { Err(missing()) }
}

fn is_installed(package: &str) -> bool {
    let output = Command::new("dpkg-query").args(["-W", "-f=${db:Status-Status}", package]).output();
    output.is_ok_and(|output| output.stdout == b"installed")
}

fn lists_are_there() -> bool {
    let lists = Path::new("/var/lib/apt/lists");
    lists
        .read_dir()
        .is_ok_and(|entries| entries.flatten().any(|entry| entry.file_name().to_string_lossy().contains("Packages")))
}

fn apt(args: &[&str], packages: &[&str]) -> Result<(), Failed> {
    let mut apt = if is_root() { command("apt-get") } else { command("sudo") };
    if !is_root() {
        if !has("sudo") {
            let list = packages.join(" ");
            return Err(Failed(format!("Installing needs root and there is no sudo. As root: apt-get install {list}")));
        }
        apt.args(["--preserve-env=DEBIAN_FRONTEND", "apt-get"]);
    }
    apt.env("DEBIAN_FRONTEND", "noninteractive").args(["-qq"]).args(args).args(packages).stdin(Stdio::null());
    step::show(&mut apt)
}

fn is_root() -> bool {
    Command::new("id").arg("-u").output().is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}

/// Another Linux: its packages have names of their own, so what is missing is named by what it is.
fn elsewhere(need: Need) -> Result<(), Failed> {
    let mut missing = Vec::new();
    if !has("cc") {
        missing.push("a C compiler (cc)".to_owned());
    }
    let web_view = Command::new("pkg-config").args(["--exists", "webkit2gtk-4.1"]).status();
    if !web_view.is_ok_and(|status| status.success()) {
        missing.push("pkg-config and the development files of WebKitGTK 4.1 (webkit2gtk-4.1)".to_owned());
    }
    if need == Need::Everything {
        let programs = ["WebKitWebDriver", "Xvfb", "xdotool", "import", "dbus-daemon", "python3"];
        missing.extend(
            programs.into_iter().filter(|program| !has(program)).map(|program| format!("the program {program}")),
        );
    }
    if missing.is_empty() {
        return Ok(());
    }
    Err(Failed(format!("Missing here, to be installed with this system's own tool:\n  {}", missing.join("\n  "))))
}
