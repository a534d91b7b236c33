//! A server that answers as the test says, counts, and remembers. It lives on a thread of its own, so that tests need
//! no runtime.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{Response, StatusCode};
use serde_json::Value;
use tokio::sync::{oneshot, watch};

/// One request as it came in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    pub method: String,
    /// Path and query, still percent-encoded.
    pub path: String,
    /// Names in small letters.
    pub headers: HashMap<String, String>,
    pub body: String,
    /// How often this path was asked for with this one, from 1.
    pub nth: u64,
    /// How many requests of any path came in with this one, from 1.
    pub number: u64,
}

#[derive(Clone, Debug)]
pub enum Answer {
    Json(Value),
    /// Status and body, as JSON.
    Status(u16, Value),
    /// Content type and body, with 200.
    Text(&'static str, String),
    /// The same of bytes that are no UTF-8.
    Bytes(&'static str, Vec<u8>),
    /// Status, headers and body.
    Full(u16, Vec<(&'static str, String)>, String),
    /// Wait so long, then answer.
    After(Duration, Box<Answer>),
    /// No answer before [`Server::release`]; then that one.
    Held(Box<Answer>),
    /// No answer for as long as the server lives.
    Never,
}

type Answers = Box<dyn Fn(&Seen) -> Answer + Send + Sync>;

struct Inner {
    answers: Answers,
    seen: Mutex<Vec<Seen>>,
    /// How often each path was asked for.
    visits: Mutex<HashMap<String, u64>>,
    /// Now and at most.
    in_flight: watch::Sender<(usize, usize)>,
    released: watch::Sender<bool>,
}

pub struct Server {
    port: u16,
    inner: Arc<Inner>,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<std::thread::JoinHandle<()>>,
}

impl Server {
    pub fn start(answers: impl Fn(&Seen) -> Answer + Send + Sync + 'static) -> Self {
        let inner = Arc::new(Inner {
            answers: Box::new(answers),
            seen: Mutex::default(),
            visits: Mutex::default(),
            in_flight: watch::Sender::new((0, 0)),
            released: watch::Sender::new(false),
        });
        let (stop, stopped) = oneshot::channel::<()>();
        let (tell_port, port) = std::sync::mpsc::channel();
        let router = Router::new().fallback(answer).with_state(inner.clone());
        let thread = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
            runtime.block_on(async move {
                let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.expect("a free port");
                tell_port.send(listener.local_addr().expect("an address").port()).expect("the test waits");
                tokio::select! {
                    _ = axum::serve(listener, router) => {}
                    _ = stopped => {}
                }
            });
        });
        let port = port.recv().expect("the server starts");
        Server { port, inner, stop: Some(stop), thread: Some(thread) }
    }

    /// Every request is answered with 200 and `{"id": <last part of the path>}`.
    pub fn echo_ids() -> Self {
        Server::start(|seen| Answer::Json(serde_json::json!({ "id": seen.last_part() })))
    }

    /// The address with a path, such as `http://127.0.0.1:1234/item/{id}`.
    pub fn at(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    pub fn seen(&self) -> Vec<Seen> {
        self.inner.seen.lock().unwrap().clone()
    }

    /// Paths in the order in which they were asked for.
    pub fn paths(&self) -> Vec<String> {
        self.seen().into_iter().map(|seen| seen.path).collect()
    }

    pub fn max_in_flight(&self) -> usize {
        self.inner.in_flight.borrow().1
    }

    /// Waits until so many requests are being answered at once.
    pub fn wait_in_flight(&self, count: usize, limit: Duration) {
        let mut changes = self.inner.in_flight.subscribe();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().expect("a runtime");
        let waited = runtime
            .block_on(async { tokio::time::timeout(limit, changes.wait_for(|(now, _)| *now >= count)).await.is_ok() });
        assert!(waited, "{count} requests at once were not seen within {limit:?}; {} came", self.seen().len());
    }

    /// Lets all held answers go, those to come as well.
    pub fn release(&self) {
        self.inner.released.send_replace(true);
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

impl Seen {
    /// What stands after the last slash, without the query.
    pub fn last_part(&self) -> String {
        let path = self.path.split('?').next().unwrap_or_default();
        path.rsplit('/').next().unwrap_or_default().to_owned()
    }
}

/// Counts a request out again however it ends: a client that goes away drops the handler.
struct InFlight(Arc<Inner>);

impl InFlight {
    fn enter(inner: Arc<Inner>) -> Self {
        inner.in_flight.send_modify(|(now, most)| {
            *now += 1;
            *most = (*most).max(*now);
        });
        InFlight(inner)
    }
}

impl Drop for InFlight {
    fn drop(&mut self) {
        self.0.in_flight.send_modify(|(now, _)| *now -= 1);
    }
}

async fn answer(State(inner): State<Arc<Inner>>, request: Request) -> Response<Body> {
    let _in_flight = InFlight::enter(inner.clone());
    let (parts, body) = request.into_parts();
    let body = axum::body::to_bytes(body, 16 << 20).await.unwrap_or_default();
    let path = parts.uri.path_and_query().map(ToString::to_string).unwrap_or_default();
    let headers = parts.headers.iter();
    let seen = {
        let mut all = inner.seen.lock().unwrap();
        let seen = Seen {
            method: parts.method.to_string(),
            headers: headers
                .map(|(name, value)| (name.to_string(), String::from_utf8_lossy(value.as_bytes()).into_owned()))
                .collect(),
            body: String::from_utf8_lossy(&body).into_owned(),
            nth: {
                let mut visits = inner.visits.lock().unwrap();
                let count = visits.entry(path.clone()).or_default();
                *count += 1;
                *count
            },
            number: 1 + all.len() as u64,
            path,
        };
        all.push(seen.clone());
        seen
    };
    let mut answer = (inner.answers)(&seen);
    loop {
        let (status, headers, body) = match answer {
            Answer::After(time, then) => {
                tokio::time::sleep(time).await;
                answer = *then;
                continue;
            }
            Answer::Held(then) => {
                let _ = inner.released.subscribe().wait_for(|released| *released).await;
                answer = *then;
                continue;
            }
            Answer::Never => std::future::pending().await,
            Answer::Json(value) => {
                (200, vec![("content-type", "application/json".to_owned())], value.to_string().into_bytes())
            }
            Answer::Status(status, value) => {
                (status, vec![("content-type", "application/json".to_owned())], value.to_string().into_bytes())
            }
            Answer::Text(content_type, body) => {
                (200, vec![("content-type", content_type.to_owned())], body.into_bytes())
            }
            Answer::Bytes(content_type, body) => (200, vec![("content-type", content_type.to_owned())], body),
            Answer::Full(status, headers, body) => (status, headers, body.into_bytes()),
        };
        let mut response = Response::builder().status(StatusCode::from_u16(status).expect("a status"));
        for (name, value) in headers {
            response = response.header(name, value);
        }
        return response.body(Body::from(body)).expect("a valid answer");
    }
}
