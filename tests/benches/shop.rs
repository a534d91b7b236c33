//! A table as a shop has it, with as many rows and columns as are wanted.

use std::path::Path;

use fetchgrid_model::{Header, Outcome, OutcomeResult, Response, Rest, RunSettings, StartMode};
use fetchgrid_store::{Document, RunMark, RunStart};

/// Columns that every product has, the value of the request among them.
pub const COLUMNS: usize = 20;

pub fn make(path: &Path, rows: u64, per_answer: u64, columns: usize) {
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
    let document = Document::create(path).expect("a document");
    let answers = rows.div_ceil(per_answer);
    runtime.block_on(async {
        let recorder = document.begin_run(run(StartMode::StartOver, answers)).expect("a run");
        for position in 0..answers {
            let records: Vec<String> = (position * per_answer..((position + 1) * per_answer).min(rows))
                .map(|id| record(id, columns))
                .collect();
            let body = if per_answer == 1 { records.concat() } else { format!("[{}]", records.join(",")) };
            recorder.record(outcome(position, body)).await.expect("recorded");
        }
        recorder.finish(RunMark::Finished).await.expect("its end");
    });
    document.settle().expect("settles");
}

pub fn run(mode: StartMode, planned: u64) -> RunStart {
    RunStart {
        mode,
        planned,
        fingerprint: "bench".into(),
        placeholders: vec!["id".into()],
        settings: RunSettings::default(),
        request: mode.into(),
        keep_since_ms: None,
    }
}

pub fn outcome(position: u64, body: String) -> Outcome {
    let content_type = Header { name: "content-type".into(), value: "application/json".into() };
    Outcome {
        position,
        page: 1,
        rest: Rest::SINGLE,
        values: vec![position.to_string()],
        address: format!("https://api.example.org/products/{position}"),
        started_at_ms: 1_700_000_000_000 + position as i64,
        duration_us: 1500,
        attempts: 1,
        result: OutcomeResult::Response(Response { status: 200, headers: vec![content_type], body: body.into() }),
    }
}

/// Nineteen fields, as a shop describes a product; with the value of the request, twenty columns. What more are wanted are
/// stocks on shelves.
pub fn record(id: u64, columns: usize) -> String {
    let mixed = mixed(id);
    let more = (COLUMNS..columns).map(|number| format!(r#","shelf_{number}":{}"#, shelf(id, number)));
    let (more, image): (String, _) = (more.collect(), image(id));
    let of = |words: &[&str], shift: u32| words[((mixed >> shift) % words.len() as u64) as usize].to_owned();
    let word = of(&["oak", "steel", "linen", "glass", "slate", "Ahorn", "Nußbaum", "pin d’Oregon"], 3);
    let city = of(&["Nordhamn", "Söderhamn", "Oslo", "Bergen", "Gent", "Liège", "Zürich", "Köln", "Århus", "Turku"], 7);
    format!(
        r#"{{"sku":"{mixed:012}","name":"Table of {word} no. {mixed}","price":{}.{:02},"currency":"{}","in_stock":{},"quantity":{},"supplier":"Supplier {}","street":"Harbour Road {}","city":"{city}","zip":"{:05}","country":"{}","rating":4.{},"width":{},"height":74,"depth":{},"status":"{}","created":"20{:02}-{:02}-{:02}T08:15:30Z","updated":{},"image":"{image}"{more}}}"#,
        mixed % 900 + 10,
        mixed % 100,
        of(&["EUR", "NOK", "SEK", "CHF"], 11),
        !mixed.is_multiple_of(3),
        mixed % 4_000,
        mixed % 977,
        mixed % 300,
        mixed % 99_999,
        of(&["NO", "SE", "BE", "CH", "DE", "DK", "FI"], 13),
        mixed % 10,
        mixed % 80 + 60,
        mixed % 40 + 60,
        of(&["new", "active", "on sale", "discontinued"], 17),
        mixed % 20 + 5,
        mixed % 12 + 1,
        mixed % 28 + 1,
        if mixed.is_multiple_of(5) {
            "null".to_owned()
        } else {
            format!("\"2025-{:02}-{:02}\"", mixed % 12 + 1, mixed % 28 + 1)
        },
    )
}

pub fn shelf(id: u64, number: usize) -> u64 {
    mixed(id) % (number as u64 * 37)
}

pub fn image(id: u64) -> String {
    format!("https://img.example.org/products/{id}/front.jpg")
}

/// Mixed well, so that what is neighbouring in the table is not in an order.
pub fn mixed(id: u64) -> u64 {
    id.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 20
}
