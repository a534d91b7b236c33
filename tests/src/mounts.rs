//! Shell scripts with file systems that only they and their children see: small ones, and such that cannot be written.

use std::process::Command;

use crate::Process;

/// `unshare` with what this user needs to mount, or none where the system forbids it.
fn unshare() -> Option<&'static [&'static str]> {
    const AS_ROOT: &[&str] = &["--mount"];
    const AS_ANYONE: &[&str] = &["--user", "--map-root-user", "--mount"];
    [AS_ROOT, AS_ANYONE].into_iter().find(|args| {
        let mut command = Command::new("unshare");
        command.args(*args).args(["sh", "-c", "mount -t tmpfs -o size=1m tmpfs /tmp"]);
        command.output().is_ok_and(|output| output.status.success())
    })
}

/// Starts a bash script that may mount; what it mounts is gone with its last process. None where no one may mount.
pub fn with_own_mounts<'a>(script: &str, args: impl IntoIterator<Item = &'a str>) -> Option<Process> {
    let mut command = Command::new("unshare");
    command.args(unshare()?).args(["bash", "-c", script, "bash"]).args(args);
    Some(Process::start(&command))
}
