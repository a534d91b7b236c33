use std::path::Path;

use fetchgrid_model::{FileColumns, ValueSource};

use crate::document::OpenDocument;
use crate::error::{AppError, ErrorCode};

impl OpenDocument {
    /// What a file of IDs offers to pick from.
    pub fn inspect_values(&self, path: &Path) -> Result<FileColumns, AppError> {
        Ok(fetchgrid_import::inspect(path)?)
    }

    /// Reads one column and keeps its values in the document, so that a later run does not need the file.
    pub fn import_values(
        &self,
        path: &Path,
        sheet: Option<&str>,
        column: Option<&str>,
    ) -> Result<ValueSource, AppError> {
        let values = fetchgrid_import::read_column(path, sheet, column)?;
        if values.is_empty() {
            return Err(AppError::new(
                ErrorCode::CannotRead,
                format!("{} has no values in that column.", path.display()),
            ));
        }
        let count = values.len() as u64;
        let stored = self.store.store_values(values)?;
        Ok(ValueSource::File {
            path: path.display().to_string(),
            sheet: sheet.map(str::to_owned),
            column: column.map(str::to_owned),
            count,
            stored,
        })
    }
}
