use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// How answers become rows. The default finds out by itself, answer by answer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub struct Shape {
    pub format: AnswerFormat,
    pub records: Records,
    /// What becomes of lists inside the records; a list that is not named is JSON text in its cell.
    pub lists: Vec<ListRule>,
}

/// What the bytes of an answer are read as.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum AnswerFormat {
    /// By the content type, and by how the answer begins.
    #[default]
    Auto,
    Json,
    /// One JSON value a line.
    JsonLines,
    /// CSV, TSV and the like. What is not given is found out.
    Delimited {
        #[serde(default)]
        delimiter: Option<char>,
        /// Whether the first row names the columns.
        #[serde(default)]
        header: Option<bool>,
    },
    Xml,
    /// The largest table of a web page, or what CSS selectors find in it.
    Html {
        #[serde(default)]
        selectors: Option<HtmlSelectors>,
    },
    /// All of it is one cell.
    Text,
}

/// Rows and columns of a web page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct HtmlSelectors {
    /// Every element that it finds is a row.
    pub rows: String,
    pub columns: Vec<HtmlColumn>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct HtmlColumn {
    pub name: String,
    /// Looked for inside the row; the row itself when empty.
    pub selector: String,
    /// The text of what is found when there is none.
    #[serde(default)]
    pub attribute: Option<String>,
}

/// Where in an answer its rows are.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Records {
    #[default]
    Auto,
    At {
        /// JSONPath (RFC 9535), such as `$.data.edges[*].node`.
        path: String,
        #[serde(default)]
        unit: RecordUnit,
    },
}

/// What is one row of that which a path leads to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum RecordUnit {
    /// An element of a list; whatever is no list is one row.
    #[default]
    Elements,
    /// A member of an object; its key is the column [`KEY_COLUMN`].
    Members,
    /// A place in lists that stand side by side in an object: the first of each list, the second of each, …
    Places,
}

/// The column of the keys of [`RecordUnit::Members`].
pub const KEY_COLUMN: &str = "_key";

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ListRule {
    /// The dotted path of the list inside the record, as a column would be called; lists inside of lists too.
    pub path: String,
    pub policy: ListPolicy,
}

/// What becomes of a list inside a record. A field that is a list in one record and a single value in another is taken for a
/// list of one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum ListPolicy {
    #[default]
    Json,
    Join {
        separator: String,
    },
    /// A row for each element; the record's other cells come again in each. A record whose list is empty stays one row.
    Rows,
    /// A column for each element, `tags.1`, `tags.2`, …; what is more than [`ListPolicy::NUMBERED`] is JSON in one more.
    Numbered,
    Count,
}

impl ListPolicy {
    /// Columns of [`ListPolicy::Numbered`].
    pub const NUMBERED: usize = 50;
}
