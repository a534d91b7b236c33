use fetchgrid_export::About;
use fetchgrid_model::{ExportOptions, ExportScope, Method, Workers};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use crate::document::OpenDocument;
use crate::error::AppError;
use crate::recent::millis;

/// The sheet that tells where a table came from, so that a colleague can judge it and repeat it.
pub(crate) fn this_run(document: &OpenDocument, options: &ExportOptions) -> Result<About, AppError> {
    let counts = document.store.counts();
    let extraction = document.extraction();
    let mut lines: Vec<(String, String)> = Vec::new();
    let mut line = |name: &str, value: String| lines.push((name.to_owned(), value));
    line("Document", document.name());
    line("API address", extraction.request.public_address());
    line("Method", if extraction.request.method == Method::Get { "GET" } else { "POST" }.into());
    line("Placeholders", document.store.placeholders().join(", "));
    line("Requests planned", counts.planned.to_string());
    line("Requests succeeded", counts.succeeded.to_string());
    line("Requests failed", counts.failed.to_string());
    line("Requests not sent", counts.missing().to_string());
    line("Rows in the table", counts.rows.to_string());
    line(
        "Rows in this file",
        match options.scope {
            ExportScope::All => "all".into(),
            ExportScope::Failed => "the failed requests".into(),
            ExportScope::Selection => "the selected cells of the current view".into(),
            ExportScope::Groups => "groups of the current view".into(),
            ExportScope::View if options.view.search.is_empty() => "the current view".into(),
            ExportScope::View => format!("the current view, rows that contain “{}”", options.view.search),
        },
    );
    if let Some(run) = document.store.last_run()? {
        line("Last run began", timestamp(run.started_at_ms));
        line("Last run ended", run.ended_at_ms.map_or_else(|| "did not end".into(), timestamp));
        let workers = match run.settings.workers {
            Workers::Fixed(number) => number.to_string(),
            Workers::Auto(_) => "chosen automatically".into(),
        };
        line("Workers", workers);
        if let Some(rate) = run.settings.limits.rate {
            line("At most, requests a second", format!("{:.3}", rate.per_second()));
        }
        line("Time-out, seconds", run.settings.timeout_seconds.to_string());
        line("Retries", run.settings.retries.to_string());
    }
    line("Exported", timestamp(millis(std::time::SystemTime::now())));
    line("Made with", format!("Fetchgrid {}", env!("CARGO_PKG_VERSION")));
    Ok(About { title: "About this run".into(), lines })
}

/// `2026-01-31T12:00:00.25Z`: UTC, so that two machines write the same.
pub(crate) fn timestamp(ms: i64) -> String {
    OffsetDateTime::from_unix_timestamp_nanos(i128::from(ms) * 1_000_000)
        .ok()
        .and_then(|time| time.format(&Rfc3339).ok())
        .unwrap_or_else(|| ms.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_utc_and_readable() {
        let check = |ms, expected: &str| assert_eq!(timestamp(ms), expected);
        check(0, "1970-01-01T00:00:00Z");
        check(1_767_225_600_250, "2026-01-01T00:00:00.25Z");
        check(i64::MAX, &i64::MAX.to_string());
    }
}
