use std::cmp::Ordering;
use std::collections::{BinaryHeap, VecDeque};
use std::time::Duration;

use fetchgrid_model::AutoChoice;
use fetchgrid_pace::{Auto, Ended};

use super::chance::Chance;
use super::server::Server;

/// Who says how many workers there are.
pub trait Driver {
    fn target(&self) -> u16;
    fn ended(&mut self, at: Duration, latency: Duration, how: Ended, in_flight: u16);
}

pub struct Fixed(pub u16);

impl Driver for Fixed {
    fn target(&self) -> u16 {
        self.0
    }

    fn ended(&mut self, _: Duration, _: Duration, _: Ended, _: u16) {}
}

/// The automatic number, with a diary: since when (in seconds) how many were allowed, and what it had settled on.
pub struct Watched {
    pub auto: Auto,
    pub diary: Vec<(f64, u16, AutoChoice)>,
}

impl Watched {
    pub fn new(most: u16) -> Watched {
        let auto = Auto::new(most);
        Watched { diary: vec![(0.0, auto.target(), auto.choice())], auto }
    }

    /// What was allowed, and settled on, between these moments.
    pub fn between(&self, from: f64, until: f64) -> impl Iterator<Item = (u16, AutoChoice)> {
        let ends = self.diary.iter().skip(1).map(|entry| entry.0).chain([f64::INFINITY]);
        let entries = self.diary.iter().zip(ends).filter(move |(entry, end)| entry.0 < until && *end > from);
        entries.map(|(entry, _)| (entry.1, entry.2))
    }
}

impl Driver for Watched {
    fn target(&self) -> u16 {
        self.auto.target()
    }

    fn ended(&mut self, at: Duration, latency: Duration, how: Ended, in_flight: u16) {
        self.auto.ended(at, latency, how, in_flight);
        let now = (self.auto.target(), self.auto.choice());
        if self.diary.last().is_none_or(|(_, target, choice)| (*target, *choice) != now) {
            self.diary.push((at.as_secs_f64(), now.0, now.1));
        }
    }
}

/// How a run went.
#[derive(Clone, Copy, Debug, Default)]
pub struct Run {
    pub seconds: f64,
    pub slow_downs: u64,
    pub failures: u64,
    pub time_outs: u64,
    /// The workers that were busy, in the mean over time.
    pub busy: f64,
}

enum What {
    /// The client has given up, or the answer has come.
    Ends(usize, Ended),
    /// A slot is free again.
    Worked(usize),
    /// The wait that the server asked for is over.
    Resume,
    Change(usize),
}

struct Event {
    at: f64,
    /// Of two events of one moment the older one comes first.
    order: u64,
    what: What,
}

impl Ord for Event {
    fn cmp(&self, other: &Event) -> Ordering {
        other.at.total_cmp(&self.at).then(other.order.cmp(&self.order))
    }
}

impl PartialOrd for Event {
    fn partial_cmp(&self, other: &Event) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Event {
    fn eq(&self, other: &Event) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Event {}

struct Simulation<'a> {
    server: &'a Server,
    chance: Chance,
    events: BinaryHeap<Event>,
    /// When the client gives up on which attempt. All are patient for the same time, so the oldest is the next.
    deadlines: VecDeque<(f64, usize)>,
    order: u64,
    now: f64,
    slots: u32,
    service: f64,
    working: u32,
    waiting: VecDeque<usize>,
    tokens: f64,
    filled_at: f64,
    /// When each attempt began; attempts are numbered.
    began: Vec<f64>,
    ended: Vec<bool>,
    in_flight: u16,
    /// The whole host waits until then.
    resume_at: f64,
}

/// Fetches so many good answers; what does not succeed is asked for again. Given up after `limit` seconds.
pub fn simulate(server: &Server, driver: &mut dyn Driver, answers: u64, limit: f64, seed: u64) -> Run {
    let mut simulation = Simulation {
        server,
        chance: Chance::new(seed),
        events: BinaryHeap::new(),
        deadlines: VecDeque::new(),
        order: 0,
        now: 0.0,
        slots: server.slots,
        service: server.service,
        working: 0,
        waiting: VecDeque::new(),
        tokens: server.bucket.map_or(0.0, |bucket| bucket.burst),
        filled_at: 0.0,
        began: Vec::new(),
        ended: Vec::new(),
        in_flight: 0,
        resume_at: 0.0,
    };
    for (index, change) in server.changes.iter().enumerate() {
        simulation.push(change.at, What::Change(index));
    }
    let mut run = Run::default();
    let mut left = answers;
    let mut busy_seconds = 0.0;
    while left > 0 && simulation.now < limit {
        while u64::from(simulation.in_flight) < u64::from(driver.target()).min(left)
            && simulation.now >= simulation.resume_at
        {
            simulation.start();
        }
        let event = simulation.next();
        busy_seconds += f64::from(simulation.in_flight) * (event.at - simulation.now);
        simulation.now = event.at;
        let Some((attempt, how)) = simulation.happen(event.what) else { continue };
        let in_flight = simulation.in_flight;
        simulation.in_flight -= 1;
        match how {
            Ended::Answer => left -= 1,
            Ended::SlowDown => run.slow_downs += 1,
            Ended::Failure => run.failures += 1,
            Ended::TimeOut => run.time_outs += 1,
        }
        let latency = simulation.now - simulation.began[attempt];
        driver.ended(Duration::from_secs_f64(simulation.now), Duration::from_secs_f64(latency), how, in_flight);
    }
    run.seconds = simulation.now;
    run.busy = busy_seconds / simulation.now;
    run
}

impl Simulation<'_> {
    fn push(&mut self, at: f64, what: What) {
        self.order += 1;
        self.events.push(Event { at, order: self.order, what });
    }

