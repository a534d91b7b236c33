use std::fmt;
use std::net::{Ipv4Addr, Ipv6Addr};
use std::sync::Once;
use std::time::Duration;

use reqwest::redirect::{Action, Attempt, Policy};
use url::{Host, Url};

use crate::error::EngineError;
use crate::plan::Plan;

/// More hops than any working API makes; reqwest's own default.
pub(crate) const MOST_REDIRECTS: usize = 10;

/// Kept connections are closed after this long without use, before most servers close them on their side.
const IDLE_CONNECTION: Duration = Duration::from_secs(55);

/// One client for all workers of a run: it keeps the connections.
pub(crate) fn build(plan: &Plan, workers: usize) -> Result<reqwest::Client, EngineError> {
    static PROVIDER: Once = Once::new();
    PROVIDER.call_once(|| {
        // Fails when the process has chosen a provider before, and then that one is used.
        let _ = rustls::crypto::ring::default_provider().install_default();
    });
    let target = (!plan.is_empty()).then(|| plan.request(0)).and_then(|request| request.wire.ok()).map(|wire| wire.url);
    let builder = || {
        let builder = reqwest::Client::builder()
            .user_agent(concat!("Fetchgrid/", env!("CARGO_PKG_VERSION")))
            .pool_max_idle_per_host(workers)
            .pool_idle_timeout(IDLE_CONNECTION)
            .tcp_nodelay(true)
            // The address before may hold a key in its query; it is nobody's business where we come from.
            .referer(false)
            .redirect(redirects(plan.compiled().has_own_secret_headers()));
        match &target {
            // A company's proxy knows nothing of this computer's own servers, the sample API among them.
            Some(url) if is_loopback(url) => builder.no_proxy(),
            _ => builder,
        }
    };
    match builder().build() {
        // A computer without any certificates can still fetch what needs none.
        Err(_) if target.as_ref().is_some_and(|url| url.scheme() == "http") => builder().tls_certs_only([]).build(),
        built => built,
    }
    .map_err(|source| EngineError::Client { source: source.without_url() })
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(address)) => address.is_loopback() || address == Ipv4Addr::UNSPECIFIED,
        Some(Host::Ipv6(address)) => address.is_loopback() || address == Ipv6Addr::UNSPECIFIED,
        None => false,
    }
}

/// Why a redirect was not followed.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum RedirectRefused {
    TooMany,
    /// It leads to another host, and the request carries secret headers that reqwest would take along.
    CrossHost {
        host: String,
    },
}

impl fmt::Display for RedirectRefused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            RedirectRefused::TooMany => write!(f, "more than {MOST_REDIRECTS} redirects"),
            RedirectRefused::CrossHost { host } => write!(f, "redirect to another host, {host}"),
        }
    }
}

impl std::error::Error for RedirectRefused {}

/// reqwest takes `Authorization` and cookies off when the host changes, but it cannot know of `X-Api-Key`.
fn redirects(own_secret_headers: bool) -> Policy {
    Policy::custom(move |attempt: Attempt<'_>| -> Action {
        if attempt.previous().len() > MOST_REDIRECTS {
            return attempt.error(RedirectRefused::TooMany);
        }
        let stays = attempt.previous().first().is_none_or(|first| stays_home(first, attempt.url()));
        if own_secret_headers && !stays {
            let host = attempt.url().host_str().unwrap_or_default().to_owned();
            return attempt.error(RedirectRefused::CrossHost { host });
        }
        attempt.follow()
    })
}

/// The same origin, or the same host from plain to secure on the usual ports.
fn stays_home(first: &Url, next: &Url) -> bool {
    let upgraded =
        first.scheme() == "http" && next.scheme() == "https" && first.port().is_none() && next.port().is_none();
    first.host() == next.host() && (first.origin() == next.origin() || upgraded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_of_redirects() {
        #[track_caller]
        fn check(first: &str, next: &str, expected: bool) {
            assert_eq!(
                stays_home(&Url::parse(first).unwrap(), &Url::parse(next).unwrap()),
                expected,
                "{first} to {next}"
            );
        }
        check("https://a.example/x", "https://a.example/y", true);
        check("http://a.example/x", "https://a.example/x", true);
        check("https://a.example/x", "http://a.example/x", false);
        check("https://a.example/x", "https://b.example/x", false);
        check("https://a.example/x", "https://www.a.example/x", false);
        check("http://a.example:81/x", "https://a.example/x", false);
        check("http://127.0.0.1:81/x", "http://127.0.0.1:82/x", false);
    }

    #[test]
    fn loopback_hosts() {
        for (address, expected) in [
            ("http://127.0.0.1:4010/", true),
            ("http://[::1]/", true),
            ("http://localhost/", true),
            ("http://api.localhost/", true),
            ("http://example.com/", false),
            ("http://10.0.0.1/", false),
        ] {
            assert_eq!(is_loopback(&Url::parse(address).unwrap()), expected, "{address}");
        }
    }
}
