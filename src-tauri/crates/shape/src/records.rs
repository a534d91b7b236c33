use std::fmt;

/// Where in an answer its rows were found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Records {
    /// The answer is a list; its elements are the rows.
    TopLevelList,
    /// The answer wraps one list, at this dotted path; its elements are the rows.
    List(String),
    /// The answer is one row.
    Whole,
}

impl fmt::Display for Records {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Records::TopLevelList => f.write_str("the top-level list"),
            Records::List(path) => write!(f, "the list `{path}`"),
            Records::Whole => f.write_str("the whole answer"),
        }
    }
}
