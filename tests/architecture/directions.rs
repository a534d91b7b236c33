//! Who may use whom.

use std::collections::{BTreeMap, BTreeSet};

use cargo_metadata::{DependencyKind, MetadataCommand};
use fetchgrid_tests::root;

/// Package, and those of ours that it may build upon. Tests may reach further, see [`TESTS_ALSO`].
const ALLOWED: &[(&str, &[&str])] = &[
    ("fetchgrid-model", &[]),
    ("fetchgrid-pace", &["fetchgrid-model"]),
    ("fetchgrid-engine", &["fetchgrid-model", "fetchgrid-pace"]),
    ("fetchgrid-delimited", &[]),
    ("fetchgrid-shape", &["fetchgrid-model", "fetchgrid-delimited"]),
    ("fetchgrid-paging", &["fetchgrid-model", "fetchgrid-shape"]),
    ("fetchgrid-export", &["fetchgrid-model"]),
    ("fetchgrid-import", &["fetchgrid-model", "fetchgrid-delimited"]),
    ("fetchgrid-views", &["fetchgrid-model"]),
    ("fetchgrid-store", &["fetchgrid-model", "fetchgrid-shape", "fetchgrid-views"]),
    ("fetchgrid-sample-api", &[]),
    (
        "fetchgrid-app",
        &[
            "fetchgrid-model",
            "fetchgrid-pace",
            "fetchgrid-engine",
            "fetchgrid-paging",
            "fetchgrid-shape",
            "fetchgrid-store",
            "fetchgrid-export",
            "fetchgrid-import",
            "fetchgrid-sample-api",
        ],
    ),
    ("fetchgrid", &["fetchgrid-app", "fetchgrid-model"]),
    ("fetchgrid-desktop", &["fetchgrid-app", "fetchgrid-model"]),
    // The kit and the demonstration drive the built programs from outside.
    ("fetchgrid-tests", &[]),
    ("xtask", &[]),
];

/// What the tests of any package may use besides.
const TESTS_ALSO: &[&str] = &["fetchgrid-sample-api", "fetchgrid-model"];

/// The one package that may name the window's framework.
const WINDOW: &str = "fetchgrid-desktop";

fn packages() -> Vec<cargo_metadata::Package> {
    let metadata =
        MetadataCommand::new().manifest_path(root().join("Cargo.toml")).no_deps().exec().expect("cargo metadata");
    metadata.packages
}

#[test]
fn packages_use_only_what_the_architecture_allows() {
    let allowed: BTreeMap<_, BTreeSet<_>> =
        ALLOWED.iter().map(|(name, uses)| (*name, uses.iter().copied().collect())).collect();
    let ours: BTreeSet<_> = allowed.keys().copied().collect();
    let mut wrong = Vec::new();
    for package in packages() {
        let name = package.name.as_str();
        let Some(may_use) = allowed.get(name) else {
            wrong.push(format!("{name} has no place in the architecture yet: say in ALLOWED what it may use"));
            continue;
        };
        for dependency in &package.dependencies {
            let used = dependency.name.as_str();
            let in_tests = dependency.kind == DependencyKind::Development;
            let fine = may_use.contains(used) || in_tests && (TESTS_ALSO.contains(&used) || name == "fetchgrid-tests");
            if ours.contains(used) && !fine {
                wrong.push(format!("{name} uses {used}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn only_the_window_names_tauri() {
    let is_window_framework =
        |name: &str| name == "tauri" || name.starts_with("tauri-") || name == "wry" || name == "tao";
    let wrong: Vec<_> = packages()
        .iter()
        .filter(|package| package.name.as_str() != WINDOW)
        .flat_map(|package| package.dependencies.iter().map(move |dependency| (&package.name, &dependency.name)))
        .filter(|(_, used)| is_window_framework(used))
        .map(|(name, used)| format!("{name} names {used}"))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn versions_stand_in_one_place() {
    let mut wrong = Vec::new();
    for package in packages() {
        let manifest = std::fs::read_to_string(&package.manifest_path).expect("a manifest");
        let mut in_dependencies = false;
        for line in manifest.lines() {
            if let Some(section) = line.strip_prefix('[') {
                in_dependencies = section.contains("dependencies");
            } else if in_dependencies
                && !line.trim().is_empty()
                && !line.starts_with('#')
                && !line.contains("workspace")
            {
                wrong.push(format!("{}: {line}", package.name));
            }
        }
    }
    assert!(wrong.is_empty(), "versions belong into the workspace's Cargo.toml:\n{}", wrong.join("\n"));
}
