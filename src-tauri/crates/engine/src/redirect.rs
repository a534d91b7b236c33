//! Where an answer sends us on to, and what may go along.

use reqwest::Method;
use reqwest::header::{CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, HeaderMap, LOCATION};
use url::Url;

use crate::cause::Cause;
use crate::template::{Template, Wire};

/// More hops than any working API makes.
pub(crate) const MOST_REDIRECTS: usize = 10;

/// One sending on the way from the planned address to the answer.
#[derive(Clone, Debug)]
pub(crate) struct Hop {
    pub(crate) method: Method,
    pub(crate) wire: Wire,
    /// Where this request has been already.
    before: Vec<Url>,
}

impl Hop {
    pub(crate) fn first(wire: Wire, template: &Template) -> Self {
        let method = match template.method {
            fetchgrid_model::Method::Get => Method::GET,
            fetchgrid_model::Method::Post => Method::POST,
        };
        Hop { method, wire, before: Vec::new() }
    }

    /// The next hop, when the answer leads to one. A 3xx without a target is left to those who judge the status.
    pub(crate) fn next(&self, status: u16, headers: &HeaderMap, template: &Template) -> Option<Result<Hop, Cause>> {
        if !matches!(status, 301 | 302 | 303 | 307 | 308) {
            return None;
        }
        let target = headers.get(LOCATION)?;
        let here = &self.wire.url;
        let target = target.to_str().ok().and_then(|target| here.join(target).ok());
        let Some(mut target) = target.filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host()) else {
            return Some(Err(Cause::redirect_unusable()));
        };
        target.set_fragment(None);
        let mut next = Hop { method: self.method.clone(), wire: self.wire.clone(), before: self.before.clone() };
        if status == 303 || self.method == Method::POST && matches!(status, 301 | 302) {
            next.method = Method::GET;
            next.wire.body = None;
            for name in [CONTENT_TYPE, CONTENT_LENGTH, CONTENT_ENCODING] {
                next.wire.headers.remove(name);
            }
        }
        if !stays_home(here, &target) {
            if next.wire.body.is_some() {
                let host = target.host_str().unwrap_or_default();
                return Some(Err(Cause::redirect_with_body(host)));
            }
            template.leave_secrets_behind(&mut next.wire.headers);
        }
        next.before.push(here.clone());
        // Nothing changes between two visits of one address, since no cookies are kept: it would go on for ever.
        let goes_in_circles = next.method == self.method && next.before.contains(&target);
        if goes_in_circles || next.before.len() > MOST_REDIRECTS {
            return Some(Err(Cause::too_many_redirects()));
        }
        next.wire.url = target;
        Some(Ok(next))
    }
}

/// The same origin, or the same host from plain to secure on the usual ports.
pub(crate) fn stays_home(here: &Url, next: &Url) -> bool {
    let upgraded =
        here.scheme() == "http" && next.scheme() == "https" && here.port().is_none() && next.port().is_none();
    here.host() == next.host() && (here.origin() == next.origin() || upgraded)
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
}
