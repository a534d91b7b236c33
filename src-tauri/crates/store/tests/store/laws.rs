//! Whatever order answers come in, however often they are put into segments, retried, reopened or rebuilt, what is read
//! is what was recorded.

use fetchgrid_model::{FailureCategory, Outcome, StartMode};
use fetchgrid_store::Document;
use proptest::prelude::*;

use crate::support::{Folder, Model, answer, assert_reads, drop_segments, failure, finish, record, start};

const PLANNED: u64 = 24;

#[derive(Clone, Debug)]
enum Step {
    Record(Outcome),
    /// Put what there is into segments, holes and all.
    Settle,
}

fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => (-20_i64..20).prop_map(|number| number.to_string()),
        1 => any::<i64>().prop_map(|number| number.to_string()),
        3 => "[aAbBé ]{0,3}".prop_map(|text| format!("{text:?}")),
        1 => any::<bool>().prop_map(|truth| truth.to_string()),
        1 => Just("null".to_owned()),
        1 => Just("[1, 2]".to_owned()),
    ]
}

/// Fields come and go, so that columns are late, absent, and mixed.
fn body() -> impl Strategy<Value = String> {
    let record = || {
        prop::collection::btree_map("[abc]", cell(), 1..4).prop_map(|fields| {
            let fields: Vec<String> = fields.iter().map(|(name, cell)| format!("{name:?}:{cell}")).collect();
            format!("{{{}}}", fields.join(","))
        })
    };
    prop_oneof![
        3 => record(),
        2 => prop::collection::vec(record(), 0..4).prop_map(|records| format!("[{}]", records.join(","))),
        1 => Just(String::new()),
        1 => Just("{ this is not JSON".to_owned()),
    ]
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        8 => (0..PLANNED, body()).prop_map(|(position, body)| Step::Record(answer(position, body))),
        2 => (0..PLANNED).prop_map(|position| Step::Record(failure(position, FailureCategory::Timeout, None))),
        1 => (0..PLANNED).prop_map(|position| Step::Record(failure(position, FailureCategory::ServerError, Some(500)))),
        1 => Just(Step::Settle),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, max_shrink_iters: 400, ..ProptestConfig::default() })]

    #[test]
    fn what_is_read_is_what_was_recorded(
        first in prop::collection::vec(step(), 0..40),
        second in prop::collection::vec(step(), 0..12),
    ) {
        let folder = Folder::new();
        let mut model = Model::default();
        let document = Document::create(&folder.document()).expect("creates");
        let run = |document: &Document, mode, steps: &[Step], model: &mut Model| {
            let recorder = document.begin_run(start(mode, PLANNED)).expect("begins");
            for step in steps {
                match step {
                    Step::Record(outcome) => {
                        model.record(outcome);
                        record(&recorder, [outcome.clone()]);
                    }
                    Step::Settle => document.settle().expect("settles"),
                }
            }
            prop_assert_eq!(finish(recorder), model.counts(PLANNED));
            Ok(())
        };
        run(&document, StartMode::StartOver, &first, &mut model)?;
        assert_reads(&document, &model, PLANNED);
        drop(document);

        let document = Document::open(&folder.document()).expect("opens");
        assert_reads(&document, &model, PLANNED);
        let ids = document.table().columns.clone();
        run(&document, StartMode::RetryFailed, &second, &mut model)?;
        assert_reads(&document, &model, PLANNED);
        // Columns keep their ids.
        let now = document.table().columns.clone();
        prop_assert!(ids.iter().all(|old| now.iter().any(|column| column.id == old.id && column.name == old.name)));
        document.settle().expect("settles");
        assert_reads(&document, &model, PLANNED);
        let table = document.table();
        drop(document);

        drop_segments(&folder.document());
        let document = Document::open(&folder.document()).expect("opens");
        assert_reads(&document, &model, PLANNED);
        document.settle().expect("settles");
        assert_reads(&document, &model, PLANNED);
        prop_assert_eq!(&document.table().columns, &table.columns);
    }
}
