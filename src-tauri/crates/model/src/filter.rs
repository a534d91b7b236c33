use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{Cell, DateRange, NumberRange, RelativeDate};

/// Which rows a view shows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Filter {
    /// Every row.
    #[default]
    All,
    /// Rows that every one of these shows; all rows when there is none.
    And { of: Vec<Filter> },
    /// Rows that any of these shows; no row when there is none.
    Or { of: Vec<Filter> },
    /// Rows that it does not show.
    Not { filter: Box<Filter> },
    Column {
        /// A [`Column::id`](crate::Column::id); a column that is not there has only missing cells.
        column: i64,
        is: Condition,
    },
}

/// What is asked of a cell. Every condition is either true or false of it: of a blank cell all are false but those that
/// ask for it, and therefore what is [`Filter::Not`] true of it is.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Condition {
    Contains {
        text: String,
        #[serde(default)]
        match_case: bool,
    },
    StartsWith {
        text: String,
        #[serde(default)]
        match_case: bool,
    },
    EndsWith {
        text: String,
        #[serde(default)]
        match_case: bool,
    },
    /// A number equals by value, so that `1.0` is 1; anything else by its text.
    Equals {
        text: String,
        #[serde(default)]
        match_case: bool,
    },
    /// Exactly one of these cells, as a facet lists them: kind and text both.
    OneOf {
        cells: Vec<Cell>,
    },
    /// A regular expression that is found anywhere in the text.
    Matches {
        pattern: String,
        #[serde(default)]
        match_case: bool,
    },
    Number {
        range: NumberRange,
    },
    /// Dates and times as they are written; a zone is not reckoned with.
    Date {
        range: DateRange,
    },
    /// Days counted from [`View::today`](crate::View::today).
    Relative {
        date: RelativeDate,
    },
    True,
    False,
    /// The record has no such key.
    Missing,
    /// JSON `null`.
    Null,
    /// A text of no characters.
    Empty,
    /// Any of the three.
    Blank,
}

impl Filter {
    /// The same without what is asked of one column alone, outermost or in the outermost [`Filter::And`]: what a list of
    /// that column's values is made from.
    pub fn without(&self, column: i64) -> Filter {
        match self {
            Filter::And { of } => {
                Filter::And { of: of.iter().filter(|part| !part.is_only_of(column)).cloned().collect() }
            }
            filter if filter.is_only_of(column) => Filter::All,
            filter => filter.clone(),
        }
    }

    /// Asks something, and of this column only.
    fn is_only_of(&self, column: i64) -> bool {
        let columns = self.columns();
        !columns.is_empty() && columns.iter().all(|asked| *asked == column)
    }

    /// Of which something is asked; one may stand there twice.
    pub fn columns(&self) -> Vec<i64> {
        match self {
            Filter::All => Vec::new(),
            Filter::And { of } | Filter::Or { of } => of.iter().flat_map(Filter::columns).collect(),
            Filter::Not { filter } => filter.columns(),
            Filter::Column { column, .. } => vec![*column],
        }
    }

    /// Whether it asks for days counted from today.
    pub fn is_relative(&self) -> bool {
        match self {
            Filter::All => false,
            Filter::And { of } | Filter::Or { of } => of.iter().any(Filter::is_relative),
            Filter::Not { filter } => filter.is_relative(),
            Filter::Column { is, .. } => matches!(is, Condition::Relative { .. }),
        }
    }

    /// Whether it shows every row whatever is in it.
    pub fn is_all(&self) -> bool {
        match self {
            Filter::All => true,
            Filter::And { of } => of.iter().all(Filter::is_all),
            Filter::Or { .. } | Filter::Not { .. } | Filter::Column { .. } => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn missing(column: i64) -> Filter {
        Filter::Column { column, is: Condition::Missing }
    }

    #[test]
    fn what_a_list_of_values_is_made_from() {
        let check = |filter: Filter, expected: Filter| assert_eq!(filter.without(1), expected, "{filter:?}");
        let and = |of: &[Filter]| Filter::And { of: of.to_vec() };
        let or = |of: &[Filter]| Filter::Or { of: of.to_vec() };
        let not = |filter: Filter| Filter::Not { filter: Box::new(filter) };
        check(Filter::All, Filter::All);
        check(missing(1), Filter::All);
        check(missing(2), missing(2));
        check(not(missing(1)), Filter::All);
        check(and(&[missing(1), missing(2), not(missing(1))]), and(&[missing(2)]));
        check(and(&[or(&[missing(1), missing(1)]), Filter::All]), and(&[Filter::All]));
        check(or(&[missing(1), missing(2)]), or(&[missing(1), missing(2)]));
        check(and(&[or(&[missing(1), missing(2)])]), and(&[or(&[missing(1), missing(2)])]));
    }
}
