use std::net::{Ipv4Addr, Ipv6Addr};
use std::sync::Once;
use std::time::Duration;

use fetchgrid_model::NetworkSettings;
use reqwest::redirect::Policy;
use url::{Host, Url};

use crate::error::EngineError;
use crate::plan::Plan;

/// Kept connections are closed after this long without use, before most servers close them on their side.
const IDLE_CONNECTION: Duration = Duration::from_secs(55);

/// Who does not even take the connection is not there; a slow answer is another matter.
const CONNECTING: Duration = Duration::from_secs(10);

/// One client for all workers of a run. It keeps `kept` connections to each host for when they are needed again.
pub(crate) fn build(
    plan: &Plan,
    kept: usize,
    timeout: Duration,
    network: &NetworkSettings,
) -> Result<reqwest::Client, EngineError> {
    let target = (!plan.is_empty()).then(|| plan.request(0)).and_then(|request| request.wire.ok()).map(|wire| wire.url);
    // Followed by ourselves: see `redirect`.
    to(target.as_ref(), kept, timeout, network, Policy::none)
}

/// The same for whatever has no plan.
pub(crate) fn to(
    target: Option<&Url>,
    kept: usize,
    timeout: Duration,
    network: &NetworkSettings,
    redirects: impl Fn() -> Policy,
) -> Result<reqwest::Client, EngineError> {
    static PROVIDER: Once = Once::new();
    PROVIDER.call_once(|| {
        // Fails when the process has chosen a provider before, and then that one is used.
        let _ = rustls::crypto::ring::default_provider().install_default();
    });
    let trusted = match given(&network.certificate) {
        Some(path) => certificates(path)?,
        None => Vec::new(),
    };
    let proxy = match given(&network.proxy) {
        Some(address) => Some(proxy(address)?),
        None => None,
    };
    let builder = || {
        let builder = reqwest::Client::builder()
            // A little before the attempt's own time is over, so that it is known that there was no connection.
            .connect_timeout(CONNECTING.min(timeout.mul_f64(0.9)))
            .user_agent(concat!("Fetchgrid/", env!("CARGO_PKG_VERSION")))
            .pool_max_idle_per_host(kept)
            .pool_idle_timeout(IDLE_CONNECTION)
            .tcp_nodelay(true)
            // The address before may hold a key in its query; it is nobody's business where we come from.
            .referer(false)
            .redirect(redirects());
        let builder = if trusted.is_empty() { builder } else { builder.tls_certs_merge(trusted.clone()) };
        match target {
            _ if proxy.is_some() => proxy.iter().cloned().fold(builder, reqwest::ClientBuilder::proxy),
            // A company's proxy knows nothing of this computer's own servers, the sample API among them.
            Some(url) if is_loopback(url) => builder.no_proxy(),
            _ => builder,
        }
    };
    match builder().build() {
        // A computer without any certificates can still fetch what needs none.
        Err(_) if target.is_some_and(|url| url.scheme() == "http") => builder().tls_certs_only([]).build(),
        built => built,
    }
    .map_err(|source| EngineError::Client { source: source.without_url() })
}

/// What was typed, when it is more than spaces.
pub(crate) fn given(text: &Option<String>) -> Option<&str> {
    text.as_deref().map(str::trim).filter(|text| !text.is_empty())
}

/// Those of a PEM file.
pub(crate) fn certificates(path: &str) -> Result<Vec<reqwest::Certificate>, EngineError> {
    let unreadable = |why: String| EngineError::Certificate { path: path.to_owned(), why };
    let pem = std::fs::read(path).map_err(|error| unreadable(error.to_string()))?;
    let found = reqwest::Certificate::from_pem_bundle(&pem).map_err(|error| unreadable(error.to_string()))?;
    if found.is_empty() { Err(unreadable("there is no certificate in it".to_owned())) } else { Ok(found) }
}

/// With or without `http://` before it.
pub(crate) fn proxy(address: &str) -> Result<reqwest::Proxy, EngineError> {
    let full = if address.contains("://") { address.to_owned() } else { format!("http://{address}") };
    let shown = address.rsplit('@').next().unwrap_or(address);
    let unusable = || EngineError::Proxy { address: shown.to_owned() };
    let url = Url::parse(&full).map_err(|_| unusable())?;
    if !matches!(url.scheme(), "http" | "https") || !url.has_host() || !url.username().is_empty() {
        return Err(unusable());
    }
    reqwest::Proxy::all(url).map_err(|_| unusable())
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(address)) => address.is_loopback() || address == Ipv4Addr::UNSPECIFIED,
        Some(Host::Ipv6(address)) => address.is_loopback() || address == Ipv6Addr::UNSPECIFIED,
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
