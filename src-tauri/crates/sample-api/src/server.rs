use std::collections::VecDeque;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, Uri};
use axum::routing::get;
use axum::serve::ListenerExt;
use serde::Serialize;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use crate::mishap::Visits;
use crate::options::SampleOptions;
use crate::reply::{self, Reply};
use crate::{answers, characters, inventory, paged, users};

/// Paths that the log keeps: the last of them, so that a long run does not fill the memory.
const LOG_LENGTH: usize = 10_000;

/// What the routes share.
pub(crate) struct Server {
    pub(crate) options: SampleOptions,
    pub(crate) visits: Visits,
    /// Whether the page of `/paged/faulty/fails` that failed is well by now.
    pub(crate) mended: AtomicBool,
    address: SocketAddr,
    requests: AtomicU64,
    log: Mutex<VecDeque<String>>,
}

impl Server {
    /// Every route begins with this: counts the request, notes its path, and waits as long as the options say.
    pub(crate) async fn arrive(&self, uri: &Uri) {
        self.requests.fetch_add(1, Ordering::Relaxed);
        if self.options.log {
            let mut log = self.log.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
            if log.len() == LOG_LENGTH {
                log.pop_front();
            }
            log.push_back(uri.to_string());
        }
        if !self.options.latency.is_zero() {
            tokio::time::sleep(self.options.latency).await;
        }
    }

    pub(crate) fn address(&self) -> String {
        format!("http://{}", self.address)
    }
}

/// A running sample server. It stops when this is dropped.
pub struct SampleApi {
    server: Arc<Server>,
    stopping: CancellationToken,
    task: Option<JoinHandle<io::Result<()>>>,
}

impl SampleApi {
    /// Listens on the loopback interface. Call within a tokio runtime.
    ///
    /// # Errors
    /// When the port is taken or may not be used; the message names it.
    pub async fn start(options: SampleOptions) -> io::Result<Self> {
        let port = options.port;
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))
            .await
            .map_err(|error| io::Error::new(error.kind(), format!("port {port} of 127.0.0.1: {error}")))?;
        let server = Arc::new(Server {
            options,
            visits: Visits::default(),
            mended: AtomicBool::new(false),
            address: listener.local_addr()?,
            requests: AtomicU64::new(0),
            log: Mutex::default(),
        });
        let routes = Router::new()
            .route("/", get(index))
            .route("/inventory/{kind}", get(inventory::get).post(inventory::post))
            .route("/character", get(characters::page))
            .route("/character/{id}", get(characters::one))
            .route("/users", get(users::all))
            .route("/answers/{name}", get(answers::one))
            .merge(paged::routes())
            .fallback(nothing)
            .with_state(server.clone());
        let stopping = CancellationToken::new();
        // Small answers on kept connections: with Nagle's algorithm each would wait for the client's acknowledgement.
        let listener = listener.tap_io(|connection| {
            let _ = connection.set_nodelay(true);
        });
        let serve = axum::serve(listener, routes).with_graceful_shutdown(stopping.clone().cancelled_owned());
        let task = tokio::spawn(async move { serve.await });
        Ok(SampleApi { server, stopping, task: Some(task) })
    }

    /// `http://127.0.0.1:PORT`, without a slash at the end.
    pub fn address(&self) -> String {
        self.server.address()
    }

    /// Requests that arrived so far.
    pub fn requests(&self) -> u64 {
        self.server.requests.load(Ordering::Relaxed)
    }

    /// The paths and queries asked for, oldest first; the last ten thousand, and none unless the option `log` is on.
    pub fn log(&self) -> Vec<String> {
        self.server.log.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).iter().cloned().collect()
    }

    /// Takes no more requests, answers those that are there, and frees the port.
    pub async fn stop(mut self) {
        self.stopping.cancel();
        if let Some(task) = self.task.take() {
            // An accept error ends the server as well as we do; there is nothing left to stop either way.
            let _ = task.await;
        }
    }
}

impl Drop for SampleApi {
    fn drop(&mut self) {
        self.stopping.cancel();
    }
}

#[derive(Serialize)]
struct Index {
    name: &'static str,
    routes: [&'static str; 7],
}

async fn index(State(server): State<Arc<Server>>, uri: Uri) -> Reply {
    server.arrive(&uri).await;
    reply::json(
        StatusCode::OK,
        &Index {
            name: "Fetchgrid sample API",
            routes: [
                "/inventory/products?id=5",
                "/inventory/materials?id=5",
                "/character/1",
                "/character?page=1",
                "/users",
                "/answers/rick-and-morty.json",
                "/paged/rick-and-morty/character?page=1",
            ],
        },
    )
}

async fn nothing(State(server): State<Arc<Server>>, uri: Uri) -> Reply {
    server.arrive(&uri).await;
    reply::refuse(StatusCode::NOT_FOUND, "There is nothing at this path.")
}
