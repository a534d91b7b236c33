//! `cargo xtask start`: from a fresh clone to the open window.

use crate::step::{self, Failed};
use crate::workspace::{binary, cargo, command};
use crate::{debian, interface};

pub fn start() -> Result<(), Failed> {
    let headless = is_headless();
    debian::install(if headless { debian::Need::Everything } else { debian::Need::Build })?;
    interface::install()?;
    interface::build()?;
    // All programs of the workspace, not only the window: the features of shared crates are then the same as in
    // `cargo xtask test`, and nothing is built twice.
    step::show(cargo().args(["build", "--workspace", "--bins"]))?;
    if headless {
        println!("There is no display here, so the sample runs in the real window on one without a screen.");
        return step::show(&mut command(binary("fetchgrid-demo")));
    }
    step::show(command(binary("fetchgrid-desktop")).arg("--sample"))
}

fn is_headless() -> bool {
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    cfg!(target_os = "linux") && !set("DISPLAY") && !set("WAYLAND_DISPLAY")
}
