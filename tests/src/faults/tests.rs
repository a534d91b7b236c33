//! The server itself, by plain sockets: a fault that is none would make the suites pass for nothing.

use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use super::{Faults, Port};

/// What a client saw after it had asked.
#[derive(Debug, PartialEq, Eq)]
enum End {
    Open,
    Closed,
    Reset,
}

/// Longer than any script waits, but for the ones that hang.
const PATIENCE: Duration = Duration::from_millis(700);

fn connect(faults: &Faults, port: Port) -> std::io::Result<TcpStream> {
    let stream = TcpStream::connect(("127.0.0.1", faults.port(port)))?;
    stream.set_read_timeout(Some(PATIENCE))?;
    Ok(stream)
}

/// Everything that comes until nothing does, and how it ends.
fn ask(stream: &mut TcpStream, path: &str, headers: &str) -> (String, End) {
    let asked = stream.write_all(format!("GET {path} HTTP/1.1\r\nhost: x\r\n{headers}\r\n").as_bytes());
    let mut heard = Vec::new();
    let mut piece = [0; 64 * 1024];
    let end = loop {
        match asked.as_ref().ok().map_or(Ok(0), |()| stream.read(&mut piece)) {
            Ok(0) => break End::Closed,
            Ok(read) => heard.extend_from_slice(&piece[..read]),
            Err(error) if error.kind() == ErrorKind::ConnectionReset => break End::Reset,
            Err(_) => break End::Open,
        }
    };
    (String::from_utf8_lossy(&heard).into_owned(), end)
}

#[test]
fn each_ends_as_its_name_says() {
    let faults = Faults::start();
    let check = |kind: &str, says: &str, expected: End| {
        let (heard, end) = ask(&mut connect(&faults, Port::Plain).expect("a connection"), &format!("/{kind}/7"), "");
        assert!(heard.contains(says), "{kind}: {heard}");
        assert_eq!(end, expected, "{kind}: {heard}");
        assert_eq!(faults.attempts(&format!("/{kind}/7")), 1);
    };
    check("ok", "{\"id\": \"7\"}", End::Open);
    check("resets-at-once", "", End::Reset);
    check("resets-in-head", "Content-Type: appl", End::Reset);
    check("resets-in-body", "{\"id\": ", End::Reset);
    check("closes-at-once", "", End::Closed);
    check("length-too-long", "Content-Length: 1000", End::Closed);
    check("length-too-short", "Content-Length: 5", End::Open);
    check("hangs", "", End::Open);
    check("drips", "Content-Length: 11", End::Open);
    check("closes-after", "{\"id\": \"7\"}", End::Closed);
    check("away", "Location: http://localhost:", End::Open);
    check("nowhere", "HTTP/1.1 302", End::Open);
    check("429-seconds", "Retry-After: 1", End::Open);
    check("503", "HTTP/1.1 503", End::Open);
    check("latin-1", "Z\u{fffd}rich", End::Open);
}

#[test]
fn a_connection_serves_one_request_after_another() {
    let faults = Faults::start();
    let mut stream = connect(&faults, Port::Plain).expect("a connection");
    for path in ["/503-burst/1", "/503-burst/1", "/503-burst/1?q"] {
        ask(&mut stream, path, "X-Name: Value\r\n");
    }
    assert_eq!((faults.attempts("/503-burst/1"), faults.connections(Port::Plain)), (3, 1));
    let visits = faults.visits();
    assert_eq!(visits.iter().map(|visit| visit.nth).collect::<Vec<_>>(), [1, 2, 3]);
    assert_eq!(visits[0].header("x-name"), Some("Value"));
}

#[test]
fn closed_when_used_again() {
    let faults = Faults::start();
    let mut stream = connect(&faults, Port::Plain).expect("a connection");
    assert_eq!(ask(&mut stream, "/closes-when-used-again/1", "").1, End::Open);
    let (heard, end) = ask(&mut stream, "/closes-when-used-again/2", "");
    assert_eq!((heard.as_str(), end != End::Open), ("", true));
    assert_eq!(faults.visits().len(), 1);
}

#[test]
fn a_port_where_nobody_listens() {
    let faults = Faults::start();
    let refused = connect(&faults, Port::Refused).expect_err("nobody listens");
    assert_eq!(refused.kind(), ErrorKind::ConnectionRefused);
}
