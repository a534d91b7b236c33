//! The desktop shell: one window over `fetchgrid-app`.
//!
//! Commands are doorways of a few lines; whatever can be decided without a window is decided below.

mod arguments;
mod awake;
mod bell;
mod channel;
mod clipboard;
mod commands;
mod locale;
mod notice;
mod rendering;
mod state;
mod window;

use std::ffi::OsString;
use std::process::ExitCode;

use arguments::Arguments;
use tauri::{Manager, RunEvent};

/// Opens the window and stays until it is closed.
pub fn run(arguments: impl Iterator<Item = OsString>) -> ExitCode {
    let arguments = match Arguments::parse(arguments) {
        Ok(arguments) => arguments,
        Err(message) => {
            eprintln!("{message}");
            return ExitCode::from(1);
        }
    };
    tracing_subscriber::fmt()
        .with_env_filter(tracing_subscriber::EnvFilter::from_default_env())
        .with_writer(std::io::stderr)
        .init();
    rendering::prefer_cheap_frames_without_gpu();

    let application = tauri::Builder::default()
        .plugin(tauri_plugin_dialog::init())
        .invoke_handler(commands::handler())
        .setup(move |app| {
            state::install(app.handle())?;
            window::open(app.handle())?;
            state::open_first(app.handle().clone(), arguments);
            Ok(())
        })
        .build(tauri::generate_context!());
    match application {
        Ok(application) => {
            application.run(|handle, event| {
                // Closing writes the last checkpoint, so that a document is one file again.
                if let RunEvent::Exit = event {
                    handle.state::<state::State>().leave();
                }
            });
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("The window could not open: {error}.");
            ExitCode::from(1)
        }
    }
}
