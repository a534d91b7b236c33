use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A cell of a view.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CellPosition {
    /// Row of the view, from 0.
    pub row: u64,
    /// Place among the columns that were given, from 0.
    pub column: u32,
}

/// How often a text is in the cells of a view.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FindSummary {
    /// Cells that contain it.
    pub matches: u64,
    /// Rows with such a cell.
    pub rows: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum FindDirection {
    Next,
    Previous,
}

/// One cell that contains the text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FindHit {
    pub at: CellPosition,
    /// Its number among the matches, row by row, from 1.
    pub ordinal: u64,
    pub matches: u64,
}
