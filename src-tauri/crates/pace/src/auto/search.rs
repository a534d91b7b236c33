use super::ladder::Ladder;

/// Which way the next try goes, how far, and when.
pub(super) struct Search {
    pub(super) upwards: bool,
    pub(super) stride: usize,
    /// So many windows are between two tries, and so many have passed.
    patience: u32,
    waited: u32,
}

impl Search {
    /// So many windows are waited at most; and when the tries end in requests to slow down, each of which costs a wait.
    const PATIENCE: u32 = 8;
    const PATIENCE_WHEN_ASKED: u32 = 32;

    pub(super) fn new() -> Search {
        Search { upwards: true, stride: 1, patience: 1, waited: 0 }
    }

    /// One more window has passed: is it time for a try?
    pub(super) fn is_due(&mut self) -> bool {
        self.waited += 1;
        self.waited >= self.patience
    }

    pub(super) fn is_patient(&self) -> bool {
        self.patience > 1
    }

    pub(super) fn has_tried(&mut self) {
        self.waited = 0;
    }

    /// The same again, and farther.
    pub(super) fn found(&mut self) {
        self.patience = 1;
        self.stride = (self.stride * 2).min(Ladder::DOUBLE);
    }

    /// The next try goes the other way, and one rung only.
    pub(super) fn turn(&mut self) {
        self.upwards = !self.upwards;
        self.stride = 1;
    }

    pub(super) fn turn_up(&mut self) {
        self.upwards = true;
        self.stride = 1;
    }

    pub(super) fn turn_down(&mut self) {
        self.upwards = false;
        self.stride = 1;
        self.waited = 0;
    }

    /// A try was in vain.
    pub(super) fn tire(&mut self, is_asked: bool) {
        let most = if is_asked { Self::PATIENCE_WHEN_ASKED } else { Self::PATIENCE };
        self.patience = (self.patience * 2).min(self.patience.max(most));
    }

    pub(super) fn hurry(&mut self) {
        self.patience = 1;
    }
}
