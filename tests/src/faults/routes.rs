//! What each path does to its connection.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::{Visit, packed};

/// A step of what happens to a connection. When the steps are over, the next request is read from it.
#[derive(Clone, Debug)]
pub(super) enum Move {
    Say(Vec<u8>),
    Repeat(Vec<u8>, usize),
    /// A byte a second.
    Drip(Vec<u8>),
    Wait(Duration),
    /// Nothing more is said for as long as the client stays.
    Hang,
    Reset,
    Close,
    CloseWhenUsedAgain,
}

use Move::*;

/// A reset throws away what the client has not read yet, so that it gets a moment for what was said.
const BEFORE_A_RESET: Duration = Duration::from_millis(150);

/// What the slow-downs ask for.
const ASKED: Duration = Duration::from_secs(1);

/// How many requests of a path the bursts fail.
const BURST: u64 = 2;

const JSON: &str = "application/json";

const PAGE: &str = "<!DOCTYPE html>\n<html><head><title>Sign in</title></head><body><form action=\"/login\"><input \
                    type=\"password\" name=\"password\"></form></body></html>";

pub(super) struct Routes {
    bomb: Vec<u8>,
    elsewhere: u16,
}

impl Routes {
    pub(super) fn new(elsewhere: u16) -> Self {
        Routes { bomb: packed::bomb(), elsewhere }
    }

    pub(super) fn of(&self, visit: &Visit) -> Vec<Move> {
        let first = visit.nth == 1;
        match visit.kind() {
            "ok" => ok(visit),
            "resets-at-once" => vec![Reset],
            "resets-in-head" => {
                vec![Say(b"HTTP/1.1 200 OK\r\nContent-Type: appl".to_vec()), Wait(BEFORE_A_RESET), Reset]
            }
            "resets-in-body" => vec![Say(cut(visit)), Wait(BEFORE_A_RESET), Reset],
            "closes-at-once" => vec![Close],
            "length-too-long" => vec![Say(cut(visit)), Close],
            "length-too-short" => vec![Say(with_length(200, JSON, &data(visit), 5))],
            "chunks-cut-off" => {
                let head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n";
                vec![Say([head.as_slice(), b"8\r\n{\"id\": \"\r\n"].concat()), Close]
            }
            "truncated-json" => vec![Say(answer(200, JSON, "{\"id\": \"1\", \"name\": \"Ric"))],
            "garbage" => vec![Say(b"\x16\x03\x01 this is not HTTP\r\n\r\n".to_vec()), Close],
            "hangs" => vec![Hang],
            "hangs-in-body" => vec![Say(cut(visit)), Hang],
            "drips" => {
                let body = data(visit);
                let head = with_length(200, JSON, "", body.len());
                vec![Say(head), Drip(body.into_bytes())]
            }
            "not-gzip" => vec![Say(packed_answer(data(visit).as_bytes()))],
            "gzip-cut-off" => {
                let packed = packed::gzip(&data(visit).repeat(100));
                vec![Say(packed_answer(&packed[..packed.len() / 2]))]
            }
            "gzip" => vec![Say(packed_answer(&packed::gzip(&data(visit))))],
            "gzip-bomb" => vec![Say(packed_answer(&self.bomb))],
            // Chunks without end, and no word of how much is to come.
            "endless" => endless(),
            "closes-after" => [ok(visit), vec![Close]].concat(),
            "closes-when-used-again" => [ok(visit), vec![CloseWhenUsedAgain]].concat(),
            "page" => vec![Say(answer(200, "text/html; charset=utf-8", PAGE))],
            "page-as-json" => vec![Say(answer(200, JSON, PAGE))],
            "error-in-200" => vec![Say(answer(200, JSON, "{\"error\": \"no such record\"}"))],
            "status-fail" => vec![Say(answer(200, JSON, "{\"status\": \"fail\", \"data\": null}"))],
            "status-ok" => {
                vec![Say(answer(200, JSON, &format!("{{\"status\": \"ok\", \"id\": \"{}\"}}", visit.id())))]
            }
            "key" => match visit.header("authorization") {
                Some("Bearer good") => ok(visit),
                _ => vec![Say(answer(401, JSON, "{\"error\": \"expired\"}"))],
            },
            kind => status(kind)
                .or_else(|| self.redirect(kind, visit))
                .or_else(|| slow_down(kind, visit, first))
                .or_else(|| charset(kind, visit))
                .unwrap_or_else(|| vec![Say(answer(404, JSON, "{\"error\": \"no such fault\"}"))]),
        }
    }

    fn redirect(&self, kind: &str, visit: &Visit) -> Option<Vec<Move>> {
        let id = visit.id();
        let to = match kind {
            "loop" => format!("/loop/{id}"),
            "maze" => format!("/maze/{id}?{}", visit.nth),
            "nowhere" => return Some(vec![Say(full(302, &[], b""))]),
            "nonsense" => "http://[nowhere".to_owned(),
            "to-mail" => "mailto:someone@example.com".to_owned(),
            "moved" => format!("/ok/{id}"),
            "away" => format!("http://localhost:{}/ok/{id}", self.elsewhere),
            _ => return None,
        };
        Some(vec![Say(full(302, &[("Location", to)], b""))])
    }
}

