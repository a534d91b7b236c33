use std::collections::HashMap;

use fetchgrid_model::Combine;

use crate::list::List;

/// Longer lists are not looked through: the search holds a few words a value while it goes on.
const LONGEST: u64 = 20_000_000;

/// Rows of lists side by side that are counted while the user types.
const COUNTED: u64 = 100_000;

/// Which requests of a plan equal an earlier one, because their values do. Holds the repeated ones only.
#[derive(Debug)]
pub(crate) enum Equals {
    None,
    /// For each list, where a repeated value stood first.
    Product(Vec<HashMap<u64, u64>>),
    /// Where a repeated row of values stood first.
    Zip(HashMap<u64, u64>),
}

impl Equals {
    pub(crate) fn of(lists: &[List], combine: Combine) -> Self {
        let is_searched = |list: &List| list.len() <= LONGEST && list.duplicates() > 0;
        // Side by side, every list has to repeat itself for a row to do so, but for those of one value.
        let long: Vec<&List> = lists.iter().filter(|list| list.len() != 1).collect();
        if combine == Combine::Zip && long.len() > 1 {
            if !long.iter().all(|list| is_searched(list)) {
                return Equals::None;
            }
            let firsts: Vec<_> = long.iter().map(|list| firsts(list)).collect();
            let mut seen: HashMap<Vec<u64>, u64> = HashMap::new();
            let mut repeated = HashMap::new();
            for position in 0..long[0].len() {
                let row: Vec<u64> =
                    firsts.iter().map(|firsts| firsts.get(&position).copied().unwrap_or(position)).collect();
                let first = *seen.entry(row).or_insert(position);
                if first != position {
                    repeated.insert(position, first);
                }
            }
            return if repeated.is_empty() { Equals::None } else { Equals::Zip(repeated) };
        }
        if !lists.iter().any(is_searched) {
            return Equals::None;
        }
        Equals::Product(
            lists.iter().map(|list| if is_searched(list) { firsts(list) } else { HashMap::new() }).collect(),
        )
    }

    /// The first request that equals the one at a position; none when that is the first itself.
    pub(crate) fn first(&self, lists: &[List], position: u64) -> Option<u64> {
        let first = match self {
            Equals::None => return None,
            Equals::Zip(repeated) => *repeated.get(&position)?,
            Equals::Product(repeated) => {
                let (mut rest, mut first, mut unit) = (position, 0, 1);
                for (list, repeated) in lists.iter().zip(repeated).rev() {
                    let index = rest % list.len();
                    rest /= list.len();
                    first += repeated.get(&index).unwrap_or(&index) * unit;
                    unit *= list.len();
                }
                first
            }
        };
        (first != position).then_some(first)
    }
}

/// How many of the requests equal an earlier one. It is asked for every keystroke, so rows of very long lists side by side
/// are not looked through.
pub(crate) fn count_equal(lists: &[List], combine: Combine, len: u64) -> u64 {
    let long = lists.iter().filter(|list| list.len() != 1).count();
    if combine == Combine::Zip && long > 1 {
        if len > COUNTED {
            return 0;
        }
        return match Equals::of(lists, combine) {
            Equals::Zip(repeated) => repeated.len() as u64,
            _ => 0,
        };
    }
    len - lists.iter().map(|list| list.len() - list.duplicates()).product::<u64>()
}

/// For each value that stood in the list before: where it stood first.
fn firsts(list: &List) -> HashMap<u64, u64> {
    let mut seen: HashMap<std::borrow::Cow<'_, str>, u64> = HashMap::new();
    let mut repeated = HashMap::new();
    for index in 0..list.len() {
        let first = *seen.entry(list.get(index)).or_insert(index);
        if first != index {
            repeated.insert(index, first);
        }
    }
    repeated
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_requests() {
        #[track_caller]
        fn check(combine: Combine, lists: &[&str], expected: &[(u64, u64)]) {
            let lists: Vec<List> = lists.iter().map(|text| List::typed(text).unwrap()).collect();
            let len = match combine {
                Combine::Product => lists.iter().map(List::len).product(),
                Combine::Zip => lists.iter().map(List::len).max().unwrap_or(1),
            };
            let equals = Equals::of(&lists, combine);
            let found: Vec<_> =
                (0..len).filter_map(|position| Some((position, equals.first(&lists, position)?))).collect();
            assert_eq!(found, expected, "{lists:?}");
            assert_eq!(count_equal(&lists, combine, len), expected.len() as u64);
        }
        check(Combine::Product, &[], &[]);
        check(Combine::Product, &["a, b, c"], &[]);
        check(Combine::Product, &["a, b, a, a"], &[(2, 0), (3, 0)]);
        check(Combine::Product, &["1-3, 2-4"], &[(3, 1), (4, 2)]);
        check(Combine::Product, &["a, a", "x, y"], &[(2, 0), (3, 1)]);
        check(Combine::Product, &["a, b", "x, x"], &[(1, 0), (3, 2)]);
        check(Combine::Product, &["a, a", "x, x"], &[(1, 0), (2, 0), (3, 0)]);
        check(Combine::Zip, &["a, a, a", "x, y, x"], &[(2, 0)]);
        check(Combine::Zip, &["a, a, a", "x, y, z"], &[]);
        check(Combine::Zip, &["a", "x, y, x"], &[(2, 0)]);
        check(Combine::Zip, &["a, b, a"], &[(2, 0)]);
    }
}
