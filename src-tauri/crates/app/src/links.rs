//! What cells point to.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use fetchgrid_engine::EngineError;

use crate::document::OpenDocument;
use crate::error::{AppError, ErrorCode};

/// Bytes of a picture that is shown in the window.
const LARGEST_PICTURE: usize = 8 * 1024 * 1024;

/// The kinds of pictures that are shown, and how their files begin. An SVG is a program as well as a picture, and is none of
/// them.
const PICTURES: &[(&str, &[&[u8]])] = &[
    ("image/png", &[b"\x89PNG\r\n\x1a\n"]),
    ("image/jpeg", &[b"\xFF\xD8\xFF"]),
    ("image/gif", &[b"GIF87a", b"GIF89a"]),
    ("image/bmp", &[b"BM"]),
];

/// The address of a cell as a browser may be given it: of a page, and nothing that a system might run.
pub fn web_address(text: &str) -> Result<String, AppError> {
    let address = text.trim();
    let is_web = ["http://", "https://"].iter().any(|scheme| {
        address.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme))
            && address.len() > scheme.len()
    });
    if !is_web || address.contains(|character: char| character.is_whitespace() || character.is_control()) {
        return Err(AppError::new(
            ErrorCode::NotFound,
            "Only addresses that begin with https:// or http:// can be opened.",
        ));
    }
    Ok(address.to_owned())
}

impl OpenDocument {
    /// The picture behind an address as a `data:` address. The window itself reaches no network.
    pub async fn picture(&self, address: &str) -> Result<String, AppError> {
        let network = self.extraction().settings.network;
        let bytes = fetchgrid_engine::download(address.trim(), &network, LARGEST_PICTURE).await?;
        let kind = picture_kind(&bytes).ok_or_else(|| {
            let message = format!("{address} is no picture that can be shown here: PNG, JPEG, GIF, WebP or BMP.");
            AppError::new(ErrorCode::CannotRead, message)
        })?;
        Ok(format!("data:{kind};base64,{}", BASE64_STANDARD.encode(bytes)))
    }
}

fn picture_kind(bytes: &[u8]) -> Option<&'static str> {
    let is_webp = bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP");
    let known = PICTURES.iter().find(|(_, starts)| starts.iter().any(|start| bytes.starts_with(start)));
    known.map(|(kind, _)| *kind).or(is_webp.then_some("image/webp"))
}

pub(crate) fn code_of(error: &EngineError) -> ErrorCode {
    match error {
        EngineError::NotFetchable { .. } | EngineError::Unfetched { .. } => ErrorCode::NotFound,
        EngineError::TooLarge { .. } => ErrorCode::TooLarge,
        _ => ErrorCode::Internal,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_that_a_browser_may_be_given() {
        for (text, expected) in [
            ("https://example.org/a?b=c#d", Some("https://example.org/a?b=c#d")),
            (" HTTP://example.org ", Some("HTTP://example.org")),
            ("https://münchen.example/ü", Some("https://münchen.example/ü")),
            ("https://", None),
            ("file:///etc/passwd", None),
            ("javascript:alert(1)", None),
            ("example.org", None),
            ("https://example.org/\nmailto:x", None),
            ("https://example.org --flag", None),
            ("", None),
        ] {
            assert_eq!(web_address(text).ok().as_deref(), expected, "{text:?}");
        }
    }

    #[test]
    fn pictures_by_how_they_begin() {
        for (bytes, expected) in [
            (&b"\x89PNG\r\n\x1a\n.."[..], Some("image/png")),
            (b"\xFF\xD8\xFF\xE0", Some("image/jpeg")),
            (b"GIF89a", Some("image/gif")),
            (b"RIFF\0\0\0\0WEBPVP8 ", Some("image/webp")),
            (b"RIFF\0\0\0\0WAVE", None),
            (b"<svg xmlns=", None),
            (b"<html>", None),
            (b"", None),
        ] {
            assert_eq!(picture_kind(bytes), expected, "{bytes:?}");
        }
    }
}
