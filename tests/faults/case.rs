//! A run of forty requests, of which every sixth meets a fault.

use std::ops::RangeInclusive;
use std::path::PathBuf;

use fetchgrid_tests::{Cli, Faults, Port, column, exported, failures, scratch, stored};
use serde_json::{Value, json};
use tempfile::TempDir;

const REQUESTS: u64 = 40;

/// 6, 12, 18, 24, 30 and 36.
const EVERY: u64 = 6;

const FAULTY: u64 = REQUESTS / EVERY;

/// Seconds for an attempt: the good requests of a run are to succeed at the first one, on a busy machine too.
const PATIENT: &str = "20";

/// Retries of a passing failure, and so the attempts.
pub const PASSING: RangeInclusive<u64> = 3..=3;
pub const LASTING: RangeInclusive<u64> = 1..=1;

fn is_faulty(id: u64) -> bool {
    id.is_multiple_of(EVERY)
}

pub struct Case {
    kind: &'static str,
    scheme: &'static str,
    good: Port,
    bad: Port,
    timeout: &'static str,
    args: Vec<String>,
}

/// A run that has ended, and all that is there to look at.
pub struct Seen {
    pub faults: Faults,
    pub document: PathBuf,
    pub summary: Value,
    pub peak_kib: u64,
    kind: &'static str,
    _folder: TempDir,
}

impl Case {
    /// The fault is that of the path.
    pub fn new(kind: &'static str) -> Self {
        Case { kind, scheme: "http", good: Port::Plain, bad: Port::Plain, timeout: PATIENT, args: Vec::new() }
    }

    /// The fault is that of the port.
    pub fn at(port: Port) -> Self {
        Case { bad: port, ..Case::new("ok") }
    }

    pub fn secure(self) -> Self {
        Case { scheme: "https", good: Port::Trusted, ..self }
    }

    /// Seconds for an attempt, where the fault is that nothing comes.
    pub fn timeout(self, seconds: &'static str) -> Self {
        Case { timeout: seconds, ..self }
    }

    pub fn with<'a>(mut self, args: impl IntoIterator<Item = &'a str>) -> Self {
        self.args.extend(args.into_iter().map(str::to_owned));
        self
    }

    pub fn run(&self, code: i32) -> Seen {
        let faults = Faults::start();
        let folder = scratch();
        let document = folder.path().join(format!("{}.fetchgrid", self.kind));
        let each = |part: &dyn Fn(u64) -> String| (1..=REQUESTS).map(part).collect::<Vec<_>>().join(",");
        let of = |id: u64| if is_faulty(id) { (self.bad, self.kind) } else { (self.good, "ok") };
        let authority = folder.path().join("authority.pem");
        std::fs::write(&authority, faults.authority()).expect("a file");
        let mut cli = Cli::new(["fetch", &format!("{}://127.0.0.1:{{port}}/{{kind}}/{{id}}", self.scheme)])
            .with(["--values", &format!("port={}", each(&|id| faults.port(of(id).0).to_string()))])
            .with(["--values", &format!("kind={}", each(&|id| of(id).1.to_owned()))])
            .with(["--values", &format!("id=1-{REQUESTS}"), "--combine", "zip", "--json"])
            .with(["--timeout", self.timeout, "--retries", "2", "--backoff", "1ms..5ms"])
            .with(["--stop-when-first-fail", "never", "--document"])
            .with([&document]);
        if self.scheme == "https" {
            cli = cli.with(["--certificate"]).with([&authority]);
        }
        let ran = cli.with(&self.args).run().expect(code);
        let (summary, peak_kib) = (ran.json(), ran.peak_kib());
        Seen { faults, document, summary, peak_kib, kind: self.kind, _folder: folder }
    }

    /// Every faulty request fails like this, and every other one succeeds at its first attempt.
    pub fn fails(self, category: &str, attempts: RangeInclusive<u64>, words: &[&str]) -> Seen {
        let seen = self.run(2);
        assert_eq!(seen.summary["failures"], json!({ category: FAULTY }), "{}", self.kind);
        let groups = failures(&seen.document);
        assert_eq!(groups.len(), 1, "{groups:?}");
        let group = &groups[0];
        assert_eq!((&group["category"], &group["count"]), (&json!(category), &json!(FAULTY)));
        assert!(group["host"].as_str().unwrap_or_default().contains("127.0.0.1"), "{group}");
        assert!(group["firstAtMs"].as_i64() <= group["lastAtMs"].as_i64() && group["firstAtMs"].as_i64() > Some(0));
        assert!(is_faulty(1 + group["sample"].as_u64().expect("a place in the plan")), "{group}");
        let message = group["message"].as_str().unwrap_or_default();
        for word in words {
            assert!(message.contains(word), "{}: `{word}` is not in: {message}", self.kind);
        }
        for request in stored(&seen.document).iter().filter(|request| is_faulty(request.position + 1)) {
            let id = request.position + 1;
            assert!(!request.ok, "{} {id} succeeded", self.kind);
            assert_eq!(request.category.as_deref(), Some(category), "{id}: {:?}", request.message);
            assert!(attempts.contains(&request.attempts), "{id} says {} attempts", request.attempts);
            if self.bad == Port::Plain && self.scheme == "http" {
                let counted = seen.asked(id);
                assert!(attempts.contains(&counted), "{} {id} was sent {counted} times", self.kind);
            }
        }
        seen.others_are_well();
        seen
    }

    /// Every request succeeds, the faulty ones after so many attempts.
    pub fn succeeds(self, attempts: RangeInclusive<u64>) -> Seen {
        let seen = self.run(0);
        for id in (1..=REQUESTS).filter(|id| is_faulty(*id)) {
            let counted = seen.asked(id);
            assert!(attempts.contains(&counted), "{} {id} was sent {counted} times", self.kind);
        }
        assert_eq!(stored(&seen.document).iter().filter(|request| request.ok).count() as u64, REQUESTS);
        seen.others_are_well();
        seen
    }
}

impl Seen {
    /// How often the faulty request with this number was sent.
    pub fn asked(&self, id: u64) -> u64 {
        self.faults.attempts(&format!("/{}/{id}", self.kind))
    }

    /// Every request that meets no fault succeeded at its first attempt, was sent once, and has its row.
    fn others_are_well(&self) {
        let requests = stored(&self.document);
        assert_eq!(requests.len() as u64, REQUESTS, "{}", self.kind);
        let others: Vec<u64> = (1..=REQUESTS).filter(|id| !is_faulty(*id)).collect();
        for id in &others {
            let request = &requests[*id as usize - 1];
            assert!(request.ok, "{}: {id} was hurt: {:?}", self.kind, request.message);
            assert_eq!(request.attempts, 1, "{}: {id} was hurt", self.kind);
            assert_eq!(self.faults.attempts(&format!("/ok/{id}")), 1, "{}: {id}", self.kind);
        }
        let ids = column(&exported(&self.document), "id");
        for id in others {
            assert_eq!(ids.iter().filter(|other| **other == id.to_string()).count(), 1, "the row of {id}");
        }
    }

    /// One column of the table by the number of the request.
    pub fn cells(&self, title: &str) -> Vec<String> {
        column(&exported(&self.document), title)
    }
}
