/// Throws that depend on the seed and on what they are thrown for, and on nothing else: no order, no earlier throw.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Dice {
    state: u64,
}

impl Dice {
    /// FNV-1a over the parts, then the finisher of SplitMix64: FNV alone leaves neighbouring ids looking alike.
    pub(crate) fn new(seed: u64, parts: &[&str]) -> Self {
        let mut state = 0xcbf2_9ce4_8422_2325 ^ finish(seed);
        for part in parts {
            // 0xff stands in no UTF-8 text, so that ("ab", "c") and ("a", "bc") differ.
            for byte in part.bytes().chain([0xff]) {
                state = (state ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
            }
        }
        Dice { state: finish(state) }
    }

    /// The throw's own number, for keys.
    pub(crate) fn number(self) -> u64 {
        self.state
    }

    /// The same thing, thrown again.
    pub(crate) fn next(self) -> Self {
        Dice { state: finish(self.state) }
    }

    /// From 0 up to but not including 1.
    pub(crate) fn share(self) -> f64 {
        (self.state >> 11) as f64 / (1u64 << 53) as f64
    }

    /// From 0 up to but not including `sides`.
    pub(crate) fn below(self, sides: u64) -> u64 {
        self.state % sides
    }

    pub(crate) fn pick<'a>(self, words: &[&'a str]) -> &'a str {
        words[self.below(words.len() as u64) as usize]
    }
}

fn finish(value: u64) -> u64 {
    let value = value.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ (value >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_do_not_run_into_each_other() {
        assert_ne!(Dice::new(1, &["ab", "c"]).number(), Dice::new(1, &["a", "bc"]).number());
        assert_ne!(Dice::new(1, &["a"]).number(), Dice::new(2, &["a"]).number());
        assert_eq!(Dice::new(1, &["a", "b"]).number(), Dice::new(1, &["a", "b"]).number());
    }

    #[test]
    fn shares_are_spread_evenly() {
        let low = (0..10_000).filter(|id| Dice::new(7, &["x", &id.to_string()]).share() < 0.1).count();
        assert!((850..1150).contains(&low), "{low} of 10 000 below a tenth");
    }
}
