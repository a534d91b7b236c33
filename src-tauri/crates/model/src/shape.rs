use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{ColumnKey, ColumnOrigin, ColumnType};

/// How answers become rows. The default finds out by itself, answer by answer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub struct Shape {
    pub format: AnswerFormat,
    /// How bytes become characters: a name of the Encoding Standard, such as `windows-1252`. None to find it out.
    pub charset: Option<String>,
    pub records: Records,
    /// What becomes of lists inside the records; a list that is not named is JSON text in its cell.
    pub lists: Vec<ListRule>,
    pub columns: Columns,
}

/// What is said of columns; one that is not spoken of comes as it is found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub struct Columns {
    pub naming: Naming,
    /// One for each column that is spoken of.
    pub rules: Vec<ColumnRule>,
    /// These come first, in this order.
    pub order: Vec<ColumnKey>,
    /// Columns that are neither in `order` nor shown by a rule are left out.
    pub others_hidden: bool,
}

/// What a column is called when nobody has named it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum Naming {
    /// `origin.name`
    #[default]
    Dotted,
    /// `name`, where no other column is called so.
    Short,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub struct ColumnRule {
    pub column: ColumnKey,
    pub name: Option<String>,
    /// Cells that can be read as this type are of it; those that cannot stay as they came.
    #[serde(rename = "type")]
    pub ty: Option<ColumnType>,
    pub hidden: Option<bool>,
}

impl Columns {
    /// JSONPaths of the columns that are taken from the answer around its records, in the order in which they were asked for.
    pub fn answer_places(&self) -> impl Iterator<Item = &str> {
        let of_answer = |rule: &&ColumnRule| rule.column.origin == ColumnOrigin::Answer && rule.hidden == Some(false);
        self.rules.iter().filter(of_answer).map(|rule| rule.column.name.as_str())
    }

    pub fn rule(&self, column: &ColumnKey) -> Option<&ColumnRule> {
        self.rules.iter().find(|rule| rule.column == *column)
    }

    fn rule_mut(&mut self, column: &ColumnKey) -> &mut ColumnRule {
        let at = self.rules.iter().position(|rule| rule.column == *column).unwrap_or_else(|| {
            self.rules.push(ColumnRule { column: column.clone(), ..ColumnRule::default() });
            self.rules.len() - 1
        });
        &mut self.rules[at]
    }

    /// What is said of cells, and not of how they are shown.
    fn made(&self) -> Vec<(&ColumnKey, Option<ColumnType>, bool)> {
        let mut made: Vec<_> = self.rules.iter().filter_map(ColumnRule::makes_cells).collect();
        made.sort_unstable();
        made
    }

    fn set_hidden(&mut self, columns: &[ColumnKey], hidden: bool) {
        for column in columns {
            self.rule_mut(column).hidden = Some(hidden);
        }
    }
}

/// One thing that a person said about the table. A shape is what its steps come to, one after the other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum ShapeStep {
    ReadAs {
        format: AnswerFormat,
    },
    /// Without a character set it is found out.
    Charset {
        charset: Option<String>,
    },
    Records {
        records: Records,
    },
    List {
        path: String,
        policy: ListPolicy,
    },
    /// Without a name the column is called as it was.
    Rename {
        column: ColumnKey,
        name: Option<String>,
    },
    /// Without a type it is found out.
    Retype {
        column: ColumnKey,
        #[serde(rename = "type")]
        ty: Option<ColumnType>,
    },
    Hide {
        columns: Vec<ColumnKey>,
    },
    /// Also for what is not in the table by itself: what is known of the request, and places elsewhere in the answer.
    Show {
        columns: Vec<ColumnKey>,
    },
    /// These columns in this order, and no others.
    Only {
        columns: Vec<ColumnKey>,
    },
    Order {
        columns: Vec<ColumnKey>,
    },
    Name {
        naming: Naming,
    },
}

impl Shape {
    pub fn of(steps: &[ShapeStep]) -> Self {
        let mut shape = Shape::default();
        for step in steps {
            shape.apply(step);
        }
        shape
    }

    fn apply(&mut self, step: &ShapeStep) {
        let columns = &mut self.columns;
        match step {
            ShapeStep::ReadAs { format } => self.format = format.clone(),
            ShapeStep::Charset { charset } => {
                self.charset = charset.clone().filter(|charset| !charset.trim().is_empty());
            }
            ShapeStep::Records { records } => self.records = records.clone(),
            ShapeStep::List { path, policy } => {
                self.lists.retain(|rule| rule.path != *path);
                self.lists.push(ListRule { path: path.clone(), policy: policy.clone() });
            }
            ShapeStep::Rename { column, name } => {
                columns.rule_mut(column).name = name.clone().filter(|name| !name.trim().is_empty());
            }
            ShapeStep::Retype { column, ty } => columns.rule_mut(column).ty = *ty,
            ShapeStep::Hide { columns: keys } => columns.set_hidden(keys, true),
            ShapeStep::Show { columns: keys } => columns.set_hidden(keys, false),
            ShapeStep::Only { columns: keys } => {
                for rule in &mut columns.rules {
                    rule.hidden = None;
                }
                columns.set_hidden(keys, false);
                columns.order.clone_from(keys);
                columns.others_hidden = true;
            }
            ShapeStep::Order { columns: keys } => columns.order.clone_from(keys),
            ShapeStep::Name { naming } => columns.naming = *naming,
        }
    }

    /// Whether the other shape makes the same cells, and only calls or arranges them otherwise.
    pub fn has_cells_of(&self, other: &Shape) -> bool {
        let Shape { format, charset, records, lists, columns } = self;
        *format == other.format
            && *charset == other.charset
            && *records == other.records
            && *lists == other.lists
            && columns.made() == other.columns.made()
    }
}

impl ColumnRule {
    /// What the rule says beyond how a column is called and whether it is seen.
    fn makes_cells(&self) -> Option<(&ColumnKey, Option<ColumnType>, bool)> {
        let adds = self.column.is_asked_for() && self.hidden == Some(false);
        (self.ty.is_some() || adds).then_some((&self.column, self.ty, adds))
    }
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
