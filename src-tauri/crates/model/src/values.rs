use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The values of one placeholder. Values are always text: `007` stays `007`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ValueList {
    pub placeholder: String,
    pub source: ValueSource,
}

impl ValueList {
    pub fn typed(placeholder: impl Into<String>, text: impl Into<String>) -> Self {
        ValueList { placeholder: placeholder.into(), source: ValueSource::Typed { text: text.into() } }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum ValueSource {
    /// Typed or pasted: lines, commas, tabs, semicolons, ranges.
    Typed { text: String },
    /// Read from a file once; the values themselves are stored in the document under `stored`.
    File { path: String, sheet: Option<String>, column: Option<String>, count: u64, stored: i64 },
}

/// What a CSV, XLSX or text file offers to pick from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FileColumns {
    pub path: String,
    /// One sheet without a name for CSV and text.
    pub sheets: Vec<FileSheet>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FileSheet {
    pub name: Option<String>,
    pub columns: Vec<FileColumn>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FileColumn {
    /// The header, or "Column 1" where the file has none.
    pub name: String,
    /// Filled cells below the header.
    pub count: u64,
    /// The first few values, as text.
    pub sample: Vec<String>,
}
