//! What lies where, and how long a file may grow.

use std::path::PathBuf;
use std::process::Command;

use fetchgrid_tests::root;

/// A file is a screenful or two; past this it holds more than one noun.
const MOST_LINES: usize = 500;

/// The user fixed the top level; dot-files and dot-folders may be added.
const TOP_LEVEL: &[&str] =
    &["Cargo.toml", "Cargo.lock", "src-tauri", "ui", "tests", "icons", "README.md", "LICENSE", "CHANGELOG.md"];

/// Everything that is committed or would be.
fn files() -> Vec<PathBuf> {
    let mut git = Command::new("git");
    git.args(["ls-files", "--cached", "--others", "--exclude-standard"]).current_dir(root());
    let output = git.output().expect("git lists the files");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let listed = String::from_utf8(output.stdout).expect("names in UTF-8");
    listed.lines().map(PathBuf::from).filter(|path| root().join(path).is_file()).collect()
}

fn with_ending(endings: &[&str]) -> Vec<(PathBuf, String)> {
    files()
        .into_iter()
        .filter(|path| path.extension().is_some_and(|ending| endings.iter().any(|other| ending == *other)))
        .map(|path| {
            let text = std::fs::read_to_string(root().join(&path)).expect("a text file");
            (path, text)
        })
        .collect()
}

#[test]
fn the_top_level_is_what_the_user_named() {
    let tops = files().into_iter().filter_map(|path| path.iter().next().map(|top| top.to_string_lossy().into_owned()));
    let wrong: Vec<_> = tops.filter(|top| !top.starts_with('.') && !TOP_LEVEL.contains(&top.as_str())).collect();
    assert!(wrong.is_empty(), "beside what the user named: {wrong:?}");
}

#[test]
fn no_file_is_longer_than_500_lines() {
    // The bindings are written by a program, in one file for whoever imports them.
    let long: Vec<_> = with_ending(&["rs", "ts", "tsx", "css"])
        .into_iter()
        .filter(|(path, _)| !path.starts_with("ui/src/bindings"))
        .map(|(path, text)| (path, text.lines().count()))
        .filter(|(_, lines)| *lines > MOST_LINES)
        .collect();
    assert!(long.is_empty(), "{long:?}");
}

#[test]
fn only_the_platform_layer_names_the_window_api() {
    let wrong: Vec<_> = with_ending(&["ts", "tsx"])
        .into_iter()
        .filter(|(path, text)| !path.starts_with("ui/src/platform") && text.contains("@tauri-apps"))
        .map(|(path, _)| path)
        .collect();
    assert!(wrong.is_empty(), "only ui/src/platform imports @tauri-apps: {wrong:?}");
}

#[test]
fn only_the_data_grid_names_the_grid_library() {
    let wrong: Vec<_> = with_ending(&["ts", "tsx"])
        .into_iter()
        .filter(|(path, text)| !path.starts_with("ui/src/components/DataGrid") && text.contains("@glideapps"))
        .map(|(path, _)| path)
        .collect();
    assert!(wrong.is_empty(), "only components/DataGrid imports the grid library: {wrong:?}");
}

#[test]
fn features_do_not_reach_into_each_other() {
    let mut wrong = Vec::new();
    for (path, text) in with_ending(&["ts", "tsx"]) {
        let Ok(inside) = path.strip_prefix("ui/src/features") else { continue };
        let Some(own) = inside.iter().next().and_then(|own| own.to_str()) else { continue };
        for line in text.lines().filter(|line| line.contains(" from \"")) {
            let Some(from) = line.split(" from \"").nth(1).and_then(|rest| rest.split('"').next()) else { continue };
            // `../run/store` from features/results: another feature's inside; `../run` is its door.
            let steps: Vec<_> = from.split('/').skip_while(|step| *step == "..").collect();
            let ups = from.split('/').take_while(|step| *step == "..").count();
            let other = match ups {
                0 => continue,
                up if up == inside.components().count() - 1 => steps.first().copied().unwrap_or_default(),
                _ if steps.first() == Some(&"features") => steps.get(1).copied().unwrap_or_default(),
                _ => continue,
            };
            let inner = steps.iter().skip_while(|step| **step != other).count() > 1;
            if other != own && inner {
                wrong.push(format!("{}: {}", path.display(), line.trim()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_work_is_left_marked_as_unfinished() {
    // Put together here so that this file does not find itself.
    let marks =
        [["todo", "!("].concat(), ["unimplemented", "!("].concat(), ["FIX", "ME"].concat(), ["#[ig", "nore"].concat()];
    let wrong: Vec<_> = with_ending(&["rs", "ts", "tsx"])
        .into_iter()
        .filter(|(_, text)| marks.iter().any(|mark| text.contains(mark.as_str())))
        .map(|(path, _)| path)
        .collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}
