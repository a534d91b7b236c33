use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use bytes::{Bytes, BytesMut};
use fetchgrid_model::{ErrorRule, Header, Response, SECRET_MASK, is_secret_name};
use fetchgrid_pace::{Asked, Heard, Pace, Permit, QuotaUsedUp, asked};
use reqwest::header::HeaderMap;
use tokio::sync::{Semaphore, SemaphorePermit};

use crate::cause::Cause;
use crate::inspect::inspect;
use crate::options::TakesPage;
use crate::redirect::Hop;
use crate::template::{Template, Wire};

/// Bodies up to here are copied out of the connection's buffer. They are small compared with it, and it would be kept for
/// as long as they wait to be written.
const COPIED: usize = 64 * 1024;

/// A body that grows past this needs one of the few places for large ones. So a thousand workers hold a thousand times this
/// at most, and not a thousand times the largest answer that is accepted.
const LARGE: usize = 1024 * 1024;

/// Large bodies that may be on their way at the same time.
pub(crate) const LARGE_AT_ONCE: usize = 4;

/// The body of an answer that only leads elsewhere is read up to here, so that its connection can be used again.
const DRAINED: usize = 64 * 1024;

/// Sends one request and takes in its answer.
pub(crate) struct Sender {
    pub(crate) http: reqwest::Client,
    /// Keeps no connections, for a request that lost a kept one.
    pub(crate) afresh: reqwest::Client,
    pub(crate) timeout: Duration,
    pub(crate) largest_body: usize,
    pub(crate) error_when: Option<ErrorRule>,
    pub(crate) takes_page: Option<TakesPage>,
    pub(crate) pace: Arc<Pace>,
    pub(crate) large: Semaphore,
    /// Requests that are with a server.
    pub(crate) in_flight: AtomicU32,
    /// Whether any request was answered so far.
    pub(crate) was_answered: AtomicBool,
}

/// One sending of a request.
#[derive(Debug)]
pub(crate) struct Attempt {
    /// Milliseconds since 1970, UTC.
    pub(crate) started_at_ms: i64,
    /// Without what was waited for by the limits of hosts.
    pub(crate) duration: Duration,
    /// An answer with a 2xx status, or what stood in its way.
    pub(crate) result: Result<Response, Failed>,
}

#[derive(Debug)]
pub(crate) struct Failed {
    pub(crate) cause: Cause,
    /// There when the server did answer.
    pub(crate) response: Option<Response>,
    pub(crate) blame: Blame,
}

/// Whose fault it was, for the count of attempts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Blame {
    /// The attempt counts.
    Request,
    /// The host cannot be reached at all: nothing is said about the request.
    Network,
    /// A kept connection was closed just as it was used again, as servers may at any time.
    Connection,
}

