/// Without a graphics card WebKitGTK composes every frame in software, two to seven times dearer than painting it
/// directly. Newer releases with some drivers abort when this is forced, so it is asked for only where no card is.
#[cfg(target_os = "linux")]
pub fn prefer_cheap_frames_without_gpu() {
    const SWITCH: &str = "WEBKIT_DISABLE_COMPOSITING_MODE";
    let has_gpu = std::path::Path::new("/dev/dri").is_dir();
    if !has_gpu && std::env::var_os(SWITCH).is_none() {
        restart_with(SWITCH);
    }
}

/// Setting a variable in a running process is unsafe once threads exist, so the process begins anew with it set.
#[cfg(target_os = "linux")]
fn restart_with(switch: &str) {
    use std::os::unix::process::CommandExt;
    let Ok(program) = std::env::current_exe() else { return };
    let error = std::process::Command::new(program).args(std::env::args_os().skip(1)).env(switch, "1").exec();
    tracing::warn!(%error, "could not restart with {switch}=1; frames will be dearer");
}

#[cfg(not(target_os = "linux"))]
pub fn prefer_cheap_frames_without_gpu() {}