/// `no-content` and a status by its number.
fn status(kind: &str) -> Option<Vec<Move>> {
    if kind == "204-with-body" {
        return Some(vec![Say(answer(204, JSON, "{\"id\": \"there is none\"}"))]);
    }
    let code: u16 = kind.parse().ok().filter(|code| (200..600).contains(code))?;
    Some(vec![Say(if code == 204 || code == 304 {
        full(code, &[], b"")
    } else {
        answer(code, JSON, "{\"error\": \"no\"}")
    })])
}

/// Answers that ask for a pause, once for each path unless the name says otherwise.
fn slow_down(kind: &str, visit: &Visit, first: bool) -> Option<Vec<Move>> {
    let seconds = ASKED.as_secs().to_string();
    let later = SystemTime::now() + 2 * ASKED;
    let epoch = later.duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs()).to_string();
    let none = || "0".to_owned();
    let (code, headers): (u16, Vec<(&str, String)>) = match kind {
        "429-seconds" => (429, vec![("Retry-After", seconds)]),
        "429-date" => (429, vec![("Retry-After", httpdate::fmt_http_date(later))]),
        "429-none" | "429-always" => (429, vec![]),
        "429-rate-limit" => (429, vec![("RateLimit-Remaining", none()), ("RateLimit-Reset", seconds)]),
        "429-epoch" => (429, vec![("X-RateLimit-Remaining", none()), ("X-RateLimit-Reset", epoch)]),
        "403-epoch" => (403, vec![("X-RateLimit-Remaining", none()), ("X-RateLimit-Reset", epoch)]),
        "503-seconds" => (503, vec![("Retry-After", seconds)]),
        "503-burst" => (503, vec![]),
        // Every answer is good, and the first says that it was the last one for now.
        "budget" => (200, vec![("RateLimit-Remaining", none()), ("RateLimit-Reset", seconds)]),
        _ => return None,
    };
    let fails = match kind {
        "429-always" => true,
        "503-burst" => visit.nth <= BURST,
        "budget" => visit.id() == "1",
        _ => first,
    };
    if !fails {
        return Some(ok(visit));
    }
    let body = if code == 200 { data(visit) } else { "{\"error\": \"slow down\"}".to_owned() };
    let headers = [vec![("Content-Type", JSON.to_owned())], headers].concat();
    Some(vec![Say(full(code, &headers, body.as_bytes()))])
}

/// A city with an umlaut, in bytes that are or are not what the header says.
fn charset(kind: &str, visit: &Visit) -> Option<Vec<Move>> {
    let text = format!("{{\"id\": \"{}\", \"city\": \"Zürich\"}}", visit.id());
    let latin: Vec<u8> = text.chars().map(|letter| u8::try_from(letter).unwrap_or(b'?')).collect();
    let (said, bytes) = match kind {
        "latin-1" => ("iso-8859-1", latin),
        "latin-1-as-utf-8" => ("utf-8", latin),
        "utf-8" => ("utf-8", text.into_bytes()),
        "charset-unknown" => ("klingon", text.into_bytes()),
        _ => return None,
    };
    let content_type = format!("application/json; charset={said}");
    Some(vec![Say(full(200, &[("Content-Type", content_type)], &bytes))])
}

fn data(visit: &Visit) -> String {
    format!("{{\"id\": \"{}\"}}", visit.id())
}

fn ok(visit: &Visit) -> Vec<Move> {
    vec![Say(answer(200, JSON, &data(visit)))]
}

/// An answer that says it is longer than it is.
fn cut(visit: &Visit) -> Vec<u8> {
    let body = data(visit);
    with_length(200, JSON, &body[..body.len() - 3], 1000)
}

fn endless() -> Vec<Move> {
    let head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n";
    let mut chunk = format!("{:x}\r\n", 1 << 20).into_bytes();
    chunk.resize(chunk.len() + (1 << 20), b' ');
    chunk.extend_from_slice(b"\r\n");
    // 256 MB: without end for a client that stops at a limit, and an end for a test of one that does not.
    vec![Say(head.to_vec()), Repeat(chunk, 256), Close]
}

fn answer(code: u16, content_type: &str, body: &str) -> Vec<u8> {
    full(code, &[("Content-Type", content_type.to_owned())], body.as_bytes())
}

fn packed_answer(body: &[u8]) -> Vec<u8> {
    full(200, &[("Content-Type", JSON.to_owned()), ("Content-Encoding", "gzip".to_owned())], body)
}

fn with_length(code: u16, content_type: &str, body: &str, length: usize) -> Vec<u8> {
    let head = format!("HTTP/1.1 {code} X\r\nContent-Type: {content_type}\r\nContent-Length: {length}\r\n\r\n");
    [head.into_bytes(), body.as_bytes().to_vec()].concat()
}

fn full(code: u16, headers: &[(&str, String)], body: &[u8]) -> Vec<u8> {
    let mut bytes = format!("HTTP/1.1 {code} X\r\nContent-Length: {}\r\n", body.len()).into_bytes();
    for (name, value) in headers {
        bytes.extend_from_slice(format!("{name}: {value}\r\n").as_bytes());
    }
    bytes.extend_from_slice(b"\r\n");
    bytes.extend_from_slice(body);
    bytes
}
