//! A server as fast as one thread can be: `/…/{number}` is answered with `{"id":"{number}"}`, and the times of every
//! request are kept.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use rustix::process::{Resource, getrlimit, setrlimit};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::Runtime;
use tokio::sync::watch;

/// Room for the head of a request; more of one than this does not come.
const BUFFER: usize = 16 * 1024;

/// How often the number of arrivals is told to those who wait for it; each request would wake them for nothing.
const TELL_EVERY: u64 = 16;

/// One request: the number at the end of its path, and when its head was there.
#[derive(Clone, Copy, Debug)]
pub struct Asked {
    pub id: u64,
    pub at: Instant,
}

struct Inner {
    log: Mutex<Vec<Asked>>,
    latency_us: AtomicU64,
    /// Bytes of noise in each answer.
    padding: usize,
    arrived: watch::Sender<u64>,
    /// Clients now.
    connected: watch::Sender<u64>,
    most_connected: AtomicU64,
}

pub struct Echo {
    port: u16,
    inner: Arc<Inner>,
    runtime: Option<Runtime>,
}

impl Echo {
    pub fn start() -> Self {
        Echo::padded(0)
    }

    /// With so many bytes in each answer that no compressor makes smaller.
    pub fn padded(padding: usize) -> Self {
        raise_open_files();
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build();
        let runtime = runtime.expect("a runtime");
        let inner = Arc::new(Inner {
            log: Mutex::default(),
            latency_us: AtomicU64::new(0),
            padding,
            arrived: watch::Sender::new(0),
            connected: watch::Sender::new(0),
            most_connected: AtomicU64::new(0),
        });
        let listener = runtime.block_on(TcpListener::bind(("127.0.0.1", 0))).expect("a free port");
        let port = listener.local_addr().expect("an address").port();
        let shared = inner.clone();
        runtime.spawn(async move {
            loop {
                let Ok((stream, _)) = listener.accept().await else { continue };
                let shared = shared.clone();
                tokio::spawn(async move {
                    shared.connected.send_modify(|now| {
                        *now += 1;
                        shared.most_connected.fetch_max(*now, Ordering::Relaxed);
                    });
                    // An error is a client that went away.
                    let _ = serve(stream, &shared).await;
                    shared.connected.send_modify(|now| *now -= 1);
                });
            }
        });
        Echo { port, inner, runtime: Some(runtime) }
    }

    /// The time from a request's head to its answer, from now on.
    pub fn set_latency(&self, latency: Duration) {
        self.inner.latency_us.store(latency.as_micros() as u64, Ordering::Relaxed);
    }

    /// The address with a path, such as `http://127.0.0.1:1234/{id}`.
    pub fn at(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    /// Every request so far, in the order in which they came.
    pub fn log(&self) -> Vec<Asked> {
        self.inner.log.lock().unwrap().clone()
    }

    /// Those from the given one on.
    pub fn log_from(&self, from: usize) -> Vec<Asked> {
        self.inner.log.lock().unwrap().get(from..).unwrap_or_default().to_vec()
    }

    pub fn count(&self) -> usize {
        self.inner.log.lock().unwrap().len()
    }

    /// The most clients at the same time.
    pub fn most_connected(&self) -> usize {
        self.inner.most_connected.load(Ordering::Relaxed) as usize
    }

    /// Waits until about so many requests have come; a few more may have.
    pub fn wait_for(&self, count: u64, limit: Duration) {
        let came =
            self.wait(&self.inner.arrived, limit, |now| *now + TELL_EVERY > count && self.count() as u64 >= count);
        assert!(came, "{count} requests did not come within {limit:?}; {} did", self.count());
    }

    /// Waits until no client is connected: nothing of an ended process is on its way any more.
    pub fn wait_alone(&self, limit: Duration) {
        let alone = self.wait(&self.inner.connected, limit, |now| *now == 0);
        assert!(alone, "clients are still connected after {limit:?}");
    }

    fn wait(&self, what: &watch::Sender<u64>, limit: Duration, until: impl FnMut(&u64) -> bool) -> bool {
        let mut changes = what.subscribe();
        let runtime = self.runtime.as_ref().expect("it runs until it is dropped");
        runtime.block_on(async { tokio::time::timeout(limit, changes.wait_for(until)).await.is_ok() })
    }
}

impl Drop for Echo {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

/// A thousand connections are more than many systems allow a process at first.
fn raise_open_files() {
    let mut limit = getrlimit(Resource::Nofile);
    limit.current = limit.maximum;
    // Where it may not be raised, what is allowed has to do.
    let _ = setrlimit(Resource::Nofile, limit);
}

async fn serve(mut stream: TcpStream, inner: &Inner) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    let mut buffer = vec![0; BUFFER];
    let mut filled = 0;
    let mut answer = Vec::new();
    loop {
        let read = stream.read(&mut buffer[filled..]).await?;
        if read == 0 {
            return Ok(());
        }
        filled += read;
        // A client that does not pipeline sends one request at a time.
        if !buffer[..filled].ends_with(b"\r\n\r\n") {
            continue;
        }
        let id = number(&buffer[..filled]);
        filled = 0;
        inner.note(id);
        let latency = inner.latency_us.load(Ordering::Relaxed);
        if latency > 0 {
            tokio::time::sleep(Duration::from_micros(latency)).await;
        }
        write_answer(&mut answer, id, inner.padding);
        stream.write_all(&answer).await?;
    }
}

impl Inner {
    fn note(&self, id: u64) {
        let mut log = self.log.lock().unwrap();
        log.push(Asked { id, at: Instant::now() });
        let count = log.len();
        drop(log);
        if (count as u64).is_multiple_of(TELL_EVERY) || count == 1 {
            self.arrived.send_replace(count as u64);
        }
    }
}

/// The digits before the second space of `GET /part/12 HTTP/1.1`; 0 where there are none.
fn number(head: &[u8]) -> u64 {
    let target = head.split(|byte| *byte == b' ').nth(1).unwrap_or_default();
    let digits = target.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
    target[target.len() - digits..].iter().fold(0, |number, digit| number * 10 + u64::from(digit - b'0'))
}

fn write_answer(answer: &mut Vec<u8>, id: u64, padding: usize) {
    let noise = noise(id, padding);
    let body = if padding == 0 {
        format!("{{\"id\":\"{id}\"}}")
    } else {
        format!("{{\"id\":\"{id}\",\"noise\":\"{noise}\"}}")
    };
    answer.clear();
    answer.extend_from_slice(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ");
    answer.extend_from_slice(body.len().to_string().as_bytes());
    answer.extend_from_slice(b"\r\n\r\n");
    answer.extend_from_slice(body.as_bytes());
}

/// Letters that no compressor makes much smaller, the same for the same number.
fn noise(id: u64, length: usize) -> String {
    let mut state = id.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let letters = std::iter::repeat_with(|| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        char::from(b'0' + (state % 75) as u8)
    });
    letters.filter(|letter| letter.is_ascii_alphanumeric()).take(length).collect()
}
