//! Whether a number lies between two bounds: exactly, however long either of them is.

use std::cmp::Ordering;
use std::ops::RangeInclusive;

use fetchgrid_model::{Bound, NumberRange};

use crate::bad_view::BadView;
use crate::decimal;

#[derive(Clone, Debug)]
pub(crate) struct NumberTest {
    from: Option<Limit>,
    to: Option<Limit>,
    /// The whole numbers of 64 bits that pass; none when no such number does.
    integers: Option<RangeInclusive<i64>>,
}

#[derive(Clone, Debug)]
struct Limit {
    text: String,
    /// Rounded, which keeps the order and decides nearly always.
    float: f64,
    included: bool,
}

impl NumberTest {
    pub fn new(range: &NumberRange) -> Result<Self, BadView> {
        let limit = |bound: &Option<Bound>| bound.as_ref().map(Limit::new).transpose();
        let mut test = NumberTest { from: limit(&range.from)?, to: limit(&range.to)?, integers: None };
        let (mut buffer, mut other) = (itoa::Buffer::new(), itoa::Buffer::new());
        let low = first(|integer| test.from.as_ref().is_none_or(|from| from.is_below(buffer.format(integer))));
        let high = first(|integer| test.to.as_ref().is_some_and(|to| !to.is_above(other.format(integer))));
        let high = high.map_or(Some(i64::MAX), |beyond| beyond.checked_sub(1));
        test.integers = low.zip(high).map(|(low, high)| low..=high).filter(|range| !range.is_empty());
        Ok(test)
    }

    pub fn equal_to(text: &str) -> Result<Self, BadView> {
        let bound = Some(Bound::included(text));
        NumberTest::new(&NumberRange { from: bound.clone(), to: bound })
    }

    pub fn integers(&self) -> Option<&RangeInclusive<i64>> {
        self.integers.as_ref()
    }

    /// The text must be a number.
    pub fn passes(&self, text: &str) -> bool {
        self.from.as_ref().is_none_or(|from| from.is_below(text)) && self.to.as_ref().is_none_or(|to| to.is_above(text))
    }
}

impl Limit {
    fn new(bound: &Bound) -> Result<Self, BadView> {
        let text = bound.value.trim().to_owned();
        if !decimal::is_number(&text) {
            return Err(BadView::Number { text });
        }
        Ok(Limit { float: text.parse().unwrap_or(0.0), text, included: bound.included })
    }

    fn compare(&self, text: &str) -> Ordering {
        let float: f64 = text.parse().unwrap_or(0.0);
        match self.float.partial_cmp(&float) {
            Some(order) if order != Ordering::Equal => order,
            _ => decimal::compare(&self.text, text).unwrap_or(Ordering::Equal),
        }
    }

    fn is_below(&self, text: &str) -> bool {
        match self.compare(text) {
            Ordering::Less => true,
            Ordering::Equal => self.included,
            Ordering::Greater => false,
        }
    }

    fn is_above(&self, text: &str) -> bool {
        match self.compare(text) {
            Ordering::Less => false,
            Ordering::Equal => self.included,
            Ordering::Greater => true,
        }
    }
}

/// The first integer of which it is true, when it is true of all after it, too.
fn first(mut is_true: impl FnMut(i64) -> bool) -> Option<i64> {
    let (mut low, mut high) = (i64::MIN, i64::MAX);
    if !is_true(high) {
        return None;
    }
    while low < high {
        // Rounded down without running over.
        let middle = low + (high.abs_diff(low) / 2) as i64;
        if is_true(middle) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    Some(low)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers_between_bounds() {
        let check = |from: Option<Bound>, to: Option<Bound>, expected: Option<RangeInclusive<i64>>| {
            let test = NumberTest::new(&NumberRange { from: from.clone(), to: to.clone() }).expect("numbers");
            assert_eq!(test.integers, expected, "{from:?} {to:?}");
        };
        let (incl, excl) = (|text| Some(Bound::included(text)), |text| Some(Bound::excluded(text)));
        check(None, None, Some(i64::MIN..=i64::MAX));
        check(incl("1"), incl("5"), Some(1..=5));
        check(excl("1"), excl("5"), Some(2..=4));
        check(excl("0.5"), incl("2.99"), Some(1..=2));
        check(incl("-0.5"), None, Some(0..=i64::MAX));
        check(excl("9007199254740992"), excl("9007199254740994"), Some(9_007_199_254_740_993..=9_007_199_254_740_993));
        check(incl("1e400"), None, None);
        check(None, incl("-1e400"), None);
        check(None, incl("1e400"), Some(i64::MIN..=i64::MAX));
        check(incl("5"), incl("1"), None);
        check(excl("9223372036854775807"), None, None);
        assert_eq!(
            NumberTest::new(&NumberRange { from: incl("x"), to: None }).map(|_| ()),
            Err(BadView::Number { text: "x".into() })
        );
    }

    #[test]
    fn any_numbers_between_bounds() {
        let check = |bound: Bound, text: &str, expected: bool| {
            let test = NumberTest::new(&NumberRange { from: Some(bound.clone()), to: None }).expect("a number");
            assert_eq!(test.passes(text), expected, "{text} from {bound:?}");
        };
        check(Bound::excluded("9007199254740992"), "9007199254740993", true);
        check(Bound::excluded("9007199254740993"), "9007199254740993.0", false);
        check(Bound::included("1e400"), "1e399", false);
        check(Bound::included("1e400"), "1e401", true);
        check(Bound::included("1e400"), "10e399", true);
        check(Bound::excluded("0.1"), "0.10000000000000000001", true);
        check(Bound::included("-0"), "0.0", true);
    }
}
