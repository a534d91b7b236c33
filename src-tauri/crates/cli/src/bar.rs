use std::io::IsTerminal;
use std::sync::Arc;

use fetchgrid_app::{AppEvent, EventSink};
use fetchgrid_model::RunPhase;
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
        let left =
            progress.left_ms.map_or_else(String::new, |ms| format!(" · {}:{:02} left", ms / 60_000, ms / 1000 % 60));
        bar.set_message(format!(
            "{} of {} · {} failed · {:.0}/s{left}",
            HumanCount(progress.done),
            HumanCount(progress.total),
            HumanCount(progress.failed),
            progress.per_second
        ));
        if matches!(progress.phase, RunPhase::Finished | RunPhase::Stopped | RunPhase::Broken) {
            bar.finish();
        }
    })
}
