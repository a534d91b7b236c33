use bytes::Bytes;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::Failure;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Header {
    pub name: String,
    pub value: String,
}

/// The raw answer of the last attempt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Response {
    pub status: u16,
    pub headers: Vec<Header>,
    /// After content decoding (gzip and the like).
    pub body: Bytes,
}

impl Response {
    /// The value of the first header of that name, whatever its case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|header| header.name.eq_ignore_ascii_case(name)).map(|header| header.value.as_str())
    }
}

/// Whether an outcome is all that there is of its request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rest {
    /// Other pages are still to come.
    More,
    /// The request has so many pages, and all of them have come, or nothing more is tried.
    Ended { pages: u32 },
}

impl Rest {
    /// Of a request without pages.
    pub const SINGLE: Rest = Rest::Ended { pages: 1 };
}

/// What became of one planned request, or of one page of its answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// Place in the plan, from 0.
    pub position: u64,
    /// The page of its answer, from 1.
    pub page: u32,
    pub rest: Rest,
    /// One per placeholder, in the plan's order.
    pub values: Vec<String>,
    /// As sent, with secrets masked.
    pub address: String,
    /// Milliseconds since 1970, UTC, when the last attempt began.
    pub started_at_ms: i64,
    /// The last attempt, from sending to the last byte, in microseconds.
    pub duration_us: u64,
    pub attempts: u32,
    pub result: OutcomeResult,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OutcomeResult {
    /// An answer with a 2xx status.
    Response(Response),
    /// No usable answer; the response is there when the server did answer.
    Failure { failure: Failure, response: Option<Response> },
}

impl Outcome {
    /// The same without the bytes of its answer.
    pub fn clone_without_body(&self) -> Self {
        let bare = |response: &Response| Response { body: Bytes::new(), ..response.clone() };
        Outcome {
            result: match &self.result {
                OutcomeResult::Response(response) => OutcomeResult::Response(bare(response)),
                OutcomeResult::Failure { failure, response } => {
                    OutcomeResult::Failure { failure: failure.clone(), response: response.as_ref().map(bare) }
                }
            },
            values: self.values.clone(),
            address: self.address.clone(),
            ..*self
        }
    }

    pub fn response(&self) -> Option<&Response> {
        match &self.result {
            OutcomeResult::Response(response) => Some(response),
            OutcomeResult::Failure { response, .. } => response.as_ref(),
        }
    }

    pub fn failure(&self) -> Option<&Failure> {
        match &self.result {
            OutcomeResult::Response(_) => None,
            OutcomeResult::Failure { failure, .. } => Some(failure),
        }
    }
}
