use std::ops::Range;

/// Records with the ids 1 to `total`, cut into pages of `size`. A page past the end is empty.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pages {
    /// Less than [`u64::MAX`], so that the end of a range has room behind it.
    pub(super) total: u64,
    /// Of one page; 0 only where pages are not counted.
    pub(super) size: u64,
}

impl Pages {
    pub(super) fn count(self) -> u64 {
        self.total.div_ceil(self.size)
    }

    /// The ids of a page, counted from 1.
    pub(super) fn page(self, number: u64) -> Range<u64> {
        self.after(self.before(number))
    }

    /// How many records come before a page, counted from 1.
    pub(super) fn before(self, number: u64) -> u64 {
        number.saturating_sub(1).saturating_mul(self.size)
    }

    /// The ids of the page that begins after so many records.
    pub(super) fn after(self, skipped: u64) -> Range<u64> {
        let first = skipped.min(self.total) + 1;
        let last = skipped.saturating_add(self.size).min(self.total);
        first..last + 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_of_pages() {
        let pages = Pages { total: 45, size: 20 };
        assert_eq!(pages.count(), 3);
        for (number, ids) in [(1, 1..21), (2, 21..41), (3, 41..46), (4, 46..46), (u64::MAX, 46..46)] {
            assert_eq!(pages.page(number), ids, "page {number}");
        }
        for (skipped, ids) in [(0, 1..21), (44, 45..46), (45, 46..46), (u64::MAX, 46..46)] {
            assert_eq!(pages.after(skipped), ids, "after {skipped}");
        }
        assert!(Pages { total: u64::MAX - 1, size: 10 }.after(u64::MAX).is_empty());
    }
}
