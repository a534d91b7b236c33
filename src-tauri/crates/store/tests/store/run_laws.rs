//! Whatever runs follow each other, and however each of them ends, what a document says of them is what a simple list of
//! outcomes says.

use std::collections::BTreeMap;

use fetchgrid_model::{
    FailureCategory, FailureFilter, Outcome, OutcomeResult, PauseCode, PauseReason, Rest, RunRequest, StartMode, View,
};
use fetchgrid_store::{Committed, Document, FailedWhich, Recorder, Reuse, RunMark, RunStart};
use proptest::prelude::*;

use crate::support::{
    Folder, Model, answer, assert_integrity, block_on, failure, finish, pages, places, record, reuse, start,
};

const PLANNED: u64 = 12;

#[derive(Clone, Debug)]
enum Kind {
    /// With answers kept that are at most so many ticks old.
    StartOver(Option<i64>),
    Missing,
    Retry(FailureFilter),
    Selected(Vec<u64>),
}

#[derive(Clone, Debug)]
enum Step {
    Good(usize),
    Fail(FailureCategory, Option<u16>),
    /// An equal request's outcome, or a kept answer, or else an answer.
    Reuse {
        equal_to: Option<u64>,
        accept: bool,
    },
    /// Nothing: the run does not come to this request.
    Skip,
}

#[derive(Clone, Copy, Debug)]
enum End {
    Finished,
    Stopped,
    Paused,
    Abandoned,
}

#[derive(Clone, Debug)]
struct Run {
    kind: Kind,
    steps: Vec<Step>,
    end: End,
    is_reopened: bool,
}

const BODIES: [&str; 5] = ["{\"a\":1}", "[{\"a\":2},{\"b\":\"x\"}]", "[]", "", "{ this is not JSON"];
const HOSTS: [&str; 2] = ["http://127.0.0.1:1", "https://api.example.org"];
const CATEGORIES: [(FailureCategory, Option<u16>); 4] = [
    (FailureCategory::Timeout, None),
    (FailureCategory::NotFound, Some(404)),
    (FailureCategory::ServerError, Some(500)),
    (FailureCategory::ServerError, Some(503)),
];

/// Three places share an address, and one of the addresses hides a key.
fn address(position: u64) -> String {
    let host = HOSTS[(position % 2) as usize];
    if position == 5 { format!("{host}/x?key=•••") } else { format!("{host}/x?id={}", position % 8 / 2) }
}

fn filter() -> impl Strategy<Value = FailureFilter> {
    let category = prop::option::of(prop::sample::select(&CATEGORIES[..]).prop_map(|(category, _)| category));
    let status = prop::option::of(prop::sample::select(vec![404_u16, 500, 503]));
    let host = prop::option::of(prop::sample::select(vec!["127.0.0.1:1".to_owned(), "api.example.org".to_owned()]));
    (category, status, host).prop_map(|(category, status, host)| FailureFilter { category, status, host })
}

fn run() -> impl Strategy<Value = Run> {
    let kind = prop_oneof![
        2 => prop::option::of(0..60_i64).prop_map(Kind::StartOver),
        2 => Just(Kind::Missing),
        3 => filter().prop_map(Kind::Retry),
        2 => prop::collection::vec(0..PLANNED, 0..6).prop_map(Kind::Selected),
    ];
    let step = prop_oneof![
        4 => (0..BODIES.len()).prop_map(Step::Good),
        4 => prop::sample::select(&CATEGORIES[..]).prop_map(|(category, status)| Step::Fail(category, status)),
        4 => (prop::option::of(0..PLANNED), any::<bool>()).prop_map(|(equal_to, accept)| Step::Reuse { equal_to, accept }),
        1 => Just(Step::Skip),
    ];
    let end = prop::sample::select(vec![End::Finished, End::Stopped, End::Paused, End::Abandoned]);
    (kind, prop::collection::vec(step, 1..16), end, any::<bool>()).prop_map(|(kind, steps, end, is_reopened)| Run {
        kind,
        steps,
        end,
        is_reopened,
    })
}

/// What the document should hold.
#[derive(Default)]
struct World {
    outcomes: Model,
    /// The run that each of them is of.
    runs: BTreeMap<u64, i64>,
    kept: BTreeMap<String, Outcome>,
    /// Milliseconds: one a request.
    clock: i64,
}

impl World {
    fn matches(&self, outcome: &Outcome, which: &FailedWhich) -> bool {
        let FailureFilter { category, status, host } = &which.filter;
        let run = self.runs[&outcome.position];
        Model::is_failed(outcome)
            && category.is_none_or(|wanted| wanted == category_of(outcome))
            && status.is_none_or(|wanted| outcome.response().map(|response| response.status) == Some(wanted))
            && host.as_ref().is_none_or(|wanted| wanted == host_of(outcome))
            && which.of_run.is_none_or(|wanted| wanted == run)
            && which.before_run.is_none_or(|wanted| run < wanted)
    }

