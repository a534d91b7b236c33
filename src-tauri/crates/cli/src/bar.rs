use std::io::IsTerminal;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use fetchgrid_app::{AppEvent, EventSink};
use fetchgrid_model::{RunPhase, RunWait, WaitKind};
use indicatif::{HumanCount, ProgressBar, ProgressDrawTarget, ProgressStyle};

/// A progress bar on standard error when that is a terminal; otherwise nothing.
pub fn sink() -> EventSink {
    let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
    let style = ProgressStyle::with_template("{wide_bar} {msg}").expect("the template is fixed and sound");
    bar.set_style(style);
    let shows = std::io::stderr().is_terminal();
    Arc::new(move |event| {
        let AppEvent::Progress { progress } = event else { return };
        if !shows {
            return;
        }
        bar.set_length(progress.total);
        bar.set_position(progress.done);
        let waits = progress.wait.as_ref().map_or_else(String::new, |wait| format!(" · {}", waits(wait)));
        let left =
            progress.left_ms.map_or_else(String::new, |ms| format!(" · {}:{:02} left", ms / 60_000, ms / 1000 % 60));
        bar.set_message(format!(
            "{} of {} · {} failed · {:.0}/s{left}{waits}",
            HumanCount(progress.done),
            HumanCount(progress.total),
            HumanCount(progress.failed),
            progress.per_second
        ));
        if matches!(progress.phase, RunPhase::Finished | RunPhase::Stopped | RunPhase::PausedItself | RunPhase::Broken)
        {
            bar.finish();
        }
    })
}

/// Why nothing is sent at the moment, and for how long.
fn waits(wait: &RunWait) -> String {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_millis() as i64);
    let seconds = (wait.until_ms - now).max(0) / 1000;
    let left = format!("{}:{:02}", seconds / 60, seconds % 60);
    match wait.kind {
        WaitKind::SlowDown => format!("{} asked us to slow down; continuing in {left}", wait.host),
        WaitKind::Quota => format!("the daily quota of {} is used up; continuing in {left}", wait.host),
        WaitKind::Offline => format!("{} cannot be reached; next try in {left}", wait.host),
    }
}
