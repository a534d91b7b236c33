use std::error::Error;
use std::io;
use std::time::Duration;

use fetchgrid_model::{Failure, FailureCategory, Method};
use url::Url;

use crate::redirect::MOST_REDIRECTS;

/// Why an attempt failed, before it is known whether another one follows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Cause {
    pub(crate) category: FailureCategory,
    /// What happened.
    what: String,
    /// What to do.
    advice: &'static str,
}

impl Cause {
    fn new(category: FailureCategory, what: impl Into<String>, advice: &'static str) -> Self {
        Cause { category, what: what.into(), advice }
    }

    /// The other side was there, but is not trusted or speaks something else.
    pub(crate) fn is_about_trust(&self) -> bool {
        self.category == FailureCategory::Tls
    }

    pub(crate) fn into_failure(self, attempts: u32) -> Failure {
        let mut message = self.what;
        if attempts > 1 {
            message.push_str(&format!(" Tried {attempts} times."));
        }
        if !self.advice.is_empty() {
            message.push(' ');
            message.push_str(self.advice);
        }
        Failure { category: self.category, message }
    }

    pub(crate) fn invalid(reason: &str) -> Self {
        Self::new(
            FailureCategory::InvalidRequest,
            format!("This request was not sent. {reason}"),
            "Check the value in the ID list.",
        )
    }

    pub(crate) fn timeout(after: Duration) -> Self {
        let after = if after.subsec_millis() == 0 {
            format!("{} s", after.as_secs())
        } else {
            format!("{} ms", after.as_millis())
        };
        Self::new(
            FailureCategory::Timeout,
            format!("No answer in {after}."),
            "Raise the time-out or use fewer workers, and press Retry failed.",
        )
    }

    pub(crate) fn too_large(limit: usize) -> Self {
        Self::new(
            FailureCategory::TooLarge,
            format!("The answer is larger than {} MB.", limit / 1_000_000),
            "Ask the API for less at a time, for example page by page.",
        )
    }

    /// By 429, or by another refusal that says when to come back.
    pub(crate) fn slow_down(status: u16) -> Self {
        Self::new(
            FailureCategory::TooManyRequests,
            format!("The API asked us to slow down ({status})."),
            "Set a limit under Speed and press Retry failed later.",
        )
    }

    pub(crate) fn web_page(status: u16) -> Self {
        Self::new(
            FailureCategory::WebPage,
            format!("The server sent a web page instead of data ({status}); often a sign-in page."),
            "Open the address in a browser to see which.",
        )
    }

    pub(crate) fn cut_off(what: &str) -> Self {
        Self::new(FailureCategory::CutOff, what, "Use fewer workers and press Retry failed.")
    }

    pub(crate) fn error_in_answer(says: &str, status: u16) -> Self {
        Self::new(
            FailureCategory::ErrorInAnswer,
            format!("The answer says that it is an error ({status}): {says}."),
            "Check the values of these rows.",
        )
    }

    pub(crate) fn too_many_redirects() -> Self {
        Self::new(
            FailureCategory::Redirect,
            format!("The server redirected in a circle, or more than {MOST_REDIRECTS} times."),
            "Check the address; it may want a sign-in.",
        )
    }

    pub(crate) fn redirect_unusable() -> Self {
        Self::new(
            FailureCategory::Redirect,
            "The server redirected to an address that cannot be fetched.",
            "Check the address.",
        )
    }

    pub(crate) fn redirect_with_body(host: &str) -> Self {
        Self::new(
            FailureCategory::Redirect,
            format!("The server redirected to another host, {host}, and what you send is not sent there."),
            "If you trust that host, put it into the address.",
        )
    }

    /// None for a status that means success.
    pub(crate) fn of_status(status: u16, method: Method) -> Option<Self> {
        use FailureCategory::*;
        Some(match status {
            200..=299 => return None,
            401 => Self::new(
                SignIn,
                "The API did not accept your key (401).",
                "Fix it under Sign-in and press Retry failed.",
            ),
            403 => Self::new(
                SignIn,
                "The API does not allow this request (403).",
                "Check what your key may do, fix it under Sign-in and press Retry failed.",
            ),
            404 => {
                Self::new(NotFound, "The API has no record for these values (404).", "Usually the ID does not exist.")
            }
            410 => Self::new(NotFound, "The record was there but is gone (410).", ""),
            429 => Self::slow_down(429),
            405 => Self::new(
                ClientError,
                format!("The API does not take {} at this address (405).", method.as_str()),
                "Choose the other method.",
            ),
            400..=499 => Self::new(
                ClientError,
                format!("The API did not understand the request ({status})."),
                "Compare the address, query and body with the API's documentation; its answer may say more.",
            ),
            500..=599 => {
                Self::new(ServerError, format!("The server had a problem ({status})."), "Press Retry failed later.")
            }
            300..=399 => Self::new(
                Redirect,
                format!("The server redirected without saying where to ({status})."),
                "Check the address.",
            ),
            _ => Self::new(UnexpectedFormat, format!("The server answered with an unknown status ({status})."), ""),
        })
    }

