//! One command: shown as it runs, or kept quiet with a line of progress and its output at hand if it fails.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Write};
use std::process::Command;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::{Duration, Instant};

use crate::workspace;

/// A quiet step that runs longer than this says that it is alive, and what it is at.
const SIGN_OF_LIFE: Duration = Duration::from_secs(30);

/// After its end a command's output is read for so long; more can only come from something that it left behind.
const LAST_WORDS: Duration = Duration::from_secs(2);

/// Between two looks at whether the command has ended.
const LOOK_EVERY: Duration = Duration::from_millis(100);

/// Lines of a failing step that are shown; all of them are in its log file.
const SHOWN_LINES: usize = 200;

/// Why there is no going on, for a person to read.
#[derive(Debug)]
pub struct Failed(pub String);

/// Runs it with its output on the terminal.
pub fn show(command: &mut Command) -> Result<(), Failed> {
    let name = words(command);
    let status = command.status().map_err(|error| Failed(format!("`{name}` does not start: {error}")))?;
    if status.success() { Ok(()) } else { Err(Failed(format!("`{name}` failed ({status})"))) }
}

/// What a quiet command said, and whether it ended well.
pub struct Said {
    pub success: bool,
    pub output: String,
    pub seconds: f64,
}

/// Runs it with its output in `target/xtask/<name>.log`, saying now and then that it is alive.
pub fn quiet(name: &str, command: &mut Command) -> Said {
    let start = Instant::now();
    let (success, output) = match listen(name, command, start) {
        Ok(said) => said,
        Err(error) => (false, format!("`{}` does not start: {error}", words(command))),
    };
    Said { success, output, seconds: start.elapsed().as_secs_f64() }
}

fn listen(name: &str, command: &mut Command, start: Instant) -> io::Result<(bool, String)> {
    let folder = workspace::target().join("xtask");
    fs::create_dir_all(&folder)?;
    let mut log = File::create(folder.join(format!("{}.log", name.replace(' ', "-"))))?;
    let (reader, writer) = io::pipe()?;
    command.stdout(writer.try_clone()?).stderr(writer).stdin(std::process::Stdio::null());
    let mut child = command.spawn()?;
    // The command holds the writing ends; with them gone here, the reader sees the end when the last process closes.
    command.stdout(std::process::Stdio::null()).stderr(std::process::Stdio::null());
    let (tell, lines) = mpsc::channel();
    std::thread::spawn(move || {
        let mut reader = BufReader::new(reader);
        let mut line = Vec::new();
        while matches!(reader.read_until(b'\n', &mut line), Ok(1..)) {
            if tell.send(String::from_utf8_lossy(&line).into_owned()).is_err() {
                break;
            }
            line.clear();
        }
    });

    let mut output = String::new();
    let mut last_sign = Instant::now();
    let mut ended = None;
    loop {
        match lines.recv_timeout(LOOK_EVERY) {
            Ok(line) => {
                log.write_all(line.as_bytes())?;
                output.push_str(&line);
            }
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return Ok((child.wait()?.success(), output)),
        }
        if ended.is_none() {
            ended = child.try_wait()?.map(|status| (status, Instant::now()));
        }
        if let Some((status, at)) = ended
            && at.elapsed() > LAST_WORDS
        {
            return Ok((status.success(), output));
        }
        if last_sign.elapsed() > SIGN_OF_LIFE {
            last_sign = Instant::now();
            let at = output.lines().rev().find(|line| !line.trim().is_empty()).unwrap_or("").trim();
            println!("         … {} s: {}", start.elapsed().as_secs(), at.chars().take(100).collect::<String>());
        }
    }
}

/// The end of an output, as much as a person wants to read.
pub fn tail(output: &str) -> String {
    let lines: Vec<_> = output.lines().collect();
    let from = lines.len().saturating_sub(SHOWN_LINES);
    lines[from..].iter().map(|line| format!("    {line}\n")).collect()
}

fn words(command: &Command) -> String {
    let args = command.get_args().map(|arg| arg.to_string_lossy());
    let program =
        std::path::Path::new(command.get_program()).file_name().unwrap_or(command.get_program()).to_string_lossy();
    std::iter::once(program).chain(args).collect::<Vec<_>>().join(" ")
}
