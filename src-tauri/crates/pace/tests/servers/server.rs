/// What a simulated server is like. Times are in seconds.
#[derive(Clone, Debug)]
pub struct Server {
    pub name: String,
    /// The way there and back: takes time, but no slot.
    pub network: f64,
    /// How long one request is worked on, in the mean.
    pub service: f64,
    /// Sigma of the log-normal noise of the service.
    pub noise: f64,
    /// A request of so many (0 to 1) takes so many times as long.
    pub tail: (f64, f64),
    /// So many requests are worked on at the same time; the others queue.
    pub slots: u32,
    /// By how much work slows down for each "as many as there are slots" that wait.
    pub overload: f64,
    /// Nobody queues: all share the slots, and everything takes longer.
    pub sharing: bool,
    /// More than so many waiting, and further ones are turned away at once with an error.
    pub queue: usize,
    pub bucket: Option<Bucket>,
    /// So many (0 to 1) fail, and come back at once.
    pub failing: f64,
    /// How long the client waits.
    pub timeout: f64,
    pub changes: Vec<Change>,
}

/// So many requests a second, and so many at once; then 429 for whom none is left.
#[derive(Clone, Copy, Debug)]
pub struct Bucket {
    pub rate: f64,
    pub burst: f64,
    /// What the 429 asks for.
    pub retry_after: f64,
    /// It fills up only each so many seconds ("60 a minute") instead of steadily; the 429 asks to wait until then.
    pub every: Option<f64>,
}

/// From this moment on, the server is another one.
#[derive(Clone, Copy, Debug)]
pub struct Change {
    pub at: f64,
    pub slots: u32,
    pub service: f64,
}

impl Server {
    pub fn new(name: &str, network: f64, service: f64, slots: u32) -> Server {
        Server {
            name: name.to_owned(),
            network,
            service,
            slots,
            noise: 0.0,
            tail: (0.0, 1.0),
            overload: 0.0,
            sharing: false,
            queue: usize::MAX,
            bucket: None,
            failing: 0.0,
            timeout: 60.0,
            changes: Vec::new(),
        }
    }

    pub fn noise(self, noise: f64) -> Server {
        Server { noise, ..self }
    }

    pub fn tail(self, share: f64, times: f64) -> Server {
        Server { tail: (share, times), ..self }
    }

    pub fn overload(self, overload: f64) -> Server {
        Server { overload, ..self }
    }

    pub fn sharing(self) -> Server {
        Server { sharing: true, ..self }
    }

    pub fn queue(self, queue: usize) -> Server {
        Server { queue, ..self }
    }

    pub fn failing(self, failing: f64) -> Server {
        Server { failing, ..self }
    }

    pub fn timeout(self, timeout: f64) -> Server {
        Server { timeout, ..self }
    }

    pub fn bucket(self, rate: f64, burst: f64, retry_after: f64) -> Server {
        Server { bucket: Some(Bucket { rate, burst, retry_after, every: None }), ..self }
    }

    pub fn window(self, requests: f64, every: f64) -> Server {
        let bucket = Bucket { rate: requests / every, burst: requests, retry_after: every, every: Some(every) };
        Server { bucket: Some(bucket), ..self }
    }

    pub fn change(mut self, at: f64, slots: u32, service: f64) -> Server {
        self.changes.push(Change { at, slots, service });
        self
    }
}
