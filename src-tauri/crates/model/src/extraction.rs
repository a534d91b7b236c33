use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{Paging, RequestTemplate, RunSettings, ValueList};

/// How several value lists make requests.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum Combine {
    /// Every combination; the last placeholder varies fastest.
    #[default]
    Product,
    /// Side by side: the first of each list, the second of each list, …
    Zip,
}

/// What the user set up: everything that is needed to make the plan and run it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Extraction {
    pub request: RequestTemplate,
    #[serde(default)]
    pub lists: Vec<ValueList>,
    #[serde(default)]
    pub combine: Combine,
    #[serde(default)]
    pub settings: RunSettings,
    #[serde(default)]
    pub paging: Paging,
}
