//! What a large table costs in the real window: how soon rows are seen after a jump, how smoothly it scrolls, and how soon a
//! click is answered while rows arrive.
//!
//! Arguments: the number of rows and of columns; a path keeps the document for the next time. The window itself has to be
//! built before: `cargo build --release --workspace`.
#![expect(clippy::print_stdout, reason = "the figures are what a bench is for")]

use std::fs;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use fetchgrid_tests::{Answer, Server, Window};
use serde_json::{Value, json};

use crate::shop::{COLUMNS, image, make, mixed, record, shelf};

mod shop;

const ROWS: u64 = 5_000_000;
const WIDE: u64 = 30;
const PER_ANSWER: u64 = 100;

/// Of the run during which the window is clicked.
const LIVE_ANSWERS: u64 = 3_000;
const LIVE_PER_ANSWER: u64 = 200;
const WORKERS: u64 = 8;
const LATENCY: Duration = Duration::from_millis(75);
const CLICKS: usize = 25;

/// Opening and counting may take a while on a cold disk.
const LONG: Duration = Duration::from_secs(120);

/// Notes when a key went down and when an awaited text was drawn thereafter.
const WATCH: &str = "
    const draw = CanvasRenderingContext2D.prototype.fillText;
    CanvasRenderingContext2D.prototype.fillText = function (text, ...at) {
        window.isThere ||= text === window.number;
        if (window.isThere && text === window.awaited) window.seen ??= performance.now();
        return draw.call(this, text, ...at);
    };
    document.addEventListener('keydown', ({ key }) => { if (key !== 'Control') window.pressed ??= performance.now(); }, true);
    // Two frames later whatever the click asked for is on the screen.
    window.clicks = [];
    document.addEventListener('pointerdown', (event) => {
        const at = event.timeStamp;
        requestAnimationFrame(() => requestAnimationFrame(() => window.clicks.push(performance.now() - at)));
    }, true);";

/// Ten rows a frame for five seconds.
const SCROLL: &str = "
    const scroller = document.querySelector('section[aria-label=Results] .dvn-scroller');
    const frames = [];
    let last = performance.now();
    const end = last + 5000;
    const step = () => {
        const now = performance.now();
        frames.push(now - last);
        last = now;
        scroller.scrollTop += 280;
        if (now < end) requestAnimationFrame(step); else window.frameTimes = frames;
    };
    requestAnimationFrame(step);";

#[tokio::main]
async fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    let number = |at: usize, usual| arguments.get(at).and_then(|text| text.parse().ok()).unwrap_or(usual);
    let (rows, columns) = (number(0, ROWS), number(1, WIDE));
    let folder = tempfile::tempdir().expect("a folder");
    let path = arguments.get(2).map_or_else(|| folder.path().join("large.fetchgrid"), PathBuf::from);
    if !path.exists() {
        let path = path.clone();
        let made = tokio::task::spawn_blocking(move || make(&path, rows, PER_ANSWER, columns as usize));
        made.await.expect("the document is made");
    }
    println!("{rows} rows x {columns} columns in the window");
    large(&path.display().to_string(), rows, columns as usize).await;
    live().await;
}

async fn large(path: &str, rows: u64, columns: usize) {
    let begun = Instant::now();
    let window = Window::open(&[path]).await;
    let count = async || window.rows().await.unwrap_or(0);
    window.until_within(LONG, "all rows are counted", async || Ok(count().await == rows)).await;
    let grid = window.grid("Results");
    grid.until_filled().await;
    println!("{:>44} {:>8.0} ms", "the window with its first rows", begun.elapsed().as_secs_f64() * 1e3);
    window.script(WATCH).await.expect("the page answers");

    grid.focus("sku", 0).await;
    let (end, home) = ("\u{e009}\u{e010}\u{e000}", "\u{e009}\u{e011}\u{e000}");
    let at_end = last(rows - 1, columns);
    for (what, row, text, keys) in [
        ("Ctrl+End", rows - 1, &at_end, end),
        ("Ctrl+Home", 0, &sku(0), home),
        ("Ctrl+End again", rows - 1, &at_end, end),
        ("Ctrl+Home again", 0, &sku(0), home),
    ] {
        let time = jump(&window, row, text, async || window.type_keys(keys).await).await;
        println!("{what:>44} {time:>8.0} ms");
    }
    let mut times = Vec::new();
    for row in (1..20).map(|part| rows / 20 * part) {
        window.type_keys("\u{e009}g\u{e000}").await;
        window.until("the field for the row", async || Ok(window.script(ROW_FIELD).await? == json!(true))).await;
        window.type_keys(&(row + 1).to_string()).await;
        times.push(jump(&window, row, &sku(row), async || window.type_keys("\u{e007}").await).await);
        window.until("the dialog is shut", async || Ok(window.script(NO_DIALOG).await? == json!(true))).await;
    }
    tell("go to row", &mut times);

    window.script(SCROLL).await.expect("the page answers");
    let mut frames = numbers(&taken(&window, "return window.frameTimes ?? null").await);
    tell("a frame while it scrolls", &mut frames);
    println!("{:>44} {:>8} MB", "the web process", proportional_mb("WebKitWebProces"));
    println!("{:>44} {:>8} MB at most", "the program", peak_mb("fetchgrid-deskt"));

    let begun = Instant::now();
    window.type_keys("\u{e009}a\u{e000}").await;
    window.type_keys("\u{e009}c\u{e000}").await;
    window.see("Save as a file…").await;
    println!("{:>44} {:>8.0} ms", "everything copied: a file is offered", begun.elapsed().as_secs_f64() * 1e3);
    window.escape().await;
    let begun = Instant::now();
    let cells = window.client().execute_async(COPY, vec![json!(1_000_000)]).await.expect("copies");
    println!(
        "{:>44} {:>8.0} ms, {cells} cells",
        "a million cells to the clipboard",
        begun.elapsed().as_secs_f64() * 1e3
    );
    window.close().await;
}

