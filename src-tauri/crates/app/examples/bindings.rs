//! Writes `ui/src/bindings/index.ts`.

fn main() -> std::io::Result<()> {
    let path = fetchgrid_app::bindings::path();
    std::fs::create_dir_all(path.parent().expect("the path names a file in a folder"))?;
    std::fs::write(path, fetchgrid_app::bindings::text())
}
