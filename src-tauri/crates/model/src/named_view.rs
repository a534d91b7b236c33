use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::View;

/// A view that was given a name and is kept in the document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub struct NamedView {
    /// Stable within the document; 0 for one that is not saved yet.
    pub id: i64,
    pub name: String,
    /// Without [`View::today`]: relative dates are counted from the day on which it is shown.
    pub view: View,
    /// In their order; a column that is not named is not shown. Empty for the columns of the table as they stand.
    pub columns: Vec<ViewColumn>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub struct ViewColumn {
    pub column: i64,
    pub pinned: bool,
    /// In pixels at a scale of 1; none for as wide as fits.
    pub width: Option<u32>,
}
