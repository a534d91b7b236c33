use crate::schema::TEMPLATE;

/// Bits of a key that number the pages of an answer, and those that number the requests of the plan.
pub(crate) const PAGE_BITS: u32 = 20;
const POSITION_BITS: u32 = 40;

/// Where an answer belongs: the place of its request in the plan, and, of an answer that comes in pages, its page. In the
/// order of places the rows of the table stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place(u64);

impl Place {
    pub(crate) const MOST_POSITIONS: u64 = 1 << POSITION_BITS;
    pub(crate) const MOST_PAGES: u32 = 1 << PAGE_BITS;

    /// `page`: from 1.
    pub fn new(position: u64, page: u32) -> Self {
        let page = u64::from(page.clamp(1, Self::MOST_PAGES) - 1);
        Place((position.min(Self::MOST_POSITIONS - 1) << PAGE_BITS) | page)
    }

    /// The first page, or the whole answer of a request without pages.
    pub fn first(position: u64) -> Self {
        Self::new(position, 1)
    }

    /// The last place that a request could have.
    pub(crate) fn last(position: u64) -> Self {
        Self::new(position, Self::MOST_PAGES)
    }

    /// The request's place in the plan, from 0.
    pub fn position(self) -> u64 {
        self.0 >> PAGE_BITS
    }

    /// From 1.
    pub fn page(self) -> u32 {
        (self.0 & (u64::from(Self::MOST_PAGES) - 1)) as u32 + 1
    }

    /// As one number, in the same order.
    pub(crate) fn raw(self) -> u64 {
        self.0
    }

    pub(crate) fn from_raw(raw: u64) -> Self {
        Place(raw)
    }

    pub(crate) fn after(self) -> Self {
        Place(self.0 + 1)
    }

    /// The key in the tables: `template << 60 | position << 20 | page`, one integer, so that the answers lie in the file in
    /// plan order and are found by rowid, the fastest key there is.
    pub(crate) fn id(self) -> i64 {
        (TEMPLATE << (POSITION_BITS + PAGE_BITS)) | self.0 as i64
    }

    pub(crate) fn of_id(id: i64) -> Self {
        Place(id as u64 & ((1 << (POSITION_BITS + PAGE_BITS)) - 1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_keys_and_back() {
        for (position, page) in [(0, 1), (0, 2), (7, 1), (Place::MOST_POSITIONS - 1, Place::MOST_PAGES)] {
            let place = Place::new(position, page);
            assert_eq!((place.position(), place.page()), (position, page));
            assert_eq!(Place::of_id(place.id()), place);
            assert!(place.id() > 0);
        }
        assert!(Place::last(7) < Place::first(8) && Place::last(7).after() == Place::first(8));
    }
}