    fn next(&mut self) -> Event {
        while self.deadlines.front().is_some_and(|(_, attempt)| self.ended[*attempt]) {
            self.deadlines.pop_front();
        }
        let deadline = self.deadlines.front().copied();
        match (deadline, self.events.peek()) {
            (Some((at, attempt)), event) if event.is_none_or(|event| at < event.at) => {
                Event { at, order: 0, what: What::Ends(attempt, Ended::TimeOut) }
            }
            _ => self.events.pop().expect("something is in flight, or the host waits"),
        }
    }

    fn start(&mut self) {
        let attempt = self.began.len();
        self.began.push(self.now);
        self.ended.push(false);
        self.in_flight += 1;
        let at_once = self.now + self.server.network.max(0.001);
        if !self.takes_token() {
            self.push(at_once, What::Ends(attempt, Ended::SlowDown));
        } else if self.chance.unit() < self.server.failing || self.waiting.len() >= self.server.queue {
            self.push(at_once, What::Ends(attempt, Ended::Failure));
        } else {
            self.deadlines.push_back((self.now + self.server.timeout, attempt));
            if self.server.sharing || self.working < self.slots {
                self.work(attempt);
            } else {
                self.waiting.push_back(attempt);
            }
        }
    }

    fn takes_token(&mut self) -> bool {
        let Some(bucket) = self.server.bucket else { return true };
        let filled_at = bucket.every.map_or(self.now, |every| (self.now / every).floor() * every);
        self.tokens = (self.tokens + (filled_at - self.filled_at) * bucket.rate).min(bucket.burst);
        self.filled_at = filled_at;
        // A hair of tolerance: sums of fractions.
        let is_taken = self.tokens > 1.0 - 1e-9;
        self.tokens -= if is_taken { 1.0 } else { 0.0 };
        is_taken
    }

    fn work(&mut self, attempt: usize) {
        self.working += 1;
        let mut service = self.service * self.chance.around_one(self.server.noise);
        if self.chance.unit() < self.server.tail.0 {
            service *= self.server.tail.1;
        }
        let load = (f64::from(self.working) + self.waiting.len() as f64) / f64::from(self.slots);
        if self.server.sharing {
            service *= load.max(1.0);
        }
        service *= 1.0 + self.server.overload * (load - 1.0).max(0.0);
        self.push(self.now + service, What::Worked(attempt));
    }

    /// The attempt that has come to its end by this, if one has.
    fn happen(&mut self, what: What) -> Option<(usize, Ended)> {
        match what {
            What::Ends(attempt, _) if std::mem::replace(&mut self.ended[attempt], true) => None,
            What::Ends(attempt, how) => {
                if let (Ended::SlowDown, Some(bucket)) = (how, self.server.bucket) {
                    let next = bucket.every.map(|every| ((self.began[attempt] / every).floor() + 1.0) * every);
                    self.resume_at = self.resume_at.max(next.unwrap_or(self.now + bucket.retry_after));
                    self.push(self.resume_at, What::Resume);
                }
                Some((attempt, how))
            }
            What::Worked(attempt) => {
                self.working -= 1;
                self.push(self.now + self.server.network, What::Ends(attempt, Ended::Answer));
                self.serve();
                None
            }
            What::Resume => None,
            What::Change(index) => {
                let change = self.server.changes[index];
                (self.slots, self.service) = (change.slots, change.service);
                self.serve();
                None
            }
        }
    }

    fn serve(&mut self) {
        while self.working < self.slots {
            let Some(attempt) = self.waiting.pop_front() else { break };
            self.work(attempt);
        }
    }
}
