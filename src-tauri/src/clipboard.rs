use std::sync::Mutex;

use fetchgrid_app::{AppError, ErrorCode};

/// The system clipboard. On Linux the text lives with the program that copied it, so the handle is kept.
#[derive(Default)]
pub struct Clipboard(Mutex<Option<arboard::Clipboard>>);

impl Clipboard {
    pub fn put(&self, text: String) -> Result<(), AppError> {
        let failed = |error: arboard::Error| {
            AppError::new(ErrorCode::Internal, format!("The clipboard did not take the text: {error}."))
        };
        let mut slot = self.0.lock().expect("no thread panics with the clipboard in hand");
        let clipboard = match &mut *slot {
            Some(clipboard) => clipboard,
            None => slot.insert(arboard::Clipboard::new().map_err(failed)?),
        };
        clipboard.set_text(text).map_err(failed)
    }
}
