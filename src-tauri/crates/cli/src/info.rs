use fetchgrid_app::{AppError, OpenDocument};

use crate::arguments::InfoArguments;
use crate::around::around;
use crate::outcome::Ending;
use crate::run::print_line;

pub fn info(arguments: InfoArguments) -> Result<Ending, AppError> {
    let document = OpenDocument::open(&arguments.document, &around())?;
    let info = document.info()?;
    if arguments.json {
        print_line(&serde_json::to_string_pretty(&info).expect("what a document holds is always JSON"));
        return Ok(Ending::AllSucceeded);
    }
    print_line(&format!("{}\n  address    {}", info.path, info.address));
    print_line(&format!(
        "  requests   {} planned, {} succeeded, {} failed, {} missing",
        info.planned, info.succeeded, info.failed, info.missing
    ));
    print_line(&format!("  table      {} rows × {} columns", info.rows, info.columns.len()));
    for (category, count) in &info.failures {
        print_line(&format!("  failed     {count} × {}", category.as_str()));
    }
    if let Some(pause) = &info.pause {
        print_line(&format!("  paused     {}", pause.message));
        print_line("  Continue it with `fetchgrid run … --resume`.");
    }
    if info.interrupted {
        print_line("  The last run did not finish: continue it with `fetchgrid run … --resume`.");
    }
    Ok(Ending::AllSucceeded)
}
