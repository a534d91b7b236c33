//! What a view of many rows costs: pages of it, its order, its filter, and all that is found out about it.
//!
//! Arguments: the number of rows, of rows to an answer, and of columns; a path keeps the document for the next time.
#![expect(clippy::print_stdout, reason = "the figures are what a bench is for")]

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use fetchgrid_model::{
    Area, Bound, Column, Condition, FacetRequest, Filter, GroupKey, Grouping, Measure, MeasureFunction, NumberRange,
    Selection, Sort, StartMode, View,
};
use fetchgrid_store::{Document, RunMark};

use crate::shop::{COLUMNS, make, outcome, record, run};

mod shop;

/// As in the programs.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const ROWS: u64 = 1_000_000;
const PER_ANSWER: u64 = 1;
const PAGE: u32 = 200;
const PAGES: u64 = 300;
const LIVE_ROWS: u64 = 200_000;
const LIVE_ROWS_A_SECOND: u64 = 20_000;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    let number = |at: usize, usual| arguments.get(at).and_then(|text| text.parse().ok()).unwrap_or(usual);
    let (rows, per_answer, columns) = (number(0, ROWS), number(1, PER_ANSWER), number(2, COLUMNS as u64) as usize);
    let folder = tempfile::tempdir().expect("a folder");
    let path = arguments.get(3).map_or_else(|| folder.path().join("views.fetchgrid"), PathBuf::from);
    if !path.exists() {
        let start = Instant::now();
        make(&path, rows, per_answer, columns);
        println!("made in {:.1} s", start.elapsed().as_secs_f64());
    }
    let document = Document::open(&path).expect("opens");
    let table = document.table();
    println!("{} rows x {} columns, {per_answer} to an answer", table.rows, table.columns.len());
    println!("{:>44} {:>10} {:>10} {:>8}", "", "ms", "ms of CPU", "peak MB");
    Bench { document, columns: table.columns.clone() }.run();
    live(&folder.path().join("live.fetchgrid"), &path);
}

/// A copy of the document grows by so many rows a second while a sorted and filtered view of it is asked for again and
/// again, and read.
fn live(path: &Path, grown_from: &Path) {
    fs::copy(grown_from, path).expect("a copy");
    let document = Document::open(path).expect("opens");
    let columns = document.table().columns.clone();
    let bench = Bench { document: document.clone(), columns };
    let view = View {
        sort: vec![Sort::ascending(bench.id("name"))],
        ..View::filtered(Filter::Column {
            column: bench.id("currency"),
            is: Condition::Equals { text: "eur".into(), match_case: false },
        })
    };
    let shown: Vec<i64> = bench.columns.iter().map(|column| column.id).collect();
    let before = document.counts().planned;
    let writer = std::thread::spawn({
        let document = document.clone();
        move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().expect("a runtime");
            runtime.block_on(async {
                let recorder = document.begin_run(run(StartMode::Missing, before + LIVE_ROWS)).expect("a run");
                let start = Instant::now();
                for row in 0..LIVE_ROWS {
                    if row % 200 == 0 {
                        let due = Duration::from_secs_f64(row as f64 / LIVE_ROWS_A_SECOND as f64);
                        tokio::time::sleep(due.saturating_sub(start.elapsed())).await;
                    }
                    recorder.record(outcome(before + row, record(before + row, COLUMNS))).await.expect("recorded");
                }
                recorder.finish(RunMark::Finished).await.expect("its end");
            });
        }
    });
    let (mut views, mut pages) = (Vec::new(), Vec::new());
    let _ = fs::write("/proc/self/clear_refs", "5");
    while !writer.is_finished() {
        let start = Instant::now();
        let info = document.view(&view, &|| false).expect("a view");
        views.push(start.elapsed());
        for page in 0..20 {
            let start = Instant::now();
            document.page(info.id, (page * 7_919 * 200) % info.rows.max(1), PAGE, &shown).expect("a page");
            pages.push(start.elapsed());
        }
        std::thread::sleep(Duration::from_millis(250));
    }
    writer.join().expect("the writer");
    for (name, mut times) in [("while 20 000 rows a second arrive: views", views), ("pages of 200", pages)] {
        times.sort_unstable();
        let at = |share: usize| milliseconds(times[(times.len() * share / 100).min(times.len() - 1)]);
        let count = times.len();
        println!("{name:>44} {:>10.1} {:>10} {:>8}   median {:.1} of {count}", at(99), "", peak_mb(), at(50));
    }
}

struct Bench {
    document: Document,
    columns: Vec<Column>,
}

impl Bench {
    fn id(&self, name: &str) -> i64 {
        self.columns.iter().find(|column| column.name == name).expect("a column").id
    }

    fn timed<T>(&self, name: &str, work: impl FnOnce() -> T) -> T {
        // From here on the kernel counts the peak anew.
        let _ = fs::write("/proc/self/clear_refs", "5");
        let (start, cpu) = (Instant::now(), cpu_milliseconds());
        let made = work();
        let (time, cpu) = (milliseconds(start.elapsed()), cpu_milliseconds() - cpu);
        println!("{name:>44} {time:>10.1} {cpu:>10} {:>8}", peak_mb());
        made
    }

