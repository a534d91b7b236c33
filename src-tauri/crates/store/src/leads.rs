//! The columns that stand before the fields, because every row of an answer has them alike: the values of its request, what
//! is known of the request, and places in the answer outside of its records.

use fetchgrid_model::{CellKind, ColumnKey, ColumnOrigin, ColumnType, Columns, Outcome, RequestFact};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use crate::tape::Tape;
use crate::typed::read_as;

/// They have the first slots, in the order of these lists.
#[derive(Clone, Debug, Default)]
pub(crate) struct Leads {
    pub placeholders: Vec<String>,
    pub facts: Vec<RequestFact>,
    pub places: Vec<String>,
    /// By slot.
    chosen: Vec<Option<ColumnType>>,
}

/// A request, as its columns tell it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct About<'a> {
    pub values: &'a [String],
    pub address: &'a str,
    pub status: Option<u16>,
    pub started_at_ms: i64,
    pub duration_us: u64,
    pub attempts: u32,
    pub page: u32,
}

impl<'a> About<'a> {
    pub fn of(outcome: &'a Outcome) -> Self {
        About {
            values: &outcome.values,
            address: &outcome.address,
            status: outcome.response().map(|response| response.status),
            started_at_ms: outcome.started_at_ms,
            duration_us: outcome.duration_us,
            attempts: outcome.attempts,
            page: outcome.page,
        }
    }
}

impl Leads {
    pub fn new(placeholders: &[String], columns: &Columns) -> Self {
        let shown = |key: &ColumnKey| columns.rule(key).is_some_and(|rule| rule.hidden == Some(false));
        let facts = RequestFact::ALL
            .into_iter()
            .filter(|(_, word)| shown(&ColumnKey::new(ColumnOrigin::Request, *word)))
            .map(|(fact, _)| fact);
        let mut leads = Leads {
            placeholders: placeholders.to_vec(),
            facts: facts.collect(),
            places: columns.answer_places().map(str::to_owned).collect(),
            chosen: Vec::new(),
        };
        leads.chosen = leads.keys().map(|key| columns.rule(&key).and_then(|rule| rule.ty)).collect();
        leads
    }

    /// To read all that there is of a request.
    pub fn of_everything() -> Self {
        let facts = RequestFact::ALL.into_iter().map(|(fact, _)| fact).collect();
        Leads { placeholders: vec![String::new()], facts, ..Leads::default() }
    }

    pub fn len(&self) -> usize {
        self.placeholders.len() + self.facts.len() + self.places.len()
    }

    /// By slot.
    pub fn keys(&self) -> impl Iterator<Item = ColumnKey> {
        let values = self.placeholders.iter().map(|name| ColumnKey::new(ColumnOrigin::Value, name));
        let facts = self.facts.iter().map(|fact| ColumnKey::new(ColumnOrigin::Request, word(*fact)));
        let places = self.places.iter().map(|path| ColumnKey::new(ColumnOrigin::Answer, path));
        values.chain(facts).chain(places)
    }

    /// The slot of a place in the answer.
    pub fn place_slot(&self, index: usize) -> usize {
        self.placeholders.len() + self.facts.len() + index
    }

    /// Puts the cells of a request at the beginning of a tape.
    pub fn put(&self, tape: &mut Tape, about: &About<'_>) {
        for (slot, value) in about.values.iter().take(self.placeholders.len()).enumerate() {
            self.put_cell(tape, slot, CellKind::Text, value);
        }
        for (index, fact) in self.facts.iter().enumerate() {
            let slot = self.placeholders.len() + index;
            let mut put = |kind, text: &str| self.put_cell(tape, slot, kind, text);
            match fact {
                RequestFact::Address => put(CellKind::Text, about.address),
                RequestFact::Status => match about.status {
                    Some(status) => put(CellKind::Number, &status.to_string()),
                    None => put(CellKind::Null, ""),
                },
                RequestFact::FetchedAt => put(CellKind::Text, &timestamp(about.started_at_ms)),
                RequestFact::Milliseconds => put(CellKind::Number, &(about.duration_us as f64 / 1000.0).to_string()),
                RequestFact::Attempts => put(CellKind::Number, &about.attempts.to_string()),
                RequestFact::Page => put(CellKind::Number, &about.page.to_string()),
            }
        }
    }

    pub fn put_cell(&self, tape: &mut Tape, slot: usize, kind: CellKind, text: &str) {
        match self.chosen.get(slot).copied().flatten().and_then(|ty| read_as(ty, kind, text)) {
            Some((kind, text)) => tape.put_lead(slot as u32, kind, &text),
            None => tape.put_lead(slot as u32, kind, text),
        }
    }
}

fn word(fact: RequestFact) -> &'static str {
    RequestFact::ALL.iter().find(|(known, _)| *known == fact).map_or("", |(_, word)| word)
}

/// UTC, to the millisecond.
fn timestamp(ms: i64) -> String {
    OffsetDateTime::from_unix_timestamp_nanos(i128::from(ms) * 1_000_000)
        .ok()
        .and_then(|time| time.format(&Rfc3339).ok())
        .unwrap_or_else(|| ms.to_string())
}
