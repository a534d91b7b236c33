use std::path::PathBuf;

use fetchgrid_app::{Session, Surroundings};

use crate::bar;

/// The bar that follows a run, and what was asked of each host today.
pub fn around() -> Surroundings {
    let folder = match std::env::var_os("FETCHGRID_DATA_DIR") {
        Some(folder) if !folder.is_empty() => PathBuf::from(folder),
        // Without a home there is still a run to be done; its quotas are then kept where nothing lasts.
        _ => Session::default_data_folder().unwrap_or_else(|_| std::env::temp_dir().join("fetchgrid")),
    };
    Surroundings::of_command(&folder, bar::sink())
}
