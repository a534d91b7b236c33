use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{AnswerFormat, CellKind, Column, ListPolicy, RecordUnit};

/// What the first answers would become with other steps. Nothing is changed by looking.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub struct ShapePreview {
    /// Answers that were looked at, and how many of them make no rows.
    pub answers: u64,
    pub failed: u64,
    /// Why the first of those does not.
    pub problem: Option<String>,
    /// Those left out too. Their tallies are of the answers that were looked at.
    pub columns: Vec<Column>,
    /// The first rows, aligned with `columns`.
    pub rows: Vec<Vec<String>>,
    pub kinds: Vec<Vec<CellKind>>,
    /// Of each column, the rows whose cell is not of its type.
    pub misfits: Vec<Vec<u32>>,
    /// Of the answers that were looked at.
    pub total_rows: u64,
    /// Lists inside the records, and what becomes of them.
    pub lists: Vec<ListPlace>,
}

/// A list inside the records.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ListPlace {
    /// As in [`ListRule`](crate::ListRule).
    pub path: String,
    pub policy: ListPolicy,
    /// Records that have it, and how many elements it has in them. Zero for a list that no record has as the steps are.
    pub records: u64,
    pub least: u64,
    pub most: u64,
}

/// Where the rows may be, over the first answers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub struct ShapeSurvey {
    /// Answers that were looked at.
    pub answers: u64,
    /// What they are read as, by themselves.
    pub format: AnswerFormat,
    /// Those that were found out first, then by how many rows they make.
    pub places: Vec<RecordPlace>,
}

/// A place in the answers that could be the rows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RecordPlace {
    /// JSONPath; `$` is the whole answer.
    pub path: String,
    pub unit: RecordUnit,
    /// Answers that have it, and how many rows it makes in them.
    pub answers: u64,
    pub least: u64,
    pub most: u64,
    /// What its rows are made of.
    pub of: RecordKind,
    /// Answers in which it is found to be the rows when nobody says otherwise.
    pub found: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum RecordKind {
    Objects,
    /// Texts, numbers and the like.
    Values,
    Mixed,
}

/// One answer as a tree. Answers that are not JSON are shown as the JSON that their rows are made from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AnswerTree {
    pub position: u64,
    /// From 1.
    pub page: u32,
    pub address: String,
    pub root: TreeNode,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TreeNode {
    /// The key in an object, the place in a list; empty for the root.
    pub key: String,
    /// JSONPath from the root.
    pub path: String,
    pub kind: TreeKind,
    /// Of a single value, cut when it is very long.
    pub text: String,
    /// Members or elements; there may be fewer `children` than that.
    pub count: u64,
    pub children: Vec<TreeNode>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum TreeKind {
    Object,
    List,
    Text,
    Number,
    Bool,
    Null,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ShapingProgress {
    pub state: ShapingState,
    /// Stored answers.
    pub done: u64,
    pub total: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum ShapingState {
    Running,
    Finished,
    Cancelled,
    Failed,
}
