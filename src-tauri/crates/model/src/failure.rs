use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Why a planned request has no usable answer. A failed request is data, not an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FailureCategory {
    /// No complete answer within the time-out.
    Timeout,
    /// The host refused or dropped the connection.
    Connection,
    /// The answer began and broke off.
    CutOff,
    /// The host name could not be found.
    NameNotFound,
    Tls,
    /// 401 and 403.
    SignIn,
    /// 404 and 410.
    NotFound,
    /// 429, and 403 where the answer says when to come back or that no requests are left.
    TooManyRequests,
    /// Any other 4xx.
    ClientError,
    /// 5xx.
    ServerError,
    /// Redirects without end, or 3xx without a target.
    Redirect,
    /// The answer is not of a form that rows can be made of.
    UnexpectedFormat,
    /// A web page where data was expected; often a sign-in page.
    WebPage,
    /// The status is good, and the answer says by the user's rule that it is an error.
    ErrorInAnswer,
    /// The answer is larger than the program accepts.
    TooLarge,
    /// Not all pages came: they repeat themselves, never end, or hold fewer records than the API says there are.
    Incomplete,
    /// The request could not be made at all: a value makes the address or a header invalid.
    InvalidRequest,
}

impl FailureCategory {
    pub const ALL: [FailureCategory; 17] = [
        Self::Timeout,
        Self::Connection,
        Self::CutOff,
        Self::NameNotFound,
        Self::Tls,
        Self::SignIn,
        Self::NotFound,
        Self::TooManyRequests,
        Self::ClientError,
        Self::ServerError,
        Self::Redirect,
        Self::UnexpectedFormat,
        Self::WebPage,
        Self::ErrorInAnswer,
        Self::TooLarge,
        Self::Incomplete,
        Self::InvalidRequest,
    ];

    /// The word in documents, JSON and the command line; the same as serde's.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Timeout => "timeout",
            Self::Connection => "connection",
            Self::CutOff => "cut_off",
            Self::NameNotFound => "name_not_found",
            Self::Tls => "tls",
            Self::SignIn => "sign_in",
            Self::NotFound => "not_found",
            Self::TooManyRequests => "too_many_requests",
            Self::ClientError => "client_error",
            Self::ServerError => "server_error",
            Self::Redirect => "redirect",
            Self::UnexpectedFormat => "unexpected_format",
            Self::WebPage => "web_page",
            Self::ErrorInAnswer => "error_in_answer",
            Self::TooLarge => "too_large",
            Self::Incomplete => "incomplete",
            Self::InvalidRequest => "invalid_request",
        }
    }

    /// For people.
    pub fn label(self) -> &'static str {
        match self {
            Self::Timeout => "Time-out",
            Self::Connection => "Could not connect",
            Self::CutOff => "Answer cut off",
            Self::NameNotFound => "Host not found",
            Self::Tls => "Secure connection failed",
            Self::SignIn => "Sign-in refused",
            Self::NotFound => "Not found",
            Self::TooManyRequests => "Too many requests",
            Self::ClientError => "Request refused",
            Self::ServerError => "Server error",
            Self::Redirect => "Redirect",
            Self::UnexpectedFormat => "Unexpected format",
            Self::WebPage => "Web page instead of data",
            Self::ErrorInAnswer => "Error in the answer",
            Self::TooLarge => "Too large",
            Self::Incomplete => "Pages missing",
            Self::InvalidRequest => "Invalid request",
        }
    }

    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|category| category.as_str() == word)
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    pub category: FailureCategory,
    /// Plain words: what happened and what to do, with the code in brackets. No secrets.
    pub message: String,
}
