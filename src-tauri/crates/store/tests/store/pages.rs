//! Answers that come in pages.

use fetchgrid_model::{FailureCategory, Outcome, Rest, StartMode, View};
use fetchgrid_store::Document;
use proptest::prelude::*;

use crate::support::{Folder, answer, assert_integrity, block_on, failure, finish, pages, places, record, start};

const PLANNED: u64 = 6;

fn page(position: u64, page: u32, rest: Rest) -> Outcome {
    let rows: Vec<String> = (0..page % 3 + 1).map(|row| format!("{{\"n\":\"{position}.{page}.{row}\"}}")).collect();
    Outcome { page, rest, ..answer(position, format!("[{}]", rows.join(","))) }
}

fn bad_page(position: u64, page: u32, rest: Rest) -> Outcome {
    Outcome { page, rest, ..failure(position, FailureCategory::ServerError, Some(500)) }
}

const fn ended(pages: u32) -> Rest {
    Rest::Ended { pages }
}

fn texts(document: &Document) -> Vec<String> {
    pages(document, &View::default(), 3).into_iter().map(|(_, cells)| cells["n"].text.clone()).collect()
}

fn counts(document: &Document) -> (u64, u64) {
    (document.counts().succeeded, document.counts().failed)
}

fn begin(document: &Document, mode: StartMode) -> fetchgrid_store::Recorder {
    document.begin_run(start(mode, PLANNED)).expect("begins")
}

#[test]
fn a_request_is_done_when_its_last_page_came() {
    let folder = Folder::new();
    let document = Document::create(&folder.document()).expect("creates");
    let recorder = begin(&document, StartMode::StartOver);
    record(&recorder, [page(1, 1, Rest::More), page(1, 3, Rest::More), page(0, 1, Rest::SINGLE)]);
    document.settle().expect("settles");
    assert_eq!(counts(&document), (1, 0));
    assert_eq!(texts(&document), ["0.1.0", "0.1.1", "1.1.0", "1.1.1", "1.3.0"], "what is there is seen");
    record(&recorder, [page(1, 2, ended(3))]);
    finish(recorder);
    assert_eq!(counts(&document), (2, 0));
    let all = ["0.1.0", "0.1.1", "1.1.0", "1.1.1", "1.2.0", "1.2.1", "1.2.2", "1.3.0"];
    assert_eq!(texts(&document), all);
    assert_integrity(&document);
    let detail = document.detail(1, 2).expect("reads").expect("is there");
    assert_eq!((detail.page, detail.body.as_deref().map(|body| body.contains("1.2.0"))), (2, Some(true)));
    drop(document);
    let document = Document::open(&folder.document()).expect("opens");
    assert_eq!((counts(&document), texts(&document)), ((2, 0), all.map(str::to_owned).to_vec()));
    let view = document.view(&View::default(), &|| false).expect("a view");
    assert_eq!(document.page(view.id, 0, 9, &[]).expect("reads").pages, [1, 1, 1, 1, 2, 2, 2, 3]);
}

#[test]
fn a_request_without_its_last_page_is_missing() {
    let folder = Folder::new();
    let document = Document::create(&folder.document()).expect("creates");
    let recorder = begin(&document, StartMode::StartOver);
    record(
        &recorder,
        (0..PLANNED).map(|position| page(position, 1, if position == 2 { Rest::More } else { Rest::SINGLE })),
    );
    record(&recorder, [page(2, 2, Rest::More)]);
    finish(recorder);
    drop(document);
    let document = Document::open(&folder.document()).expect("opens");
    document.settle().expect("settles");
    assert_eq!(places(document.missing(PLANNED)), [2]);
    assert_eq!(counts(&document), (5, 0));
    let had: Vec<u32> = document.good_pages(2).expect("reads").into_iter().map(|(page, _)| page).collect();
    assert_eq!(had, [1, 2]);
    let recorder = begin(&document, StartMode::Missing);
    // It turns out that there is nothing more.
    block_on(recorder.end(2, 2)).expect("ends");
    finish(recorder);
    assert_eq!((counts(&document), places(document.missing(PLANNED))), ((6, 0), vec![]));
    assert_integrity(&document);
}

