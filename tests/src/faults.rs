//! A server for the ways in which servers go wrong, on loopback: `/{fault}/{id}` goes wrong in that way, `/ok/{id}` never
//! does. It counts what it was asked, so that a test sees how often a request was sent, and when.

mod certificates;
mod connection;
mod packed;
mod routes;
mod secure;
#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex};
use std::time::Instant;

use tokio::net::{TcpListener, TcpSocket};
use tokio::runtime::Runtime;

use self::certificates::Authority;

/// One of the ports of a [`Faults`]. All of them know the same paths.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Port {
    Plain,
    /// Another plain one, reached as `localhost` by the paths that lead to another host.
    Elsewhere,
    /// Reserved, and nobody listens.
    Refused,
    /// Takes connections and says nothing, not even a TLS greeting.
    Silent,
    /// TLS with a certificate of the authority that [`Faults::authority`] gives.
    Trusted,
    Expired,
    NotYetValid,
    SelfSigned,
    /// Its certificate is for `other.example`.
    WrongHost,
}

impl Port {
    const ALL: [Port; 9] = [
        Port::Plain,
        Port::Elsewhere,
        Port::Refused,
        Port::Silent,
        Port::Trusted,
        Port::Expired,
        Port::NotYetValid,
        Port::SelfSigned,
        Port::WrongHost,
    ];
}

/// One request whose head arrived.
#[derive(Clone, Debug)]
pub struct Visit {
    pub port: Port,
    /// Path and query.
    pub path: String,
    /// Names in small letters.
    pub headers: Vec<(String, String)>,
    pub at: Instant,
    /// How often this path was asked for with this one, from 1; the query makes no difference.
    pub nth: u64,
}

impl Visit {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
    }

    /// The first part of the path: the fault.
    pub fn kind(&self) -> &str {
        self.bare_path().split('/').nth(1).unwrap_or_default()
    }

    /// The second part of the path.
    pub fn id(&self) -> &str {
        self.bare_path().split('/').nth(2).unwrap_or_default()
    }

    fn bare_path(&self) -> &str {
        self.path.split('?').next().unwrap_or_default()
    }
}

#[derive(Default)]
struct Seen {
    visits: Mutex<Vec<Visit>>,
    counts: Mutex<HashMap<String, u64>>,
    connections: Mutex<HashMap<Port, u64>>,
}

impl Seen {
    fn connected(&self, port: Port) {
        *self.connections.lock().unwrap().entry(port).or_default() += 1;
    }

    /// Notes a request and numbers it.
    fn note(&self, mut visit: Visit) -> Visit {
        let mut counts = self.counts.lock().unwrap();
        let count = counts.entry(visit.bare_path().to_owned()).or_default();
        *count += 1;
        visit.nth = *count;
        drop(counts);
        self.visits.lock().unwrap().push(visit.clone());
        visit
    }
}

pub struct Faults {
    ports: HashMap<Port, u16>,
    seen: Arc<Seen>,
    authority: String,
    /// Holds the refused port: bound, so that nobody else gets it, and never listened on.
    _refused: TcpSocket,
    runtime: Option<Runtime>,
}

impl Faults {
    pub fn start() -> Self {
        // One thread: the program under test needs the other core, and a script that waits costs nothing.
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build();
        let runtime = runtime.expect("a runtime");
        let seen = Arc::new(Seen::default());
        let authority = Authority::new();
        let (refused, refused_port) = reserved();
        let mut ports = HashMap::from([(Port::Refused, refused_port)]);
        let mut listeners = Vec::new();
        for port in Port::ALL.into_iter().filter(|port| *port != Port::Refused) {
            let listener = runtime.block_on(TcpListener::bind(("127.0.0.1", 0))).expect("a free port");
            ports.insert(port, listener.local_addr().expect("an address").port());
            listeners.push((port, listener));
        }
        let routes = Arc::new(routes::Routes::new(ports[&Port::Elsewhere]));
        for (port, listener) in listeners {
            let greeting = secure::Greeting::of(port, &authority);
            runtime.spawn(connection::accept(listener, port, greeting, seen.clone(), routes.clone()));
        }
        Faults { ports, seen, authority: authority.pem(), _refused: refused, runtime: Some(runtime) }
    }

    pub fn port(&self, port: Port) -> u16 {
        self.ports[&port]
    }

    /// The plain port with a path, such as `http://127.0.0.1:1234/{kind}/{id}`.
    pub fn at(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port(Port::Plain))
    }

    /// The certificate of the authority behind [`Port::Trusted`], as PEM.
    pub fn authority(&self) -> &str {
        &self.authority
    }

    pub fn visits(&self) -> Vec<Visit> {
        self.seen.visits.lock().unwrap().clone()
    }

    /// How often the path was asked for, at whatever port and with whatever query.
    pub fn attempts(&self, path: &str) -> u64 {
        self.seen.counts.lock().unwrap().get(path).copied().unwrap_or(0)
    }

    /// How many connections a port took.
    pub fn connections(&self, port: Port) -> u64 {
        self.seen.connections.lock().unwrap().get(&port).copied().unwrap_or(0)
    }
}

impl Drop for Faults {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

/// A port that is taken and refuses every connection, because nobody listens on it.
fn reserved() -> (TcpSocket, u16) {
    let socket = TcpSocket::new_v4().expect("a socket");
    socket.bind(SocketAddr::from((Ipv4Addr::LOCALHOST, 0))).expect("a free port");
    let port = socket.local_addr().expect("an address").port();
    (socket, port)
}