    fn failed(&self, which: &FailedWhich) -> Vec<u64> {
        let outcomes = self.outcomes.0.values();
        outcomes.filter(|outcome| self.matches(outcome, which)).map(|outcome| outcome.position).collect()
    }

    fn begin(&mut self, kind: &Kind) {
        let Kind::StartOver(age) = kind else { return };
        let outcomes = std::mem::take(&mut self.outcomes.0);
        self.runs.clear();
        let Some(age) = age else { return self.kept.clear() };
        let since = self.clock - age;
        self.kept.retain(|_, outcome| outcome.started_at_ms >= since);
        for outcome in outcomes.into_values() {
            let is_kept = !Model::is_failed(&outcome) && outcome.started_at_ms >= since;
            let older = self.kept.get(&outcome.address).map_or(i64::MIN, |known| known.started_at_ms);
            if is_kept && !outcome.address.contains('•') && outcome.started_at_ms > older {
                self.kept.insert(outcome.address.clone(), outcome);
            }
        }
    }

    fn reusable(&self, reuse: &Reuse, run: i64) -> Option<Outcome> {
        let equal = reuse.equal_to.filter(|equal| *equal != reuse.position);
        let equal = equal.and_then(|equal| self.outcomes.0.get(&equal)).filter(|outcome| {
            !Model::is_failed(outcome) || reuse.accept_failure_of_run && self.runs[&outcome.position] == run
        });
        let found = equal.or_else(|| self.kept.get(&reuse.address))?.clone();
        let Reuse { position, values, address, .. } = reuse.clone();
        Some(Outcome { position, values, address, ..found })
    }

    fn record(&mut self, outcome: &Outcome, run: i64) {
        self.outcomes.record(outcome);
        self.runs.insert(outcome.position, run);
    }
}

fn category_of(outcome: &Outcome) -> FailureCategory {
    outcome.failure().map_or(FailureCategory::UnexpectedFormat, |failure| failure.category)
}

fn host_of(outcome: &Outcome) -> &str {
    outcome.address.split('/').nth(2).expect("a host")
}

fn pause() -> PauseReason {
    PauseReason { code: PauseCode::Quota, message: "No more today.".into(), until_ms: Some(5) }
}

fn request(kind: &Kind) -> RunRequest {
    match kind {
        Kind::StartOver(_) => StartMode::StartOver.into(),
        Kind::Missing => StartMode::Missing.into(),
        Kind::Retry(failures) => RunRequest { failures: failures.clone(), ..StartMode::RetryFailed.into() },
        Kind::Selected(positions) => RunRequest { positions: positions.clone(), ..StartMode::Selected.into() },
    }
}

fn carry_out(document: &Document, world: &mut World, run: &Run) -> i64 {
    let request = request(&run.kind);
    let keep_since_ms = match run.kind {
        Kind::StartOver(age) => age.map(|age| world.clock - age),
        _ => None,
    };
    let begun = RunStart { request: request.clone(), keep_since_ms, ..start(request.mode, PLANNED) };
    let recorder = document.begin_run(begun).expect("begins");
    let id = recorder.run_id();
    world.begin(&run.kind);
    let positions = match &run.kind {
        Kind::StartOver(_) => (0..PLANNED).collect(),
        Kind::Missing => places(document.missing(PLANNED)),
        Kind::Retry(filter) => {
            places(document.failed(FailedWhich { filter: filter.clone(), before_run: Some(id), of_run: None }))
        }
        Kind::Selected(positions) => places(document.untouched(id, positions.clone())),
    };
    let mut expected = Committed::default();
    for (position, step) in positions.iter().zip(run.steps.iter().cycle()) {
        world.clock += 1;
        step_on(&recorder, world, &mut expected, *position, step);
    }
    let told = recorder.clone();
    match run.end {
        End::Finished => drop(finish(recorder)),
        End::Stopped => drop(block_on(recorder.finish(RunMark::Stopped)).expect("finishes")),
        End::Paused => drop(block_on(recorder.finish(RunMark::Paused(pause()))).expect("finishes")),
        End::Abandoned => document.settle().expect("settles"),
    }
    assert_eq!(told.committed(), expected);
    if matches!(run.end, End::Finished) && world.outcomes.0.len() as u64 == PLANNED {
        world.kept.clear();
    }
    let info = document.last_run().expect("reads").expect("is there");
    assert_eq!((info.id, info.mode, info.request), (id, request.mode, request));
    id
}

