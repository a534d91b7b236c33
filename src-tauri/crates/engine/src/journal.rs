use std::collections::VecDeque;

use fetchgrid_model::{FailureCategory, LogEntry, LogKind};

use crate::attempt::Failed;
use crate::plan::Plan;

/// Entries that are kept: what a person scrolls through, and no more than some forty kilobytes.
pub(crate) const LENGTH: usize = 1000;

/// Something that happened, in numbers; the words are put together when somebody reads them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Event {
    Started {
        attempt: u32,
    },
    Done {
        status: u16,
        micros: u64,
    },
    Retrying {
        why: Why,
        wait_us: u64,
    },
    Failed {
        why: Why,
        micros: u64,
    },
    /// Nothing was sent: an equal request was answered, or the document had an answer that is young enough.
    Reused,
    Run(RunEvent),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Why {
    pub(crate) category: FailureCategory,
    pub(crate) status: Option<u16>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RunEvent {
    Began { workers: u16, total: u64 },
    Paused,
    Resumed,
    Stopping,
    Finished,
    Stopped,
    PausedItself,
    Broken,
}

#[derive(Clone, Copy, Debug)]
struct Entry {
    at_ms: i64,
    /// From 1; 0 for the run itself.
    worker: u16,
    position: u64,
    page: u32,
    event: Event,
}

/// The last thousand events of a run.
#[derive(Debug, Default)]
pub(crate) struct Journal {
    entries: VecDeque<Entry>,
    /// Events that were dropped from the front.
    dropped: u64,
}

impl Journal {
    pub(crate) fn note(&mut self, at_ms: i64, worker: u16, (position, page): (u64, u32), event: Event) {
        if self.entries.len() == LENGTH {
            self.entries.pop_front();
            self.dropped += 1;
        }
        self.entries.push_back(Entry { at_ms, worker, position, page, event });
    }

    /// A copy that can be put into words without holding anybody up.
    pub(crate) fn copy(&self) -> Self {
        Journal { entries: self.entries.clone(), dropped: self.dropped }
    }

    pub(crate) fn words(&self, plan: &Plan) -> Vec<LogEntry> {
        self.entries
            .iter()
            .enumerate()
            .map(|(index, entry)| LogEntry {
                number: self.dropped + index as u64,
                at_ms: entry.at_ms,
                worker: entry.worker,
                kind: entry.event.kind(),
                text: entry.text(plan),
            })
            .collect()
    }
}

impl Event {
    fn kind(self) -> LogKind {
        match self {
            Event::Started { .. } => LogKind::Started,
            Event::Done { .. } | Event::Reused => LogKind::Done,
            Event::Retrying { .. } => LogKind::Retrying,
            Event::Failed { .. } => LogKind::Failed,
            Event::Run(_) => LogKind::Run,
        }
    }
}

impl Entry {
    /// Who did it stands beside the text, in the entry's `worker`.
    fn text(&self, plan: &Plan) -> String {
        let label = || match self.page {
            ..=1 => label(plan, self.position),
            page => format!("{} (page {page})", label(plan, self.position)),
        };
        match self.event {
            Event::Started { attempt: 1 } => format!("started {}", label()),
            Event::Started { attempt } => format!("started {} again, attempt {attempt}", label()),
            Event::Done { status, micros } => format!("{} done {status} in {}", label(), time(micros)),
            Event::Retrying { why, wait_us } => {
                format!("{} {}, trying again in {}", label(), why.words(), time(wait_us))
            }
            // It was never sent.
            Event::Failed { why, micros: 0 } => format!("{} failed: {}", label(), why.words()),
            Event::Failed { why, micros } => format!("{} failed after {}: {}", label(), time(micros), why.words()),
            Event::Reused => format!("{} taken from an answer that is there", label()),
            Event::Run(event) => event.words(),
        }
    }
}

/// The values of a request, as "materials 49".
pub(crate) fn label(plan: &Plan, position: u64) -> String {
    let values = plan.values(position);
    if values.is_empty() { "the request".to_owned() } else { values.join(" ") }
}

fn time(micros: u64) -> String {
    match micros {
        0..=999 => format!("{micros} µs"),
        1_000..=9_999 => format!("{:.1} ms", micros as f64 / 1e3),
        10_000..=999_999 => format!("{} ms", (micros + 500) / 1000),
        _ => format!("{:.1} s", micros as f64 / 1e6),
    }
}

impl Why {
    pub(crate) fn of(failed: &Failed) -> Self {
        Why { category: failed.cause.category, status: failed.response.as_ref().map(|response| response.status) }
    }

    fn words(self) -> String {
        use FailureCategory::*;
        let what = match self.category {
            Timeout => "no answer in time",
            Connection => "no connection",
            CutOff => "answer cut off",
            NameNotFound => "host not found",
            Tls => "no secure connection",
            SignIn => "key not accepted",
            NotFound => "no such record",
            TooManyRequests => "asked to slow down",
            ClientError => "not understood by the server",
            ServerError => "server problem",
            Redirect => "redirected",
            UnexpectedFormat => "unexpected format",
            WebPage => "a web page instead of data",
            ErrorInAnswer => "an error in the answer",
            TooLarge => "answer too large",
            Incomplete => "pages missing",
            InvalidRequest => "the value does not fit",
        };
        match self.status {
            Some(status) => format!("{what} ({status})"),
            None => what.to_owned(),
        }
    }
}

impl RunEvent {
    fn words(self) -> String {
        let many = |count: u64, one: &str| if count == 1 { format!("1 {one}") } else { format!("{count} {one}s") };
        match self {
            RunEvent::Began { workers, total } => {
                format!("Started: {} with {}", many(total, "request"), many(workers.into(), "worker"))
            }
            RunEvent::Paused => "Paused: no new requests are started".to_owned(),
            RunEvent::Resumed => "Resumed".to_owned(),
            RunEvent::Stopping => "Stopping: what is under way gets a moment to arrive".to_owned(),
            RunEvent::Finished => "Finished".to_owned(),
            RunEvent::Stopped => "Stopped; everything that arrived is kept".to_owned(),
            RunEvent::PausedItself => "The run paused itself; everything that arrived is kept".to_owned(),
            RunEvent::Broken => "The run broke off; everything that arrived is kept".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_at_a_glance() {
        for (micros, expected) in [
            (0, "0 µs"),
            (85, "85 µs"),
            (999, "999 µs"),
            (1_000, "1.0 ms"),
            (1_250, "1.2 ms"),
            (9_949, "9.9 ms"),
            (10_000, "10 ms"),
            (200_499, "200 ms"),
            (999_499, "999 ms"),
            (1_000_000, "1.0 s"),
            (30_500_000, "30.5 s"),
        ] {
            assert_eq!(time(micros), expected, "{micros}");
        }
    }
}
