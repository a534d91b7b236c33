use fetchgrid_app::{AppError, OpenDocument};

use crate::arguments::FailuresArguments;
use crate::around::around;
use crate::outcome::Ending;
use crate::run::print_line;

/// What failed, grouped, the most frequent first.
pub fn failures(arguments: FailuresArguments) -> Result<Ending, AppError> {
    let document = OpenDocument::open(&arguments.document, &around())?;
    let groups = document.failure_groups()?;
    if arguments.json {
        print_line(&serde_json::to_string_pretty(&groups).expect("groups are always JSON"));
        return Ok(Ending::AllSucceeded);
    }
    if groups.is_empty() {
        print_line("No request failed.");
    }
    for group in groups {
        let status = group.status.map(|status| format!(" {status}")).unwrap_or_default();
        print_line(&format!("{} × {}{status} · {}", group.count, group.category.as_str(), group.host));
        print_line(&format!("    {}", group.message));
    }
    Ok(Ending::AllSucceeded)
}
