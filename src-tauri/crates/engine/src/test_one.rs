use std::sync::Arc;

use fetchgrid_model::{HostLimits, Outcome, RunSettings};
use fetchgrid_pace::{AtQuota, Pace, QuotaBook};

use crate::attempt::{Attempt, Sender, host_of};
use crate::cause::Cause;
use crate::error::EngineError;
use crate::options::{RunOptions, TakesPage};
use crate::plan::Plan;
use crate::retry::Timing;
use crate::run::sender;
use crate::worker::outcome;

/// One request with the same client and checks as in a run, sent once: for "Test one". It does not wait for the limits of
/// its host, but it counts for its quota.
///
/// # Errors
/// When the plan has no such request, or no connection can be set up at all.
pub async fn fetch_one(
    plan: &Plan,
    position: u64,
    settings: &RunSettings,
    book: Arc<dyn QuotaBook>,
    takes_page: Option<TakesPage>,
) -> Result<Outcome, EngineError> {
    if position >= plan.len() {
        return Err(EngineError::NoSuchRequest { position, len: plan.len() });
    }
    let limits = HostLimits { per_day: settings.limits.per_day, ..HostLimits::default() };
    let pace = Pace::new(limits, AtQuota::End, book, RunOptions::clock());
    let timing = Timing::of(settings);
    let sender = Sender { takes_page, ..sender(plan, 1, &timing, settings, pace.clone())? };
    let planned = plan.request(position);
    let attempt = match planned.wire {
        Ok(wire) => {
            let used_up = |used_up| EngineError::QuotaUsedUp(used_up);
            let permit = pace.admit(&host_of(&wire)).await.map_err(used_up)?;
            sender.send(wire, plan.compiled(), permit, timing.base, false).await.map_err(used_up)?
        }
        Err(reason) => Attempt::unsendable(Cause::invalid(&reason)),
    };
    Ok(outcome(plan, position, 1, planned.values, planned.address, attempt, 1))
}
