//! Pages of the list of failed requests. The first look at a state of the document counts and passes what lies before the
//! page; whoever comes back to the same state is going through the list, and for them its order is held.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use fetchgrid_model::{FailedPage, FailureFilter};

use crate::error::Fault;
use crate::failures;
use crate::place::Place;
use crate::reader::Reader;

/// What is remembered: the list that is shown, and the one before it.
const LISTS: usize = 2;
/// Eight bytes each. Longer lists are passed along the index: a million in about a tenth of a second.
const LONGEST_ORDER: u64 = 1 << 20;

#[derive(Default)]
pub(crate) struct FailedPages(Mutex<VecDeque<Known>>);

#[derive(Clone)]
struct Known {
    filter: FailureFilter,
    version: u64,
    total: u64,
    /// None after the first look.
    order: Option<Arc<Vec<Place>>>,
}

impl FailedPages {
    /// Call inside a read transaction.
    pub fn page(&self, reader: &Reader, filter: &FailureFilter, offset: u64, limit: u32) -> Result<FailedPage, Fault> {
        let (connection, limit) = (&reader.connection, u64::from(limit));
        let version = reader.version()?;
        let mut known = match self.find(filter, version) {
            Some(known) => known,
            None => {
                let total = failures::count(connection, &filter.clone().into())?;
                let known = Known { filter: filter.clone(), version, total, order: None };
                self.remember(known.clone());
                let places = failures::slice(connection, filter, offset, limit)?;
                return Ok(FailedPage { offset, total, rows: failures::rows(connection, &places)? });
            }
        };
        if known.order.is_none() && known.total <= LONGEST_ORDER {
            known.order = Some(Arc::new(failures::slice(connection, filter, 0, known.total)?));
            self.remember(known.clone());
        }
        let rows = match &known.order {
            Some(order) => {
                let passed = usize::try_from(offset).map_or(order.len(), |offset| offset.min(order.len()));
                let rest = &order[passed..];
                failures::rows(connection, &rest[..rest.len().min(limit as usize)])?
            }
            None => failures::rows(connection, &failures::slice(connection, filter, offset, limit)?)?,
        };
        Ok(FailedPage { offset, total: known.total, rows })
    }

    fn find(&self, filter: &FailureFilter, version: u64) -> Option<Known> {
        let lists = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        lists.iter().find(|known| known.version == version && known.filter == *filter).cloned()
    }

    fn remember(&self, known: Known) {
        let mut lists = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        lists.retain(|other| other.version == known.version && other.filter != known.filter);
        lists.push_front(known);
        lists.truncate(LISTS);
    }
}
