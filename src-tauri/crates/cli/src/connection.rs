use std::num::NonZeroU16;

use clap::Args;
use fetchgrid_model::{Backoff, ErrorRule, FailureCategory, Rate, RunSettings, Workers};

use crate::words::{self, Most};

/// How an API is asked. What is not given stays as the document says; the document keeps what is given.
#[derive(Debug, Args)]
#[command(next_help_heading = "How the API is asked (the document keeps it)")]
pub struct ConnectionArguments {
    /// 'Name: value', repeatable. The document never keeps the value of one that signs in, such as Authorization
    #[arg(long = "header", value_name = "NAME: VALUE")]
    pub headers: Vec<String>,
    /// Requests at the same time, 1 to 1024, or auto for the fastest polite number [default: 8]
    #[arg(long, value_name = "NUMBER|auto", value_parser = words::workers)]
    workers: Option<Workers>,
    /// Seconds that one attempt may take [default: 30]
    #[arg(long, value_name = "SECONDS")]
    timeout: Option<u32>,
    /// At most so many requests to each host: 5/s, 20/min, 1000/h, 0.33/s
    #[arg(long, value_name = "RATE", value_parser = words::rate)]
    rate: Option<Rate>,
    /// At most so many requests under way to each host
    #[arg(long, value_name = "NUMBER")]
    max_in_flight: Option<NonZeroU16>,
    /// At most so many requests to each host a day, which begins at midnight UTC: 1000/day
    #[arg(long, value_name = "NUMBER/day", value_parser = words::quota)]
    quota: Option<u64>,
    /// Further attempts after a passing failure [default: 2]
    #[arg(long, value_name = "NUMBER")]
    retries: Option<u32>,
    /// The first wait before another attempt, doubled each time, and the longest [default: 500ms..30s]
    #[arg(long, value_name = "FIRST..LONGEST", value_parser = words::backoff)]
    backoff: Option<Backoff>,
    /// Failures that another attempt may mend [default: timeout,connection,cut_off,too_many_requests,server_error]
    #[arg(long, value_name = "CATEGORY,…", value_delimiter = ',', value_parser = words::category)]
    retry_on: Option<Vec<FailureCategory>>,
    /// Pause the run after so many failures, or never [default: never]
    #[arg(long, value_name = "NUMBER|never", value_parser = words::most)]
    stop_after_failures: Option<Most>,
    /// Pause the run when the first so many requests all fail, or never [default: 20]
    #[arg(long, value_name = "NUMBER|never", value_parser = words::most)]
    stop_when_first_fail: Option<Most>,
    /// Pause the run at the first refused sign-in (401, 403)
    #[arg(long)]
    stop_on_sign_in_failure: bool,
    /// The largest answer that is accepted, unpacked [default: 64MB]
    #[arg(long, value_name = "SIZE", value_parser = words::size)]
    max_body: Option<u64>,
    /// An answer is an error when this field is there, or is not this text: error, status!=ok
    #[arg(long, value_name = "FIELD|FIELD!=TEXT", value_parser = words::error_rule)]
    error_when: Option<ErrorRule>,
    /// When starting over, keep answers that are younger than this: 1d, 12h, 30m
    #[arg(long, value_name = "AGE", value_parser = words::age)]
    cache: Option<u64>,
    /// The proxy to go through, instead of the system's
    #[arg(long, value_name = "ADDRESS")]
    proxy: Option<String>,
    /// A PEM file with certificates that are trusted beside the system's
    #[arg(long, value_name = "FILE")]
    certificate: Option<String>,
}

impl ConnectionArguments {
    pub fn apply(&self, settings: &mut RunSettings) {
        fn put<T: Clone>(given: &Option<T>, place: &mut T) {
            if let Some(given) = given {
                place.clone_from(given);
            }
        }
        put(&self.workers, &mut settings.workers);
        put(&self.timeout, &mut settings.timeout_seconds);
        put(&self.retries, &mut settings.retries);
        put(&self.backoff, &mut settings.backoff);
        put(&self.retry_on, &mut settings.retry_on);
        put(&self.rate.map(Some), &mut settings.limits.rate);
        put(&self.max_in_flight.map(Some), &mut settings.limits.max_in_flight);
        put(&self.quota.map(Some), &mut settings.limits.per_day);
        put(&self.stop_after_failures.map(|most| most.0), &mut settings.stop.after_failures);
        put(&self.stop_when_first_fail.map(|most| most.0), &mut settings.stop.when_first_fail);
        settings.stop.on_sign_in_failure |= self.stop_on_sign_in_failure;
        put(&self.max_body, &mut settings.answers.max_bytes);
        put(&self.error_when.clone().map(Some), &mut settings.answers.error_when);
        put(&self.cache.map(Some), &mut settings.cache_seconds);
        put(&self.proxy.clone().map(Some), &mut settings.network.proxy);
        put(&self.certificate.clone().map(Some), &mut settings.network.certificate);
    }
}
