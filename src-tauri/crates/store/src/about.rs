//! What is on disk of a request, beside its answer.

use fetchgrid_model::{Outcome, RequestFact};
use rusqlite::Row;

use crate::error::Fault;
use crate::leads::{About, Leads};
use crate::place::Place;

/// The columns that [`StoredAbout::read`] wants, of `request` as `q`.
pub(crate) const ABOUT: &str = r#"q."values", q.address, q.status, q.started_at_ms, q.duration_us, q.attempts"#;

/// The same, but for what no column asks for.
pub(crate) fn about_for(leads: &Leads) -> &'static str {
    if leads.facts.is_empty() { r#"q."values", NULL, q.status, 0, 0, 0"# } else { ABOUT }
}

/// [`About`], read from the disk as far as the table's columns ask for it.
#[derive(Default)]
pub(crate) struct StoredAbout {
    values: Vec<String>,
    address: String,
    status: Option<u16>,
    started_at_ms: i64,
    duration_us: u64,
    attempts: u32,
    page: u32,
}

impl StoredAbout {
    pub fn of(outcome: &Outcome) -> Self {
        StoredAbout {
            values: outcome.values.clone(),
            address: outcome.address.clone(),
            status: outcome.response().map(|response| response.status),
            started_at_ms: outcome.started_at_ms,
            duration_us: outcome.duration_us,
            attempts: outcome.attempts,
            page: outcome.page,
        }
    }

    /// `at`: the index of the first of the columns [`ABOUT`].
    pub fn read(row: &Row<'_>, at: usize, place: Place, leads: &Leads) -> Result<Self, Fault> {
        let text = |index: usize| row.get_ref(index)?.as_str().map_err(rusqlite::Error::from);
        let values = if leads.placeholders.is_empty() { Vec::new() } else { serde_json::from_str(text(at)?)? };
        let address =
            if leads.facts.contains(&RequestFact::Address) { text(at + 1)?.to_owned() } else { String::new() };
        Ok(StoredAbout {
            values,
            address,
            status: row.get(at + 2)?,
            started_at_ms: row.get(at + 3)?,
            duration_us: row.get::<_, i64>(at + 4)?.unsigned_abs(),
            attempts: row.get(at + 5)?,
            page: place.page(),
        })
    }

    pub fn about(&self) -> About<'_> {
        let StoredAbout { values, address, status, started_at_ms, duration_us, attempts, page } = self;
        About {
            values,
            address,
            status: *status,
            started_at_ms: *started_at_ms,
            duration_us: *duration_us,
            attempts: *attempts,
            page: *page,
        }
    }
}
