use std::io::Write;
use std::path::Path;

use crate::ExportError;
use crate::atomic::AtomicFile;

/// How files of pictures begin.
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";
const SVG: &[u8] = b"<svg";

/// Writes a picture that was drawn elsewhere, whole or not at all. Whatever is neither PNG nor SVG is refused.
pub fn write_image(path: &Path, data: &[u8]) -> Result<(), ExportError> {
    if !data.starts_with(PNG) && !data.starts_with(SVG) {
        return Err(ExportError::NoPicture { path: path.to_path_buf() });
    }
    let file = AtomicFile::create(path)?;
    file.file().write_all(data).map_err(|error| ExportError::io(path, error))?;
    file.commit()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_and_nothing_else() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("chart.svg");
        assert!(matches!(write_image(&path, b"#!/bin/sh"), Err(ExportError::NoPicture { .. })));
        assert!(!path.exists());
        for data in [&b"<svg></svg>"[..], &[PNG, b"..."].concat()] {
            write_image(&path, data).expect("writes");
            assert_eq!(std::fs::read(&path).expect("reads"), data);
        }
    }
}
