use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};

/// What a file seems to be, by its first bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Content {
    Empty,
    Text,
    /// ZIP, in which newer workbooks come, and the name of what it seems to hold.
    Zip(&'static str),
    /// Compound file, in which older workbooks and protected ones come.
    Compound,
    Other(&'static str),
}

/// Bytes looked at.
pub(crate) const HEAD: usize = 8 * 1024;

const SIGNATURES: [(&[u8], &str); 15] = [
    (b"%PDF-", "a PDF document"),
    (b"\x89PNG\r\n", "a picture (PNG)"),
    (b"\xFF\xD8\xFF", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"\x1F\x8B", "a compressed file (gzip)"),
    (b"BZh", "a compressed file (bzip2)"),
    (b"\x28\xB5\x2F\xFD", "a compressed file (zstd)"),
    (b"\xFD7zXZ\0", "a compressed file (xz)"),
    (b"7z\xBC\xAF\x27\x1C", "a compressed file (7-Zip)"),
    (b"Rar!\x1A", "a compressed file (RAR)"),
    (b"SQLite format 3\0", "a database (SQLite)"),
    (b"PAR1", "a Parquet file"),
    (b"{\\rtf", "a text document (RTF)"),
    (b"\x7FELF", "a program"),
    (b"MZ\x90\0", "a program"),
];

pub(crate) fn sniff(head: &[u8]) -> Content {
    if head.is_empty() {
        return Content::Empty;
    }
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        return Content::Zip(zip_kind(head));
    }
    if head.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        return Content::Compound;
    }
    if let Some((_, name)) = SIGNATURES.iter().find(|(signature, _)| head.starts_with(signature)) {
        return Content::Other(name);
    }
    // Text has no NUL, but for UTF-16, in which every other byte may be one.
    if head.contains(&0) && utf16(head).is_none() {
        return Content::Other("a binary file");
    }
    Content::Text
}

fn zip_kind(head: &[u8]) -> &'static str {
    let has = |name: &str| head.windows(name.len()).any(|window| window == name.as_bytes());
    match () {
        () if has("opendocument.spreadsheet") => "a spreadsheet (OpenDocument)",
        () if has("opendocument.") => "an OpenDocument file",
        () if has("word/") => "a Word document",
        () if has("ppt/") => "a presentation (PowerPoint)",
        () if has("xl/") || has("[Content_Types].xml") => "an Excel workbook",
        () => "a ZIP archive",
    }
}

/// UTF-16 by its mark, or by NULs in every other byte as European text has them.
pub(crate) fn utf16(head: &[u8]) -> Option<&'static Encoding> {
    match Encoding::for_bom(head) {
        Some((encoding, _)) if encoding == UTF_16LE || encoding == UTF_16BE => return Some(encoding),
        Some(_) => return None,
        None => {}
    }
    let nul = |offset: usize| head.iter().skip(offset).step_by(2).filter(|&&byte| byte == 0).count();
    let (even, odd, pairs) = (nul(0), nul(1), head.len() / 2);
    match (even, odd) {
        (0, odd) if odd > pairs * 2 / 5 => Some(UTF_16LE),
        (even, 0) if even > pairs * 2 / 5 => Some(UTF_16BE),
        _ => None,
    }
}

/// What a text is when it is no table.
pub(crate) fn markup(text: &str) -> Option<&'static str> {
    let start: String = text.trim_start().chars().take(200).collect::<String>().to_ascii_lowercase();
    let compact: String = start.chars().filter(|character| !character.is_whitespace()).take(2).collect();
    match () {
        () if start.starts_with("<!doctype html") || start.starts_with("<html") || start.starts_with("<table") => {
            Some("a web page")
        }
        () if start.starts_with("<?xml") => Some("XML"),
        () if matches!(compact.as_str(), "{\"" | "[{" | "[\"" | "[[") => Some("JSON"),
        () => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_known_by_their_first_bytes() {
        let check = |head: &[u8], expected: Content| assert_eq!(sniff(head), expected, "{head:?}");
        check(b"", Content::Empty);
        check(b"id\n1\n", Content::Text);
        check("é;ü".as_bytes(), Content::Text);
        check(b"\xFF\xFEi\0d\0", Content::Text);
        check(b"i\0d\0\n\x001\0", Content::Text);
        check(b"\0i\0d\0\n\x001", Content::Text);
        check(b"a\0b\0\0\0\x01", Content::Other("a binary file"));
        check(b"%PDF-1.7", Content::Other("a PDF document"));
        check(
            b"PK\x03\x04....mimetypeapplication/vnd.oasis.opendocument.spreadsheet",
            Content::Zip("a spreadsheet (OpenDocument)"),
        );
        check(b"PK\x03\x04....[Content_Types].xml", Content::Zip("an Excel workbook"));
        check(b"PK\x03\x04....[Content_Types].xml....word/document.xml", Content::Zip("a Word document"));
        check(b"PK\x03\x04....photo.jpg", Content::Zip("a ZIP archive"));
    }

    #[test]
    fn texts_that_are_no_tables() {
        let check = |text: &str, expected: Option<&str>| assert_eq!(markup(text), expected, "{text:?}");
        check("<!DOCTYPE html>", Some("a web page"));
        check(" <?xml version=\"1.0\"?>", Some("XML"));
        check("{\n \"a\": 1}", Some("JSON"));
        check("[ {", Some("JSON"));
        check("[id],[name]", None);
        check("{id}", None);
        check("id", None);
        check("", None);
    }
}