#[test]
fn a_failed_page_is_a_failed_request_until_it_comes() {
    let folder = Folder::new();
    let document = Document::create(&folder.document()).expect("creates");
    let recorder = begin(&document, StartMode::StartOver);
    record(
        &recorder,
        [page(3, 1, Rest::More), bad_page(3, 3, Rest::More), bad_page(3, 2, Rest::More), page(3, 4, ended(4))],
    );
    finish(recorder);
    assert_eq!((counts(&document), texts(&document).len()), ((0, 1), 4), "the pages that came are kept");
    assert_eq!(places(document.failed(Default::default())), [3], "told once");
    assert_eq!(document.count_failed(&Default::default()).expect("counts"), 1);
    let failed = document.failed_page(&Default::default(), 0, 9).expect("reads");
    assert_eq!(failed.rows.iter().map(|row| (row.position, row.page)).collect::<Vec<_>>(), [(3, 2), (3, 3)]);
    let recorder = begin(&document, StartMode::RetryFailed);
    record(&recorder, [page(3, 2, Rest::More)]);
    document.settle().expect("settles");
    assert_eq!(counts(&document), (0, 0), "neither good nor failed");
    record(&recorder, [bad_page(3, 3, ended(4))]);
    document.settle().expect("settles");
    assert_eq!(counts(&document), (0, 1));
    // Fewer pages than before: what is beyond them goes.
    record(&recorder, [page(3, 3, ended(3))]);
    finish(recorder);
    assert_eq!(counts(&document), (1, 0));
    assert_eq!(texts(&document), ["3.1.0", "3.1.1", "3.2.0", "3.2.1", "3.2.2", "3.3.0"]);
    assert_integrity(&document);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, max_shrink_iters: 200, ..ProptestConfig::default() })]

    /// Whatever order pages come in, and however often the table is sealed meanwhile, it is that of the pages in order.
    #[test]
    fn order_of_arrival_does_not_matter(
        lengths in prop::collection::vec(1_u32..6, PLANNED as usize),
        seed in prop::collection::vec(any::<u32>(), 40),
        settle_every in 1_usize..9,
    ) {
        let mut all: Vec<(u64, u32)> =
            (0..PLANNED).zip(&lengths).flat_map(|(position, pages)| (1..=*pages).map(move |page| (position, page))).collect();
        let in_order = all.clone();
        let keys = seed.iter().cycle();
        let mut keyed: Vec<_> = keys.zip(all.drain(..)).collect();
        keyed.sort();
        let folder = Folder::new();
        let document = Document::create(&folder.document()).expect("creates");
        let recorder = begin(&document, StartMode::StartOver);
        let mut left = lengths.clone();
        for (number, (_, (position, number_of_page))) in keyed.into_iter().enumerate() {
            left[position as usize] -= 1;
            let rest = if left[position as usize] == 0 { ended(lengths[position as usize]) } else { Rest::More };
            record(&recorder, [page(position, number_of_page, rest)]);
            if number % settle_every == 0 {
                document.settle().expect("settles");
            }
        }
        finish(recorder);
        let expected: Vec<String> = in_order
            .iter()
            .flat_map(|(position, page)| (0..page % 3 + 1).map(move |row| format!("{position}.{page}.{row}")))
            .collect();
        prop_assert_eq!(texts(&document), expected.clone());
        prop_assert_eq!(counts(&document), (PLANNED, 0));
        assert_integrity(&document);
        document.reshape(&[fetchgrid_model::ShapeStep::Records {
            records: fetchgrid_model::Records::At { path: "$[*]".into(), unit: Default::default() },
        }], &Default::default()).expect("reshapes");
        prop_assert_eq!((texts(&document), counts(&document)), (expected, (PLANNED, 0)));
        assert_integrity(&document);
    }
}
