use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The field of the form that a problem belongs to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "at", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum FieldRef {
    Address,
    /// Index in the query table.
    Query {
        index: usize,
    },
    /// Index in the header table.
    Header {
        index: usize,
    },
    Body,
    List {
        placeholder: String,
    },
    Combine,
    Workers,
    Timeout,
    Retries,
    Backoff,
    Rate,
    PerDay,
    MaxBytes,
    ErrorRule,
    Paging,
    Proxy,
    Certificate,
}

/// The interface looks up its wording by this code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ProblemCode {
    AddressEmpty,
    AddressNoScheme,
    AddressBadScheme,
    AddressNoHost,
    AddressInvalid,
    AddressHasPassword,
    /// A parameter such as `api_key` stands in the address, which is stored in the document.
    AddressHasSecret,
    HeaderNameInvalid,
    HeaderValueInvalid,
    /// A secret value is not stored in the document and has to be typed again.
    SecretMissing,
    /// A placeholder in the template has no ID list.
    PlaceholderWithoutList,
    /// An ID list whose placeholder is nowhere in the template.
    ListUnused,
    ListEmpty,
    /// A range that cannot be counted, such as `5-1` with a step of 0.
    RangeInvalid,
    /// Side by side needs lists of the same length.
    ListsDifferInLength,
    /// A `{` that no `}` closes, or the other way round, where a placeholder was probably meant.
    BraceUnclosed,
    TooManyRequests,
    OutOfRange,
    /// The proxy's address cannot be used.
    ProxyInvalid,
    /// The file of certificates cannot be read, or holds none.
    CertificateUnreadable,
    ErrorRuleEmpty,
    /// A place of the paging rule is no JSONPath.
    PagingInvalid,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Problem {
    pub field: FieldRef,
    pub code: ProblemCode,
    /// English, whole sentence; for the command line and as the fallback of the window.
    pub message: String,
    /// A run cannot start while there is a blocking problem.
    pub blocking: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PlannedAddress {
    pub values: Vec<String>,
    /// As it will be sent, percent-encoded, secrets masked.
    pub address: String,
    /// As it will be sent, for a POST with a body.
    pub body: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ListSummary {
    pub placeholder: String,
    pub count: u64,
    /// Values that stand in the list more than once, counted beyond their first place.
    pub duplicates: u64,
    /// Empty entries that were left out.
    pub blanks: u64,
    pub first: Vec<String>,
}

/// What the form means, as far as it can be known without sending anything.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Check {
    /// In order of first appearance: address, query, headers, body.
    pub placeholders: Vec<String>,
    pub problems: Vec<Problem>,
    pub lists: Vec<ListSummary>,
    /// Requests that equal an earlier one. They are not sent: its answer fills their rows too.
    pub equal: u64,
    /// How many requests the plan makes; none while it cannot be made.
    pub requests: Option<u64>,
    /// The first five.
    pub first: Vec<PlannedAddress>,
}

impl Check {
    pub fn is_runnable(&self) -> bool {
        self.requests.is_some() && !self.problems.iter().any(|problem| problem.blocking)
    }
}
