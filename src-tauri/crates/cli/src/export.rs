use fetchgrid_app::{AppError, OpenDocument};
use fetchgrid_model::ExportOptions;

use crate::arguments::ExportArguments;
use crate::bar;
use crate::outcome::Ending;
use crate::run::print_line;
use crate::setup::export_options;

pub fn export(arguments: ExportArguments) -> Result<Ending, AppError> {
    let options = ExportOptions {
        request_columns: arguments.request_columns,
        byte_order_mark: arguments.byte_order_mark,
        ..export_options(&arguments.out)?
    };
    let document = OpenDocument::open(&arguments.document, bar::sink())?;
    let rows = document.export(&options)?;
    print_line(&format!("{rows} rows written to {}", options.path));
    Ok(Ending::AllSucceeded)
}
