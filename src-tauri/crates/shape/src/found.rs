use std::fmt;

use fetchgrid_model::RecordUnit;

use crate::jsonpath::JsonPath;
use crate::path::split;

/// Where in an answer its rows were found. The paths are dotted as columns are, but for `At`, whose path is JSONPath.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// The answer is a list; its elements are the rows.
    TopLevelList,
    /// The answer wraps one list, at this path; its elements are the rows.
    List(String),
    /// The answer is one row.
    Whole,
    /// The answer is a table: delimited text, or a table of a web page.
    Table,
    /// Elsewhere, by itself or as it was asked for.
    At { path: String, unit: RecordUnit },
}

impl Found {
    /// The same place as a JSONPath with its unit; `$` for the whole answer.
    pub fn place(&self) -> (String, RecordUnit) {
        match self {
            Found::TopLevelList | Found::Whole | Found::Table => ("$".to_owned(), RecordUnit::Elements),
            Found::List(path) => {
                let path = split(path).iter().fold(JsonPath::default(), |path, key| path.with(key));
                (path.to_string(), RecordUnit::Elements)
            }
            Found::At { path, unit } => (path.clone(), *unit),
        }
    }
}

impl fmt::Display for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Found::TopLevelList => f.write_str("the top-level list"),
            Found::List(path) => write!(f, "the list `{path}`"),
            Found::Whole => f.write_str("the whole answer"),
            Found::Table => f.write_str("the table"),
            Found::At { path, unit: RecordUnit::Elements } => write!(f, "`{path}`"),
            Found::At { path, unit: RecordUnit::Members } => write!(f, "the members of `{path}`"),
            Found::At { path, unit: RecordUnit::Places } => write!(f, "the lists side by side in `{path}`"),
        }
    }
}
