use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use fetchgrid_model::{HostLimits, HostPace, RunWait};
use tokio::time::Instant;

use crate::clock::{Clock, Now};
use crate::host::{Host, Rules};
use crate::meter::Sent;
use crate::permit::Permit;
use crate::quota::QuotaBook;

/// The pace of one run: each host has its own limits, waits and measurements.
pub struct Pace {
    rules: Arc<Rules>,
    hosts: RwLock<Hosts>,
}

#[derive(Default)]
struct Hosts {
    by_name: HashMap<Arc<str>, Arc<Host>>,
    /// In the order of their first request.
    in_order: Vec<Arc<Host>>,
}

/// What a run does when a host's requests of the day are used up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AtQuota {
    /// It waits for midnight, UTC.
    Wait,
    /// It ends.
    End,
}

/// The requests of the day are used up.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{host} has had its {per_day} requests of today")]
pub struct QuotaUsedUp {
    pub host: String,
    pub per_day: u64,
    /// When there are new ones. Milliseconds since 1970, UTC.
    pub until_ms: i64,
}

impl Pace {
    /// # Panics
    /// When the rate is not within its bounds; see [`fetchgrid_model::Rate::is_sound`].
    pub fn new(limits: HostLimits, at_quota: AtQuota, book: Arc<dyn QuotaBook>, clock: Arc<dyn Clock>) -> Arc<Pace> {
        assert!(limits.rate.is_none_or(|rate| rate.is_sound()), "a rate is checked before a run begins: {limits:?}");
        Arc::new(Pace { rules: Arc::new(Rules { limits, at_quota, book, clock }), hosts: RwLock::default() })
    }

    /// Waits for the host's limits, what it asked for, and its being reachable: first come, first served. Cancelled by
    /// dropping the future.
    ///
    /// # Errors
    /// When the requests of the day are used up and the run is to end for that.
    pub async fn admit(self: &Arc<Self>, host: &str) -> Result<Permit, QuotaUsedUp> {
        self.host(host).admit().await
    }

    /// Why nothing is sent at the moment, for the window: of the waits that are worth telling the one that ends last. None
    /// when nobody waits.
    pub fn wait(&self) -> Option<RunWait> {
        let now = self.now();
        self.in_order().iter().filter_map(|host| host.wait(now)).max_by_key(|wait| wait.until_ms)
    }

    /// Every host that was asked, in the order of its first request.
    pub fn hosts(&self) -> Vec<HostPace> {
        let now = self.now();
        self.in_order().iter().map(|host| host.pace(now)).collect()
    }

    /// Requests as they are sent, over the last ten seconds.
    pub fn sent_per_second(&self) -> f64 {
        let now = Instant::now();
        self.in_order().iter().fold(Sent::default(), |sum, host| sum.and(host.sent(now))).per_second()
    }

    fn host(&self, name: &str) -> Arc<Host> {
        if let Some(host) = self.hosts.read().unwrap_or_else(PoisonError::into_inner).by_name.get(name) {
            return host.clone();
        }
        let mut hosts = self.hosts.write().unwrap_or_else(PoisonError::into_inner);
        if let Some(host) = hosts.by_name.get(name) {
            return host.clone();
        }
        let name: Arc<str> = name.into();
        let host = Arc::new(Host::new(name.clone(), self.rules.clone()));
        hosts.by_name.insert(name, host.clone());
        hosts.in_order.push(host.clone());
        host
    }

    fn in_order(&self) -> Vec<Arc<Host>> {
        self.hosts.read().unwrap_or_else(PoisonError::into_inner).in_order.clone()
    }

    fn now(&self) -> Now {
        Now::read(&*self.rules.clock)
    }
}
