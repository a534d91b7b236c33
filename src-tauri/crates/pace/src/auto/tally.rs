/// Good answers, and the seconds they took: all of them, also those in which the server had asked to wait.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Tally {
    pub(super) answers: f64,
    pub(super) seconds: f64,
}

impl Tally {
    /// Counts so many seconds at most, so that what was long ago gives way to what is now.
    const MEMORY: f64 = 60.0;

    /// Good answers a second.
    pub(super) fn speed(self) -> f64 {
        if self.seconds > 0.0 { self.answers / self.seconds } else { 0.0 }
    }

    /// What the speed is at least, about: few answers may just have been lucky. Half a standard error, not more, since the
    /// price of a number that is too small is higher than that of one too large.
    pub(super) fn sure_speed(self) -> f64 {
        self.speed() * (1.0 - 0.5 / self.answers.max(1.0).sqrt())
    }

    pub(super) fn add(&mut self, other: Tally) {
        self.answers += other.answers;
        self.seconds += other.seconds;
        self.fade(Self::MEMORY);
    }

    /// Lets this count no more than so many seconds would.
    pub(super) fn fade(&mut self, seconds: f64) {
        let keep = (seconds / self.seconds).min(1.0);
        self.answers *= keep;
        self.seconds *= keep;
    }
}
