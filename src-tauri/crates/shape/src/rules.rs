//! What becomes of the lists inside records, by their place.

use std::collections::HashMap;

use ahash::RandomState;
use fetchgrid_model::{ListPolicy, ListRule};

use crate::path::split;

/// The rules below one key.
#[derive(Clone, Debug, Default)]
pub(crate) struct Rules {
    pub(crate) policy: ListPolicy,
    /// Asked for each key of each record.
    below: HashMap<String, Rules, RandomState>,
    /// A list here or below makes rows.
    pub(crate) make_rows: bool,
}

impl Rules {
    /// Of two rules for one place the last one counts.
    pub(crate) fn new(rules: &[ListRule]) -> Self {
        let mut all = Rules::default();
        for rule in rules {
            let mut place = &mut all;
            for key in split(&rule.path) {
                place = place.below.entry(key).or_default();
            }
            place.policy = rule.policy.clone();
        }
        all.settle();
        all
    }

    fn settle(&mut self) -> bool {
        let mut below = false;
        for rules in self.below.values_mut() {
            below |= rules.settle();
        }
        self.make_rows = below || self.policy == ListPolicy::Rows;
        self.make_rows
    }

    pub(crate) fn at(&self, key: &str) -> Option<&Rules> {
        self.below.get(key)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.below.is_empty()
    }
}
