//! The sample extraction in the real window where there is no display: what `cargo xtask start` does on a server.
//!
//! Opens the window on a display without a screen, presses Run, waits for the last answer, exports by the native save
//! dialog, and leaves the pictures and the files under `target/demo`.
#![expect(clippy::print_stdout, reason = "it tells where the results are")]

use std::fs;
use std::time::Duration;

use fetchgrid_tests::{Window, target};

/// The sample takes three seconds; a debug build on a loaded machine several times that.
const RUN_LIMIT: Duration = Duration::from_secs(120);

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let folder = target().join("demo");
    // Files of an earlier demonstration would hide that this one wrote nothing.
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("target/demo can be made");

    println!("Opening the window with the sample …");
    let window = Window::open(&["--sample"]).await;
    window.see("API address").await;
    println!("Running the sample extraction …");
    window.press("Run").await;
    window.see_within(RUN_LIMIT, "Finished").await;
    window.grid("Results").until_filled().await;
    let picture = window.screenshot_to(&folder.join("window.png")).await;

    let mut written = vec![picture];
    for (format, name) in [("CSV text", "sample.csv"), ("Excel workbook", "sample.xlsx")] {
        println!("Exporting {name} …");
        let path = folder.join(name);
        window.export(format, &path).await;
        written.push(path);
    }
    println!("\nThe sample ran in the real window:\n{}\n\nLook at:", window.status().await);
    for path in written {
        let size = fs::metadata(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display())).len();
        println!("  {} ({size} bytes)", path.display());
    }
}
