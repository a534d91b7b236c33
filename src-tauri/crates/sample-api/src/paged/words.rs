use crate::dice::Dice;
use crate::users::{FIRST_NAMES, LAST_NAMES};

const QUALITIES: [&str; 16] = [
    "Amber", "Brisk", "Calm", "Dusky", "Eager", "Faint", "Gilded", "Hollow", "Ivory", "Jolly", "Keen", "Lunar",
    "Mossy", "Nimble", "Olive", "Plain",
];
const THINGS: [&str; 16] = [
    "Anchor", "Beacon", "Cedar", "Dune", "Ember", "Fjord", "Glade", "Harbour", "Islet", "Juniper", "Kite", "Ledge",
    "Meadow", "Night", "Orchard", "Pier",
];

/// A quality and a thing, together different for each of 256 neighbouring ids.
pub(super) fn pair(id: u64) -> (&'static str, &'static str) {
    // Both change from one id to the next; the second moves on by one more after every round of the first.
    (QUALITIES[(id % 16) as usize], THINGS[((id % 16 + id / 16 % 16) % 16) as usize])
}

/// `Amber Harbour`
pub(super) fn title(id: u64) -> String {
    let (quality, thing) = pair(id);
    format!("{quality} {thing}")
}

/// First and last name.
pub(super) fn person(dice: Dice) -> (&'static str, &'static str) {
    (dice.pick(&FIRST_NAMES), dice.next().pick(&LAST_NAMES))
}

/// First and last names of one to `most` people.
pub(super) fn people(mut dice: Dice, most: u64) -> Vec<(&'static str, &'static str)> {
    (0..=dice.below(most))
        .map(|_| {
            dice = dice.next().next();
            person(dice)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn neighbours_have_names_of_their_own() {
        assert_eq!((1..=256).map(pair).collect::<HashSet<_>>().len(), 256);
    }
}