const NO_DIALOG: &str =
    "return document.querySelector('[role=dialog]') === null && document.activeElement.closest('canvas') !== null";
const ROW_FIELD: &str = "return document.querySelector('[role=dialog] input') === document.activeElement";

/// The first rows of all columns, as many cells as asked for.
const COPY: &str = "
    const [cells, done] = arguments;
    const { invoke } = window.__TAURI_INTERNALS__;
    const view = { sort: [], filter: { kind: 'all' }, search: '', today: null };
    invoke('rows_view', { view, firstRows: 0, anchor: null }).then((info) => {
        const columns = info.columns.map((column) => column.id);
        const selection = { areas: [{ fromRow: 0, toRow: Math.floor(cells / columns.length), columns }] };
        return invoke('rows_copy', { viewId: info.id, selection, style: { format: 'tsv', headers: true, decimalComma: false } });
    }).then(done, (error) => done(String(error.message ?? error)));";

/// Milliseconds from the last key until the text is drawn in a row.
async fn jump(window: &Window, row: u64, text: &str, press: impl AsyncFn()) -> f64 {
    let script = format!(
        "window.number = '{}'; window.awaited = '{text}'; window.seen = window.pressed = null; window.isThere = false",
        row + 1
    );
    window.script(&script).await.expect("the page answers");
    press().await;
    let script = "return window.seen === null ? null : window.seen - window.pressed";
    taken(window, script).await.as_f64().unwrap_or(f64::NAN)
}

/// What stands in the second column of a row, and in no other.
fn sku(row: u64) -> String {
    format!("{:012}", mixed(row))
}

/// What stands in the last column of a row.
fn last(row: u64, columns: usize) -> String {
    if columns > COLUMNS { shelf(row, columns - 1).to_string() } else { image(row) }
}

/// Waits until a script returns something.
async fn taken(window: &Window, script: &str) -> Value {
    window.until("it has been measured", async || Ok(!window.script(script).await?.is_null())).await;
    window.script(script).await.expect("the page answers")
}

/// Clicks into the grid while some twenty thousand rows a second arrive.
async fn live() {
    let server = Server::start(|seen| {
        let answer: u64 = seen.last_part().parse().unwrap_or(0);
        let records = (answer * LIVE_PER_ANSWER..(answer + 1) * LIVE_PER_ANSWER).map(|id| record(id, COLUMNS));
        let body = format!("[{}]", records.collect::<Vec<_>>().join(","));
        Answer::After(LATENCY, Box::new(Answer::Text("application/json", body)))
    });
    let window = Window::open(&[]).await;
    window.press("New").await;
    window.fill("Address", &server.at("/{n}")).await;
    window.fill("Values of {n}", &format!("1-{LIVE_ANSWERS}")).await;
    window.fill("Workers", &WORKERS.to_string()).await;
    window.press("Run").await;
    window.until("rows arrive", async || Ok(window.rows().await? > 10 * LIVE_PER_ANSWER)).await;
    window.script(WATCH).await.expect("the page answers");
    let grid = window.grid("Results");
    grid.until_filled().await;
    let title = grid.title_place("sku").await;
    let (begun, before) = (Instant::now(), window.rows().await.unwrap_or(0));
    for click in 0..CLICKS {
        grid.click(fetchgrid_tests::Grid::below(title, click as u64 % 15)).await;
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    let rows = window.rows().await.unwrap_or(0) - before;
    let (done, _) = window.done().await.unwrap_or_default();
    println!("{:>44} {:>8.0} rows a second", "while they arrive", rows as f64 / begun.elapsed().as_secs_f64());
    let mut clicks = numbers(&window.script("return window.clicks").await.expect("the page answers"));
    tell("a click and what it shows", &mut clicks);
    println!("{:>44} {:>8}", "the run went on", done < LIVE_ANSWERS);
    window.close().await;
}

fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().map(|numbers| numbers.iter().filter_map(Value::as_f64).collect()).unwrap_or_default()
}

fn tell(what: &str, times: &mut [f64]) {
    times.sort_unstable_by(f64::total_cmp);
    let at = |share: f64| times.get(((times.len() as f64 - 1.0) * share) as usize).copied().unwrap_or(f64::NAN);
    println!("{what:>44} {:>8.0} ms median, {:.0} at most, of {}", at(0.5), at(1.0), times.len());
}

/// Of all programs of that name, as the kernel cuts it. Memory that several share is divided among them.
fn proportional_mb(name: &str) -> u64 {
    sum_of(name, "smaps_rollup", "Pss:")
}

fn peak_mb(name: &str) -> u64 {
    sum_of(name, "status", "VmHWM:")
}

fn sum_of(name: &str, file: &str, field: &str) -> u64 {
    let processes = fs::read_dir("/proc").into_iter().flatten().flatten().map(|entry| entry.path());
    let ours = processes
        .filter(|process| fs::read_to_string(process.join("comm")).is_ok_and(|known| known.trim_end() == name));
    let kilobytes = ours.filter_map(|process| {
        let text = fs::read_to_string(process.join(file)).ok()?;
        let line = text.lines().find_map(|line| line.strip_prefix(field))?;
        line.split_whitespace().next()?.parse::<u64>().ok()
    });
    kilobytes.sum::<u64>() / 1024
}