    fn view(&self, name: &str, view: &View) -> u64 {
        let info = self.timed(name, || self.document.view(view, &|| false).expect("a view"));
        self.pages(info.id, info.rows);
        info.id
    }

    /// Pages all over a view, of the columns that a window shows.
    fn pages(&self, view: u64, rows: u64) {
        let shown: Vec<i64> = self.columns.iter().map(|column| column.id).collect();
        let _ = fs::write("/proc/self/clear_refs", "5");
        let mut times = Vec::new();
        for page in 0..PAGES.min(rows / 200 + 1) {
            // Far from the one before.
            let offset = (page * 7_919 * 200 + page * 13) % rows.max(1);
            let start = Instant::now();
            self.document.page(view, offset, PAGE, &shown).expect("a page");
            times.push(start.elapsed());
        }
        times.sort_unstable();
        let at = |share: usize| milliseconds(times[(times.len() * share / 100).min(times.len() - 1)]);
        println!("{:>44} {:>10.1} {:>10} {:>8}   median {:.1}", "pages of 200, p99", at(99), "", peak_mb(), at(50));
    }

    fn run(&self) {
        let column = |name: &str, is: Condition| Filter::Column { column: self.id(name), is };
        let contains = |text: &str| Condition::Contains { text: text.into(), match_case: false };
        let plain = self.view("plan order", &View::default());
        self.view("sorted by text", &View::sorted(Sort::ascending(self.id("name"))));
        self.view("sorted by the same text, downwards", &View::sorted(Sort::descending(self.id("name"))));
        self.view("sorted by whole numbers", &View::sorted(Sort::ascending(self.id("quantity"))));
        self.view("sorted by decimals", &View::sorted(Sort::ascending(self.id("price"))));
        let three = ["city", "quantity", "name"].map(|name| Sort::ascending(self.id(name)));
        self.view("sorted by three columns", &View { sort: three.to_vec(), ..View::default() });
        self.view("filter: contains", &View::filtered(column("name", contains("no. 77"))));
        let from = NumberRange { from: Some(Bound::included("30")), to: None };
        let filter = Filter::And {
            of: vec![column("quantity", Condition::Number { range: from }), column("city", contains("hamn"))],
        };
        let filtered = self.view("filter: two columns", &View::filtered(filter.clone()));
        self.view(
            "filter: two columns, sorted by text",
            &View { sort: vec![Sort::ascending(self.id("name"))], ..View::filtered(filter) },
        );
        let all: Vec<i64> = self.columns.iter().map(|column| column.id).collect();
        self.view("search over all columns", &View::found("777"));
        for name in ["city", "quantity", "name", "price"] {
            let request = FacetRequest { column: self.id(name), search: String::new(), limit: 500, bins: 30 };
            self.timed(&format!("facet: {name}"), || self.document.facet(plain, &request, &|| false).expect("a facet"));
        }
        let request = FacetRequest { column: self.id("city"), search: String::new(), limit: 500, bins: 30 };
        self.timed("facet: city, of the filtered", || {
            self.document.facet(filtered, &request, &|| false).expect("a facet")
        });
        for name in ["city", "quantity", "name", "price", "created"] {
            let id = self.id(name);
            self.timed(&format!("profile: {name}"), || self.document.profile(plain, id, &|| false).expect("a profile"));
        }
        let found =
            self.timed("find over all columns", || self.document.find(plain, "777", &all, &|| false).expect("a find"));
        println!("{:>44} {:>10} matches", "", found.matches);
        let grouping = Grouping {
            by: vec![
                GroupKey { column: self.id("city"), unit: None },
                GroupKey { column: self.id("status"), unit: None },
            ],
            measures: [MeasureFunction::Sum, MeasureFunction::Distinct]
                .map(|function| Measure { column: self.id("price"), function })
                .to_vec(),
            sort: None,
        };
        self.timed("groups of two columns", || self.document.group(plain, &grouping, &|| false).expect("groups"));
        let area = |columns: &[i64], cells: u64| {
            let to_row = cells / columns.len() as u64;
            Selection { areas: vec![Area { from_row: 0, to_row, columns: columns.to_vec() }] }
        };
        let million = area(&all, 1_000_000);
        self.timed("a million cells in figures", || {
            self.document.summarise(plain, &million, &|| false).expect("figures")
        });
        self.timed("a million cells, read", || self.read(plain, &million));
        let sorted = self.document.view(&View::sorted(Sort::ascending(self.id("name"))), &|| false).expect("a view");
        self.timed("a million cells, read from a sorted view", || self.read(sorted.id, &million));
    }

    fn read(&self, view: u64, selection: &Selection) -> usize {
        let mut rows = self.document.selected_rows(view, selection).expect("rows");
        let mut count = 0;
        while let Some(batch) = rows.next_batch().expect("reads") {
            count += batch.len();
        }
        count
    }
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

/// Of all threads; on a machine that does something else besides, it tells more than the clock. Tens of milliseconds.
fn cpu_milliseconds() -> u64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields: Vec<u64> =
        stat.rsplit(')').next().unwrap_or("").split_whitespace().map(|field| field.parse().unwrap_or(0)).collect();
    fields.iter().skip(11).take(2).sum::<u64>() * 10
}

fn peak_mb() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak =
        status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.split_whitespace().next()?.parse::<u64>().ok());
    peak.unwrap_or(0) / 1024
}