    /// `url` is where the request was meant to go. Nothing of it is quoted but host and port.
    pub(crate) fn of_error(error: &reqwest::Error, url: &Url) -> Self {
        use FailureCategory::*;
        let host = url.host_str().unwrap_or_default();
        if error.is_dns() {
            return Self::new(NameNotFound, format!("Could not find host {host}."), "Check the spelling.");
        }
        if let Some(problem) = find::<rustls::Error>(error) {
            return Self::of_tls(problem, host);
        }
        if error.is_timeout() {
            return Self::new(
                Timeout,
                format!("{host} did not answer at all."),
                "Check the network and whether the server is running, and press Retry failed.",
            );
        }
        let port = url.port_or_known_default().unwrap_or_default();
        let io = find::<io::Error>(error).map(io::Error::kind);
        if error.is_connect() {
            return match io {
                Some(io::ErrorKind::ConnectionRefused) => Self::new(
                    Connection,
                    format!("Could not connect to {host}: nothing answers at port {port}."),
                    "Check the address and whether the server is running.",
                ),
                _ => Self::new(
                    Connection,
                    format!("Could not connect to {host} at port {port}."),
                    "Check the network and the address, and press Retry failed.",
                ),
            };
        }
        if error.is_builder() {
            return Self::invalid("The value makes the address invalid.");
        }
        // A body that breaks off and one that cannot be unpacked look alike from here, save for what lies beneath.
        let broke_off = io.is_some_and(|kind| {
            !matches!(kind, io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput | io::ErrorKind::Other)
        });
        if error.is_decode() && !broke_off && !says_incomplete(error) {
            return Self::new(
                UnexpectedFormat,
                "The answer is packed in a way that cannot be unpacked.",
                "The server names the wrong compression, or a proxy damaged it.",
            );
        }
        if find::<hyper::Error>(error).is_some_and(hyper::Error::is_parse) {
            return Self::new(
                UnexpectedFormat,
                "The server's answer is no HTTP.",
                "Check the address and the port; another kind of server may be there.",
            );
        }
        if Self::is_closed_without_a_word(error) || error.is_request() {
            return Self::new(
                Connection,
                "The server closed the connection without an answer.",
                "Use fewer workers and press Retry failed.",
            );
        }
        Self::cut_off("The server closed the connection before the answer was complete.")
    }

    /// The connection ended, or was reset, before anything of an answer came.
    pub(crate) fn is_closed_without_a_word(error: &reqwest::Error) -> bool {
        if !error.is_request() || error.is_connect() || error.is_timeout() {
            return false;
        }
        let ended = find::<hyper::Error>(error).is_some_and(hyper::Error::is_incomplete_message);
        let reset = find::<io::Error>(error)
            .is_some_and(|error| matches!(error.kind(), io::ErrorKind::ConnectionReset | io::ErrorKind::BrokenPipe));
        ended || reset
    }

    fn of_tls(error: &rustls::Error, host: &str) -> Self {
        use rustls::CertificateError as Certificate;
        let (what, advice) = match error {
            rustls::Error::InvalidCertificate(Certificate::Expired | Certificate::ExpiredContext { .. }) => (
                format!("The certificate of {host} has expired."),
                "Check this computer's clock; otherwise its owner has to renew it.",
            ),
            rustls::Error::InvalidCertificate(Certificate::NotValidYet | Certificate::NotValidYetContext { .. }) => {
                (format!("The certificate of {host} is not valid yet."), "Check this computer's clock.")
            }
            rustls::Error::InvalidCertificate(
                Certificate::NotValidForName | Certificate::NotValidForNameContext { .. },
            ) => (format!("The certificate of {host} is for another host."), "Check the spelling of the address."),
            rustls::Error::InvalidCertificate(_) => (
                format!("The certificate of {host} is not trusted on this computer."),
                "Your network may re-sign traffic; choose its certificate under Network.",
            ),
            _ => (
                format!("No secure connection to {host} could be made."),
                "Check whether the address begins with https:// rightly.",
            ),
        };
        Self::new(FailureCategory::Tls, what, advice)
    }
}

/// The first error of that type in the chain. An `io::Error` that wraps another names the inside of that one as its
/// source, so that the wrapped one itself has to be asked for.
fn find<'a, T: Error + 'static>(error: &'a (dyn Error + 'static)) -> Option<&'a T> {
    let mut next = Some(error);
    while let Some(error) = next {
        if let Some(found) = error.downcast_ref::<T>() {
            return Some(found);
        }
        if let Some(inner) = error.downcast_ref::<io::Error>().and_then(io::Error::get_ref)
            && let Some(found) = find::<T>(inner)
        {
            return Some(found);
        }
        next = error.source();
    }
    None
}

/// hyper's error has no kind that could be asked from here.
fn says_incomplete(error: &(dyn Error + 'static)) -> bool {
    let mut next = Some(error);
    while let Some(error) = next {
        let text = error.to_string();
        if text.contains("end of file before message length")
            || text.contains("connection closed")
            || text.contains("incomplete")
        {
            return true;
        }
        next = error.source();
    }
    false
}
