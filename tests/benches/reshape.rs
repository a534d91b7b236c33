//! What it takes to make another table of everything that was fetched, and what shaping costs while it is fetched.
#![expect(clippy::print_stdout, reason = "the figures are what a bench is for")]

use std::fs;
use std::sync::Arc;
use std::time::Instant;

use fetchgrid_model::{
    Header, ListPolicy, Outcome, OutcomeResult, RecordUnit, Records, Response, Rest, RunSettings, ShapeStep, StartMode,
};
use fetchgrid_store::{Document, Recorder, ReshapeControl, RunMark, RunStart};

/// As in the programs.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Stored answers. Another number may be given as an argument.
const ANSWERS: u64 = 1_000_000;
/// For the comparison, each round.
const COMPARED: u64 = 100_000;
const ROUNDS: usize = 3;

/// With a good status and nothing to be shaped: the answer is stored, and that is all.
const NO_CONTENT: u16 = 204;

fn main() {
    let answers = std::env::args().filter_map(|argument| argument.parse().ok()).next().unwrap_or(ANSWERS);
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
    let folder = tempfile::tempdir().expect("a folder");

    println!("{COMPARED} answers of {} bytes, {ROUNDS} rounds; answers per second:", body(1).len());
    println!("{:>8} {:>12} {:>12} {:>8}", "round", "shaped", "stored only", "cost");
    let mut costs = Vec::new();
    for round in 1..=ROUNDS {
        let rate = |status: u16| {
            let path = folder.path().join(format!("{round}-{status}.fetchgrid"));
            let start = Instant::now();
            drop(runtime.block_on(stored(&path, COMPARED, status)));
            COMPARED as f64 / start.elapsed().as_secs_f64()
        };
        let (shaped, stored) = (rate(200), rate(NO_CONTENT));
        costs.push(1.0 - shaped / stored);
        println!("{round:>8} {shaped:>12.0} {stored:>12.0} {:>7.0} %", 100.0 * costs[round - 1]);
    }
    costs.sort_by(f64::total_cmp);

    let document = runtime.block_on(stored(&folder.path().join("large.fetchgrid"), answers, 200));
    let at = |path: &str| {
        let records = Records::At { path: path.into(), unit: RecordUnit::Elements };
        vec![ShapeStep::Records { records }]
    };
    let rows = vec![ShapeStep::List { path: "tags".into(), policy: ListPolicy::Rows }];
    let shapes = [
        ("the answer, said", at("$")),
        ("its lists as rows", rows),
        ("a list of it", at("$.variants[*]")),
        ("found out", Vec::new()),
    ];
    println!("\nPreview of the first answers, in milliseconds:");
    for (name, steps) in &shapes {
        let start = Instant::now();
        let preview = document.preview(steps, None).expect("previews");
        println!("{name:>20} {:>10} rows {:>8.1}", preview.total_rows, start.elapsed().as_secs_f64() * 1e3);
    }
    println!("\n{answers} stored answers, reshaped:");
    println!("{:>20} {:>10} {:>8} {:>10}", "", "rows", "seconds", "peak MB");
    for (name, steps) in shapes {
        // What the one before left to be tidied up is not part of this one.
        document.settle().expect("settles");
        // From here on the kernel counts the peak anew.
        let _ = fs::write("/proc/self/clear_refs", "5");
        let start = Instant::now();
        document.reshape(&steps, &Arc::new(ReshapeControl::default())).expect("reshapes");
        let seconds = start.elapsed().as_secs_f64();
        println!("{name:>20} {:>10} {seconds:>8.2} {:>10}", document.counts().rows, peak_mb());
    }
    println!("shaping costs {:.0} % of storing alone (median)", 100.0 * costs[ROUNDS / 2]);
}

async fn stored(path: &std::path::Path, answers: u64, status: u16) -> Document {
    let document = Document::create(path).expect("a document");
    let recorder = document
        .begin_run(RunStart {
            mode: StartMode::StartOver,
            planned: answers,
            fingerprint: "bench".into(),
            placeholders: vec!["id".into()],
            settings: RunSettings::default(),
            request: StartMode::StartOver.into(),
            keep_since_ms: None,
        })
        .expect("a run");
    for position in 0..answers {
        record(&recorder, position, status).await;
    }
    recorder.finish(RunMark::Finished).await.expect("its end");
    document
}

async fn record(recorder: &Recorder, position: u64, status: u16) {
    let content_type = Header { name: "content-type".into(), value: "application/json".into() };
    let response = Response { status, headers: vec![content_type], body: body(position).into() };
    let outcome = Outcome {
        position,
        page: 1,
        rest: Rest::SINGLE,
        values: vec![position.to_string()],
        address: format!("https://api.example.org/products/{position}"),
        started_at_ms: 1_700_000_000_000 + position as i64,
        duration_us: 1500,
        attempts: 1,
        result: OutcomeResult::Response(response),
    };
    recorder.record(outcome).await.expect("recorded");
}

/// About 800 bytes: a product as shops describe them.
fn body(id: u64) -> String {
    let word = ["oak", "steel", "linen", "glass", "slate"][(id % 5) as usize];
    format!(
        r#"{{"id":{id},"sku":"{id:08}","name":"Table of {word} no. {id}","price":{}.{:02},"currency":"EUR","in_stock":{},"quantity":{},"supplier":{{"id":{},"name":"Supplier {}","address":{{"street":"Harbour Road {}","city":"Nordhamn","zip":"{:05}","country":"NO"}},"rating":4.{}}},"dimensions":{{"width":{},"height":74,"depth":{},"unit":"cm"}},"tags":["{word}","table","indoor"],"variants":[{{"colour":"natural","sku":"{id:08}-N","surcharge":0}},{{"colour":"black","sku":"{id:08}-B","surcharge":12.50}}],"description":"A table made of {word}, finished by hand and packed flat; comes with screws, felt pads and a leaflet in nine languages.","created":"2024-03-{:02}T08:15:30Z","updated":null,"image":"https://img.example.org/products/{id}/front.jpg"}}"#,
        id % 900 + 10,
        id % 100,
        !id.is_multiple_of(3),
        id % 40,
        id % 97,
        id % 97,
        id % 60,
        id % 99_999,
        id % 10,
        id % 80 + 60,
        id % 40 + 60,
        id % 28 + 1,
    )
}

fn peak_mb() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak =
        status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.split_whitespace().next()?.parse::<u64>().ok());
    peak.unwrap_or(0) / 1024
}
