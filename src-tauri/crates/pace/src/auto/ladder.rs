use super::tally::Tally;

/// The numbers of workers that are tried, from 1 to the most, and how many good answers a second each brought. From 8 on a
/// step is an eighth to a fifth: less could not be told from noise.
pub(super) struct Ladder(Vec<Rung>);

struct Rung {
    workers: u16,
    seen: Tally,
}

impl Ladder {
    /// So many rungs double the number (above 4).
    pub(super) const DOUBLE: usize = 4;
    /// At less than so much of the best speed a number is not "about as fast".
    const NEARLY: f64 = 0.98;

    pub(super) fn new(most: u16) -> Ladder {
        let mut rungs = Vec::new();
        let mut workers: u16 = 1;
        while workers < most {
            rungs.push(Rung { workers, seen: Tally::default() });
            workers = workers.saturating_add(((1 << workers.ilog2()) / 4).max(1));
        }
        rungs.push(Rung { workers: most.max(1), seen: Tally::default() });
        Ladder(rungs)
    }

    pub(super) fn workers(&self, rung: usize) -> u16 {
        self.0[rung].workers
    }

    pub(super) fn seen(&self, rung: usize) -> Tally {
        self.0[rung].seen
    }

    pub(super) fn seen_mut(&mut self, rung: usize) -> &mut Tally {
        &mut self.0[rung].seen
    }

    pub(super) fn top(&self) -> usize {
        self.0.len() - 1
    }

    /// The highest rung of so many workers at most.
    pub(super) fn at_most(&self, workers: u16) -> usize {
        self.0.iter().rposition(|rung| rung.workers <= workers).unwrap_or(0)
    }

    /// The highest rung of this share of a rung's workers at most.
    pub(super) fn below(&self, rung: usize, share: f64) -> usize {
        self.at_most((f64::from(self.workers(rung)) * share) as u16)
    }

    /// The smallest number that is about as fast as the fastest.
    pub(super) fn best(&self) -> Option<usize> {
        let fastest = self.0.iter().map(|rung| rung.seen.sure_speed()).fold(0.0, f64::max);
        self.0.iter().position(|rung| rung.seen.answers > 0.0 && rung.seen.speed() >= fastest * Self::NEARLY)
    }

    /// So many rungs above this one, but not onto or beyond one that is known to be slower, unless it is the next.
    pub(super) fn above(&self, rung: usize, stride: usize) -> usize {
        let is_slower = |other: usize| {
            let seen = self.seen(other);
            seen.seconds > 0.0 && seen.speed() < self.seen(rung).speed()
        };
        let next = (rung + 1).min(self.top());
        (next + 1..=self.top()).take(stride - 1).take_while(|other| !is_slower(*other)).last().unwrap_or(next)
    }

    pub(super) fn forget(&mut self) {
        self.0.iter_mut().for_each(|rung| rung.seen = Tally::default());
    }

    pub(super) fn forget_above(&mut self, rung: usize) {
        self.0[rung + 1..].iter_mut().for_each(|rung| rung.seen = Tally::default());
    }
}
