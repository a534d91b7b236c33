use fetchgrid_app::{AppError, OpenDocument};
use fetchgrid_model::{ExportOptions, ExportScope};

use crate::arguments::ExportArguments;
use crate::around::around;
use crate::outcome::Ending;
use crate::run::print_line;
use crate::setup::export_options;

pub fn export(arguments: ExportArguments) -> Result<Ending, AppError> {
    let options = ExportOptions {
        scope: if arguments.failed { ExportScope::Failed } else { ExportScope::All },
        request_columns: arguments.request_columns,
        byte_order_mark: arguments.byte_order_mark,
        ..export_options(&arguments.out)?
    };
    let document = OpenDocument::open(&arguments.document, &around())?;
    let rows = document.export(&options)?;
    print_line(&format!("{rows} rows written to {}", options.path));
    Ok(Ending::AllSucceeded)
}
