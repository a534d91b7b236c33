use std::time::SystemTime;

use fetchgrid_model::{
    AskReason, Estimate, EstimateBasis, Extraction, Method, QuotaEstimate, RunRequest, StartMode, Workers,
};
use fetchgrid_pace::day_of;

use crate::document::OpenDocument;
use crate::error::AppError;
use crate::target::Target;

/// More requests than this, or a longer run, are asked about first.
const MANY: u64 = 10_000;
const LONG_SECONDS: f64 = 3600.0;

impl OpenDocument {
    /// How long a run will take, as far as it can be told. Sends nothing.
    pub fn estimate(&self, request: &RunRequest) -> Result<Estimate, AppError> {
        let plan = self.plan()?;
        let target = Target::of(request, &plan, &self.store)?;
        let extraction = self.extraction();
        // In a fresh run those that equal another are not sent. For the rest of one it is not worth looking.
        let is_fresh = target.request.mode == StartMode::StartOver;
        let equal = if is_fresh { self.check().equal } else { 0 };
        let requests = target.total.saturating_sub(equal);
        let mut estimate = Estimate { requests, ..Estimate::default() };
        speed(&mut estimate, &extraction, self.usual_seconds());
        if let (Some(per_day), Some(host)) = (extraction.settings.limits.per_day, plan.host()) {
            let used_today = self.around.book.used(&host, day_of(SystemTime::now()));
            estimate.quota = Some(quota(host, per_day, used_today, requests));
        }
        estimate.ask = asks(&estimate, &extraction, is_fresh);
        Ok(estimate)
    }
}

/// The rate that is set, unless the workers are slower than that, going by how long answers took before.
fn speed(estimate: &mut Estimate, extraction: &Extraction, usual_seconds: Option<f64>) {
    let limits = &extraction.settings.limits;
    let set = limits.rate.filter(|rate| rate.is_sound()).map(|rate| rate.per_second());
    let at_once = match extraction.settings.workers {
        Workers::Fixed(workers) => Some(workers.min(limits.max_in_flight.unwrap_or(workers)).get()),
        Workers::Auto(_) => None,
    };
    let measured = usual_seconds.zip(at_once).map(|(seconds, at_once)| f64::from(at_once) / seconds);
    let (per_second, basis) = match (set, measured) {
        (Some(set), Some(measured)) if measured < set => (measured, EstimateBasis::Measured),
        (Some(set), _) => (set, EstimateBasis::Rate),
        (None, Some(measured)) => (measured, EstimateBasis::Measured),
        (None, None) => return,
    };
    estimate.per_second = Some(per_second);
    estimate.basis = Some(basis);
    estimate.seconds = Some(estimate.requests as f64 / per_second);
}

fn quota(host: String, per_day: u64, used_today: u64, requests: u64) -> QuotaEstimate {
    let left = per_day.saturating_sub(used_today);
    let later = requests.saturating_sub(left);
    QuotaEstimate { host, per_day, used_today, days: 1 + later.div_ceil(per_day.max(1)) }
}

/// Only a run that begins is asked about: what goes on was agreed to before.
fn asks(estimate: &Estimate, extraction: &Extraction, is_fresh: bool) -> Vec<AskReason> {
    if !is_fresh {
        return Vec::new();
    }
    let is_long = estimate.seconds.is_some_and(|seconds| seconds > LONG_SECONDS);
    let is_over = estimate.quota.as_ref().is_some_and(|quota| quota.days > 1);
    [
        (estimate.requests > MANY || is_long, AskReason::Large),
        (is_over, AskReason::OverQuota),
        (extraction.request.method == Method::Post, AskReason::Writes),
    ]
    .into_iter()
    .filter_map(|(asks, reason)| asks.then_some(reason))
    .collect()
}

#[cfg(test)]
mod tests {
    use std::num::NonZeroU16;

    use fetchgrid_model::{Rate, RateUnit};

    use super::*;

    fn extraction(workers: u16, rate: Option<(f64, RateUnit)>) -> Extraction {
        let mut extraction = Extraction::default();
        extraction.settings.workers = NonZeroU16::new(workers).map_or(Workers::AUTO, Workers::Fixed);
        extraction.settings.limits.rate = rate.map(|(amount, per)| Rate { amount, per });
        extraction
    }

    #[test]
    fn how_long_it_takes() {
        use EstimateBasis::*;
        #[track_caller]
        fn check(extraction: &Extraction, usual: Option<f64>, expected: Option<(f64, EstimateBasis)>) {
            let mut estimate = Estimate { requests: 20_000, ..Estimate::default() };
            speed(&mut estimate, extraction, usual);
            assert_eq!(estimate.seconds.zip(estimate.basis), expected);
        }
        let five = Some((5.0, RateUnit::Second));
        check(&extraction(8, five), None, Some((4000.0, Rate)));
        check(&extraction(8, five), Some(0.2), Some((4000.0, Rate)));
        check(&extraction(1, five), Some(0.5), Some((10_000.0, Measured)));
        check(&extraction(8, None), Some(0.2), Some((500.0, Measured)));
        check(&extraction(8, None), None, None);
        check(&extraction(0, None), Some(0.2), None);
        check(&extraction(0, Some((300.0, RateUnit::Minute))), Some(0.2), Some((4000.0, Rate)));
        let mut narrow = extraction(8, None);
        narrow.settings.limits.max_in_flight = NonZeroU16::new(2);
        check(&narrow, Some(0.2), Some((2000.0, Measured)));
    }

    #[test]
    fn how_many_days_a_quota_takes() {
        let check = |per_day, used, requests, days| {
            assert_eq!(quota("h".into(), per_day, used, requests).days, days, "{requests} at {per_day}, {used} used");
        };
        check(1000, 0, 1000, 1);
        check(1000, 0, 1001, 2);
        check(1000, 0, 20_000, 20);
        check(1000, 1, 20_000, 21);
        check(1000, 1000, 1, 2);
        check(1000, 2000, 1, 2);
        check(1000, 0, 0, 1);
    }

    #[test]
    fn what_is_asked_about() {
        use AskReason::*;
        #[track_caller]
        fn check(requests: u64, seconds: f64, days: u64, method: Method, expected: &[AskReason]) {
            let quota = QuotaEstimate { host: "h".into(), per_day: 1000, used_today: 0, days };
            let estimate = Estimate { requests, seconds: Some(seconds), quota: Some(quota), ..Estimate::default() };
            let mut extraction = Extraction::default();
            extraction.request.method = method;
            assert_eq!(asks(&estimate, &extraction, true), expected);
            assert_eq!(asks(&estimate, &extraction, false), []);
        }
        check(100, 20.0, 1, Method::Get, &[]);
        check(10_001, 20.0, 1, Method::Get, &[Large]);
        check(100, 3601.0, 1, Method::Get, &[Large]);
        check(100, 20.0, 2, Method::Get, &[OverQuota]);
        check(100, 20.0, 1, Method::Post, &[Writes]);
        check(20_000, 20.0, 20, Method::Post, &[Large, OverQuota, Writes]);
    }
}