impl Failed {
    fn unanswered(cause: Cause) -> Self {
        Failed { cause, response: None, blame: Blame::Request }
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

/// What one hop came to.
enum Arrival {
    Answer { response: Response, asked: Asked },
    Onward(Box<Hop>),
    Refused(Cause),
}

/// The host that a request goes to, as limits know it: with its port where that is not the usual one.
pub(crate) fn host_of(wire: &Wire) -> String {
    let host = wire.url.host_str().unwrap_or_default();
    match wire.url.port() {
        Some(port) => format!("{host}:{port}"),
        None => host.to_owned(),
    }
}

impl Sender {
    /// `permit` is for the first host; those that a redirect leads to are waited for here. Who asks to slow down without
    /// saying for how long is left alone for `fallback`.
    pub(crate) async fn send(
        &self,
        wire: Wire,
        template: &Template,
        permit: Permit,
        fallback: Duration,
        afresh: bool,
    ) -> Result<Attempt, QuotaUsedUp> {
        let started_at_ms = now_ms();
        let mut duration = Duration::ZERO;
        let mut hop = Hop::first(wire, template);
        let mut permit = permit;
        let result = loop {
            let started = Instant::now();
            let left = self.timeout.saturating_sub(duration);
            let exchanged = {
                let _in_flight = InFlight::new(&self.in_flight);
                tokio::time::timeout(left, self.exchange(&hop, template, afresh)).await
            };
            duration += started.elapsed();
            let (result, heard) = match exchanged {
                Ok(Ok(Arrival::Onward(next))) => {
                    permit.heard(Heard::Answer(Asked::default()));
                    permit = self.pace.admit(&host_of(&next.wire)).await?;
                    hop = *next;
                    continue;
                }
                Ok(Ok(Arrival::Refused(cause))) => (Err(Failed::unanswered(cause)), Heard::Answer(Asked::default())),
                Ok(Ok(Arrival::Answer { response, asked })) => self.judge(response, asked, template, fallback),
                Ok(Err(Broken::TooLarge(response))) => {
                    let cause = Cause::too_large(self.largest_body);
                    let failed = Failed { cause, response: Some(response), blame: Blame::Request };
                    (Err(failed), Heard::Answer(Asked::default()))
                }
                Ok(Err(Broken::Transport(error))) => self.broken(error, &hop),
                Err(_) => (Err(Failed::unanswered(Cause::timeout(self.timeout))), Heard::Nothing),
            };
            let is_answered = !matches!(heard, Heard::Nothing | Heard::Unreachable);
            let verdict = permit.heard(heard);
            let result = result.map_err(|mut failed: Failed| {
                if verdict.is_offline {
                    failed.blame = Blame::Network;
                }
                failed
            });
            if is_answered {
                self.was_answered.store(true, Ordering::Relaxed);
            }
            break result;
        };
        Ok(Attempt { started_at_ms, duration, result })
    }

    /// Whether a web page is what was asked for.
    fn takes(&self, page: &Response, template: &Template) -> bool {
        template.wants_page() || self.takes_page.as_ref().is_some_and(|takes| takes(page))
    }

    /// Good or not, and what the answer says about the pace.
    fn judge(
        &self,
        response: Response,
        asked: Asked,
        template: &Template,
        fallback: Duration,
    ) -> (Result<Response, Failed>, Heard) {
        let status = response.status;
        let none_left = asked.budget.is_some_and(|budget| budget.remaining == 0);
        let is_refused = status == 429 || status == 403 && (asked.wait.is_some() || none_left);
        let heard = if is_refused || status == 503 && asked.wait.is_some() {
            Heard::SlowDown { asked, fallback }
        } else {
            Heard::Answer(asked)
        };
        let cause = if is_refused {
            Some(Cause::slow_down(status))
        } else {
            Cause::of_status(status, template.method)
                .or_else(|| inspect(&response, |page| self.takes(page, template), self.error_when.as_ref()))
        };
        let result = match cause {
            Some(cause) => Err(Failed { cause, response: Some(response), blame: Blame::Request }),
            None => Ok(response),
        };
        (result, heard)
    }

    fn broken(&self, error: reqwest::Error, hop: &Hop) -> (Result<Response, Failed>, Heard) {
        let error = error.without_url();
        tracing::debug!(error = %chain(&error), "an attempt failed");
        let cause = Cause::of_error(&error, &hop.wire.url);
        let heard = if error.is_connect() && !cause.is_about_trust() { Heard::Unreachable } else { Heard::Nothing };
        // Only where sending twice does no harm, and where connections are known to work at all.
        let was_stale = hop.method == reqwest::Method::GET
            && self.was_answered.load(Ordering::Relaxed)
            && Cause::is_closed_without_a_word(&error);
        let blame = if was_stale { Blame::Connection } else { Blame::Request };
        (Err(Failed { cause, response: None, blame }), heard)
    }

    async fn exchange(&self, hop: &Hop, template: &Template, afresh: bool) -> Result<Arrival, Broken> {
        let http = if afresh { &self.afresh } else { &self.http };
        let mut request = reqwest::Request::new(hop.method.clone(), hop.wire.url.clone());
        *request.headers_mut() = hop.wire.headers.clone();
        *request.body_mut() = hop.wire.body.clone().map(reqwest::Body::from);
        let mut answer = http.execute(request).await?;
        match hop.next(answer.status().as_u16(), answer.headers(), template) {
            Some(Ok(next)) => {
                drain(&mut answer).await;
                return Ok(Arrival::Onward(Box::new(next)));
            }
            Some(Err(cause)) => return Ok(Arrival::Refused(cause)),
            None => {}
        }
        let asked = asked(|name| answer.headers().get(name).and_then(|value| value.to_str().ok()), SystemTime::now());
        let response = self.take_in(&mut answer, template).await?;
        Ok(Arrival::Answer { response, asked })
    }

    /// Reads the whole answer, up to the largest that is accepted. Sizes are those of the unpacked body.
    async fn take_in(&self, answer: &mut reqwest::Response, template: &Template) -> Result<Response, Broken> {
        let mut response = Response {
            status: answer.status().as_u16(),
            headers: stored(answer.headers(), template),
            body: Bytes::new(),
        };
        let announced = answer.content_length().unwrap_or(0);
        if announced > self.largest_body as u64 {
            return Err(Broken::TooLarge(response));
        }
        let Some(first) = answer.chunk().await? else { return Ok(response) };
        let mut place: Option<SemaphorePermit<'_>> = None;
        let mut more: Option<BytesMut> = None;
        while let Some(chunk) = answer.chunk().await? {
            let body = more.get_or_insert_with(|| {
                // The server's word is taken for the size up to a limit, so that most bodies are not moved as they grow.
                let mut body = BytesMut::with_capacity((announced as usize).min(LARGE).max(first.len() + chunk.len()));
                body.extend_from_slice(&first);
                body
            });
            let size = body.len() + chunk.len();
            if size > self.largest_body {
                return Err(Broken::TooLarge(response));
            }
            if size > LARGE && place.is_none() {
                // Nobody closes the semaphore, so this is never none.
                place = self.large.acquire().await.ok();
            }
            body.extend_from_slice(&chunk);
        }
        response.body = match more {
            Some(body) => body.freeze(),
            None if first.len() > self.largest_body => return Err(Broken::TooLarge(response)),
            None if first.len() <= COPIED => Bytes::copy_from_slice(&first),
            None => first,
        };
        Ok(response)
    }
}

async fn drain(answer: &mut reqwest::Response) {
    let mut read = 0;
    while let Ok(Some(chunk)) = answer.chunk().await {
        read += chunk.len();
        if read > DRAINED {
            return;
        }
    }
}

/// Counts a request for as long as it is under way, also when it is cut off.
struct InFlight<'a>(&'a AtomicU32);

impl<'a> InFlight<'a> {
    fn new(count: &'a AtomicU32) -> Self {
        count.fetch_add(1, Ordering::Relaxed);
        InFlight(count)
    }
}

impl Drop for InFlight<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

pub(crate) fn now_ms() -> i64 {
    // A clock before 1970 is wrong already; zero says so as well as anything.
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_millis() as i64)
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
