use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Cells of a view. A cell that lies in several areas is selected once.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Selection {
    pub areas: Vec<Area>,
}

/// Rows `from_row .. to_row` of a view, end excluded, of the columns named. A whole column is all rows of one column, a
/// whole row all columns of one row.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Area {
    pub from_row: u64,
    pub to_row: u64,
    pub columns: Vec<i64>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SelectionSummary {
    /// All cells that are selected.
    pub cells: u64,
    /// Of them, those that hold something: neither missing nor null.
    pub count: u64,
    /// Different ones of those.
    pub distinct: u64,
    /// Of the filled cells, numbers.
    pub numbers: u64,
    /// Exact decimal text; none without numbers.
    pub sum: Option<String>,
    pub average: Option<String>,
    /// As they are written.
    pub min: Option<String>,
    pub max: Option<String>,
}

/// What cells become on the clipboard.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub struct CopyStyle {
    pub format: CopyFormat,
    /// For the formats that can do with and without.
    pub headers: bool,
    /// The user's spreadsheet reads 0,5 and not 0.5. For [`CopyFormat::Tsv`].
    pub decimal_comma: bool,
}

/// How cells are written onto the clipboard.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum CopyFormat {
    /// For spreadsheets; what would run as a formula is guarded.
    #[default]
    Tsv,
    Csv,
    /// A list of objects, keyed by the titles of the columns.
    Json,
    /// A Markdown table; always with a header, which it cannot do without.
    Markdown,
    /// `('a', 'b', 1)`: the different filled cells, for a SQL `IN`.
    SqlIn,
    /// `["a", "b", 1]`: one list of all cells, or a list of lists where there are several columns.
    Python,
}
