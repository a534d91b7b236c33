use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use bytes::{Bytes, BytesMut};
use fetchgrid_model::{Header, Method, Response, SECRET_MASK, is_secret_name};
use reqwest::header::{HeaderMap, RETRY_AFTER};
use url::Url;

use crate::cause::Cause;
use crate::retry::retry_after;
use crate::template::{Template, Wire};

/// Larger answers are not accepted: each worker holds one in memory, and the queue behind them several more.
pub(crate) const LARGEST_BODY: usize = 64_000_000;

/// Bodies up to here are copied out of the connection's buffer. They are small compared with it, and it would be kept for
/// as long as they wait to be written.
const COPIED: usize = 64 * 1024;

/// Sends one request and takes in its answer.
#[derive(Clone, Debug)]
pub(crate) struct Sender {
    pub(crate) http: reqwest::Client,
    pub(crate) timeout: Duration,
    pub(crate) largest_body: usize,
}

/// One sending of a request.
#[derive(Debug)]
pub(crate) struct Attempt {
    /// Milliseconds since 1970, UTC.
    pub(crate) started_at_ms: i64,
    pub(crate) duration: Duration,
    /// An answer with a 2xx status, or what stood in its way.
    pub(crate) result: Result<Response, Failed>,
}

#[derive(Debug)]
pub(crate) struct Failed {
    pub(crate) cause: Cause,
    /// There when the server did answer.
    pub(crate) response: Option<Response>,
    /// How long the server wants to be left alone.
    pub(crate) retry_after: Option<Duration>,
}

impl Failed {
    fn unanswered(cause: Cause) -> Self {
        Failed { cause, response: None, retry_after: None }
    }
}

impl Attempt {
    /// A request that a value made impossible; it was never sent.
    pub(crate) fn unsendable(cause: Cause) -> Self {
        Attempt { started_at_ms: now_ms(), duration: Duration::ZERO, result: Err(Failed::unanswered(cause)) }
    }

    /// A status came, so that the time says something about the server.
    pub(crate) fn is_answered(&self) -> bool {
        self.result.as_ref().map_or_else(|failed| failed.response.is_some(), |_| true)
    }
}

/// What ends the exchange before there is a whole answer.
enum Broken {
    Transport(reqwest::Error),
    TooLarge(Response),
}

impl From<reqwest::Error> for Broken {
    fn from(error: reqwest::Error) -> Self {
        Broken::Transport(error)
    }
}

impl Sender {
    pub(crate) async fn send(&self, wire: Wire, template: &Template) -> Attempt {
        let started_at_ms = now_ms();
        let started = Instant::now();
        // The address is needed for the words of a failure only, but reqwest takes it with the request.
        let url = wire.url.clone();
        let outcome = tokio::time::timeout(self.timeout, self.exchange(wire, template)).await;
        let duration = started.elapsed();
        let result = match outcome {
            Err(_) => Err(Failed::unanswered(Cause::timeout(self.timeout))),
            Ok(Err(Broken::Transport(error))) => Err(Failed::unanswered(self.cause_of(error, &url))),
            Ok(Err(Broken::TooLarge(response))) => {
                let cause = Cause::too_large(self.largest_body);
                Err(Failed { cause, response: Some(response), retry_after: None })
            }
            Ok(Ok((response, retry_after))) => match Cause::of_status(response.status, template.method) {
                Some(cause) => Err(Failed { cause, response: Some(response), retry_after }),
                None => Ok(response),
            },
        };
        Attempt { started_at_ms, duration, result }
    }

    fn cause_of(&self, error: reqwest::Error, url: &Url) -> Cause {
        let error = error.without_url();
        tracing::debug!(error = %chain(&error), "an attempt failed");
        Cause::of_error(&error, url)
    }

    async fn exchange(&self, wire: Wire, template: &Template) -> Result<(Response, Option<Duration>), Broken> {
        let method = match template.method {
            Method::Get => reqwest::Method::GET,
            Method::Post => reqwest::Method::POST,
        };
        let mut request = reqwest::Request::new(method, wire.url);
        *request.headers_mut() = wire.headers;
        *request.body_mut() = wire.body.map(reqwest::Body::from);
        let mut answer = self.http.execute(request).await?;
        let retry_after = asked_wait(answer.headers());
        let mut response = Response {
            status: answer.status().as_u16(),
            headers: stored(answer.headers(), template),
            body: Bytes::new(),
        };
        let announced = answer.content_length().unwrap_or(0);
        if announced > self.largest_body as u64 {
            return Err(Broken::TooLarge(response));
        }

        let Some(first) = answer.chunk().await? else { return Ok((response, retry_after)) };
        let mut more: Option<BytesMut> = None;
        while let Some(chunk) = answer.chunk().await? {
            let body = more.get_or_insert_with(|| {
                // The server's word is taken for the size up to the limit, so that most bodies are not moved as they grow.
                let mut body = BytesMut::with_capacity((announced as usize).max(first.len() + chunk.len()));
                body.extend_from_slice(&first);
                body
            });
            if body.len() + chunk.len() > self.largest_body {
                return Err(Broken::TooLarge(response));
            }
            body.extend_from_slice(&chunk);
        }
        response.body = match more {
            Some(body) => body.freeze(),
            None if first.len() > self.largest_body => return Err(Broken::TooLarge(response)),
            None if first.len() <= COPIED => Bytes::copy_from_slice(&first),
            None => first,
        };
        Ok((response, retry_after))
    }
}

pub(crate) fn now_ms() -> i64 {
    // A clock before 1970 is wrong already; zero says so as well as anything.
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_millis() as i64)
}

fn asked_wait(headers: &HeaderMap) -> Option<Duration> {
    retry_after(headers.get(RETRY_AFTER)?.to_str().ok()?, SystemTime::now())
}

/// The answer's headers as they are kept. The document outlives the session, so secrets are masked: cookies, and ours
/// where a server repeats them.
fn stored(headers: &HeaderMap, template: &Template) -> Vec<Header> {
    headers
        .iter()
        .map(|(name, value)| {
            let name = name.as_str();
            let value = if name == "set-cookie" || is_secret_name(name) {
                SECRET_MASK.to_owned()
            } else {
                let value = String::from_utf8_lossy(value.as_bytes()).into_owned();
                if template.has_secrets() { template.redact(value) } else { value }
            };
            Header { name: name.to_owned(), value }
        })
        .collect()
}

/// For the log only; the chain of a reqwest error without its address holds none of the request.
fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(error) = source {
        text.push_str(": ");
        text.push_str(&error.to_string());
        source = error.source();
    }
    text
}
