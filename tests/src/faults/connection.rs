//! One connection: read a request, play what its route says, and read the next one.

use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::server::TlsStream;

use super::routes::{Move, Routes};
use super::secure::Greeting;
use super::{Port, Seen, Visit};

/// No request of a test is longer.
const LONGEST_HEAD: usize = 64 * 1024;

/// A stream that can be torn instead of closed.
trait Stream: AsyncRead + AsyncWrite + Unpin + Send {
    /// Makes the end of the stream a reset.
    fn tear(&self);
}

impl Stream for TcpStream {
    fn tear(&self) {
        let _ = self.set_zero_linger();
    }
}

impl Stream for TlsStream<TcpStream> {
    fn tear(&self) {
        self.get_ref().0.tear();
    }
}

pub(super) async fn accept(
    listener: TcpListener,
    port: Port,
    greeting: Greeting,
    seen: Arc<Seen>,
    routes: Arc<Routes>,
) {
    loop {
        let Ok((mut stream, _)) = listener.accept().await else { continue };
        let _ = stream.set_nodelay(true);
        seen.connected(port);
        let (greeting, seen, routes) = (greeting.clone(), seen.clone(), routes.clone());
        tokio::spawn(async move {
            match greeting {
                Greeting::Plain => serve(stream, port, &seen, &routes).await,
                Greeting::Silent => until_gone(&mut stream).await,
                Greeting::Tls(acceptor) => {
                    // A client that does not trust the certificate goes away here.
                    if let Ok(stream) = acceptor.accept(stream).await {
                        serve(stream, port, &seen, &routes).await;
                    }
                }
            }
        });
    }
}

async fn serve(mut stream: impl Stream, port: Port, seen: &Seen, routes: &Routes) {
    let mut buffer = Vec::new();
    while let Some(visit) = next(&mut stream, &mut buffer, port).await {
        let visit = seen.note(visit);
        for step in routes.of(&visit) {
            if !play(&mut stream, step).await {
                return;
            }
        }
    }
}

/// Whether the connection goes on.
async fn play(stream: &mut impl Stream, step: Move) -> bool {
    match step {
        Move::Say(bytes) => stream.write_all(&bytes).await.is_ok() && stream.flush().await.is_ok(),
        Move::Repeat(bytes, times) => {
            for _ in 0..times {
                if stream.write_all(&bytes).await.is_err() {
                    return false;
                }
            }
            true
        }
        Move::Drip(bytes) => {
            for byte in bytes {
                tokio::time::sleep(Duration::from_secs(1)).await;
                if stream.write_all(&[byte]).await.is_err() || stream.flush().await.is_err() {
                    return false;
                }
            }
            true
        }
        Move::Wait(time) => {
            tokio::time::sleep(time).await;
            true
        }
        Move::Hang => {
            until_gone(stream).await;
            false
        }
        Move::Reset => {
            stream.tear();
            false
        }
        Move::Close => {
            let _ = stream.shutdown().await;
            false
        }
        Move::CloseWhenUsedAgain => {
            let _ = stream.read(&mut [0; 1024]).await;
            let _ = stream.shutdown().await;
            false
        }
    }
}

/// Reads and forgets until the other side goes away.
async fn until_gone(stream: &mut (impl AsyncRead + Unpin)) {
    let mut forgotten = [0; 1024];
    while matches!(stream.read(&mut forgotten).await, Ok(1..)) {}
}

/// The next request's head; a body is not looked for, because no route is asked with one.
async fn next(stream: &mut impl Stream, buffer: &mut Vec<u8>, port: Port) -> Option<Visit> {
    let end = loop {
        // A greeting of TLS at a plain port: told that it is no HTTP, as web servers do.
        if buffer.first().is_some_and(|byte| !byte.is_ascii_uppercase()) {
            let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n").await;
            return None;
        }
        if let Some(end) = buffer.windows(4).position(|bytes| bytes == b"\r\n\r\n") {
            break end + 4;
        }
        if buffer.len() > LONGEST_HEAD || stream.read_buf(buffer).await.ok()? == 0 {
            return None;
        }
    };
    let head = String::from_utf8_lossy(&buffer[..end]).into_owned();
    buffer.drain(..end);
    let mut lines = head.lines();
    let target = lines.next()?.split(' ').nth(1)?;
    // A proxy is asked with the whole address.
    let path = match target.strip_prefix("http://") {
        Some(rest) => rest.find('/').map_or("/", |slash| &rest[slash..]),
        None => target,
    };
    let headers = lines.filter_map(|line| line.split_once(':'));
    let headers = headers.map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned())).collect();
    Some(Visit { port, path: path.to_owned(), headers, at: Instant::now(), nth: 0 })
}