fn step_on(recorder: &Recorder, world: &mut World, expected: &mut Committed, position: u64, step: &Step) {
    let run = recorder.run_id();
    let at_this_time = |outcome: Outcome| Outcome { started_at_ms: world.clock, address: address(position), ..outcome };
    let outcome = match step {
        Step::Skip => return,
        Step::Good(body) => at_this_time(answer(position, BODIES[*body])),
        Step::Fail(category, status) => at_this_time(failure(position, *category, *status)),
        Step::Reuse { equal_to, accept } => {
            let outcome = at_this_time(answer(position, BODIES[0]));
            let Outcome { values, address, .. } = outcome.clone();
            let asked = Reuse {
                position,
                page: 1,
                rest: Rest::SINGLE,
                wants_answer: false,
                values,
                address,
                equal_to: *equal_to,
                accept_failure_of_run: *accept,
            };
            let found = world.reusable(&asked, run);
            assert_eq!(reuse(recorder, asked), found.is_some(), "{step:?} for {position}");
            if let Some(found) = found {
                expected.done += 1;
                expected.reused += 1;
                expected.failed += u64::from(Model::is_failed(&found));
                return world.record(&found, run);
            }
            outcome
        }
    };
    expected.done += 1;
    expected.failed += u64::from(Model::is_failed(&outcome));
    world.record(&outcome, run);
    record(recorder, [outcome]);
}

fn assert_agrees(document: &Document, world: &World, last: i64, filters: &[FailureFilter]) {
    assert_eq!(document.counts(), world.outcomes.counts(PLANNED));
    assert_eq!(pages(document, &View::default(), 5), world.outcomes.rows());
    let missing: Vec<u64> = (0..PLANNED).filter(|position| !world.outcomes.0.contains_key(position)).collect();
    assert_eq!(places(document.missing(PLANNED)), missing);

    let chosen = vec![7, 3, 3, 11, 0];
    let untouched: Vec<u64> =
        chosen.iter().copied().filter(|position| world.runs.get(position) != Some(&last)).collect();
    assert_eq!(places(document.untouched(last, chosen)), untouched);

    for filter in filters.iter().cloned().chain([FailureFilter::default()]) {
        for (of_run, before_run) in [(None, None), (Some(last), None), (None, Some(last))] {
            let which = FailedWhich { filter: filter.clone(), of_run, before_run };
            let expected = world.failed(&which);
            assert_eq!(document.count_failed(&which).expect("reads"), expected.len() as u64, "{which:?}");
            assert_eq!(places(document.failed(which.clone())), expected, "{which:?}");
        }
        let expected = world.failed(&filter.clone().into());
        let mut listed = Vec::new();
        loop {
            let page = document.failed_page(&filter, listed.len() as u64, 2).expect("reads");
            assert_eq!((page.offset, page.total), (listed.len() as u64, expected.len() as u64));
            if page.rows.is_empty() {
                break;
            }
            listed.extend(page.rows.iter().map(|row| row.position));
        }
        assert_eq!(listed, expected, "{filter:?}");
    }
    assert_groups(document, world);
}

fn assert_groups(document: &Document, world: &World) {
    type Group<'a> = (&'static str, Option<u16>, &'a str);
    let mut expected: BTreeMap<Group<'_>, Vec<&Outcome>> = BTreeMap::new();
    for outcome in world.outcomes.0.values().filter(|outcome| Model::is_failed(outcome)) {
        let status = outcome.response().map(|response| response.status);
        expected.entry((category_of(outcome).as_str(), status, host_of(outcome))).or_default().push(outcome);
    }
    let mut expected: Vec<_> = expected.into_iter().collect();
    expected.sort_by_key(|(_, outcomes)| std::cmp::Reverse(outcomes.len()));
    let groups = document.failure_groups().expect("reads");
    assert_eq!(groups.len(), expected.len());
    for (group, ((category, status, host), outcomes)) in groups.iter().zip(expected) {
        assert_eq!((group.category.as_str(), group.status, group.host.as_str()), (category, status, host));
        assert_eq!((group.count, group.sample), (outcomes.len() as u64, outcomes[0].position));
        let times = outcomes.iter().map(|outcome| outcome.started_at_ms);
        assert_eq!(Some((group.first_at_ms, group.last_at_ms)), times.clone().min().zip(times.max()));
        if let OutcomeResult::Failure { failure, .. } = &outcomes[0].result {
            assert_eq!(group.message, failure.message);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, max_shrink_iters: 400, ..ProptestConfig::default() })]

    #[test]
    fn runs_in_every_order(
        runs in prop::collection::vec(run(), 1..7),
        filters in prop::collection::vec(filter(), 3),
    ) {
        let folder = Folder::new();
        let mut world = World::default();
        let mut document = Document::create(&folder.document()).expect("creates");
        for run in &runs {
            let id = carry_out(&document, &mut world, run);
            assert_agrees(&document, &world, id, &filters);
            if run.is_reopened {
                drop(document);
                document = Document::open(&folder.document()).expect("opens");
                assert_agrees(&document, &world, id, &filters);
                let is_paused = matches!(run.end, End::Paused);
                prop_assert_eq!(document.pause(), is_paused.then(pause));
                prop_assert_eq!(document.last_run().expect("reads").and_then(|run| run.pause), document.pause());
                prop_assert_eq!(document.was_interrupted(), matches!(run.end, End::Abandoned));
            }
            assert_integrity(&document);
        }
    }
}
