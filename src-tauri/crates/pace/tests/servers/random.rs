use proptest::prelude::*;

use super::server::Server;

/// Any server: from one answer every two seconds to a thousand a second, of 5 ms to 2 s.
pub fn random() -> impl Strategy<Value = Server> {
    (between(0.5, 1000.0), between(0.005, 2.0), between(0.001, 0.5), 0.0..1.0f64, kind()).prop_map(
        |(capacity, service, network, noise, kind)| {
            let slots = (capacity * service).round().clamp(1.0, 300.0) as u32;
            let server = Server::new("random", network, service, slots).noise(noise);
            let capacity = f64::from(slots) / service;
            match kind {
                Kind::Plain => server,
                Kind::Sharing => server.sharing(),
                Kind::Suffering(overload) => server.overload(overload),
                Kind::Flaky(failing) => server.failing(failing),
                Kind::Tail(share, times) => server.tail(share, times),
                Kind::Limited { share, burst, wait } => {
                    // Slower ones would only take long to simulate.
                    let rate = (capacity * share).max(2.0);
                    server.bucket(rate, (rate * burst).max(1.0), wait)
                }
            }
        },
    )
}

#[derive(Clone, Copy, Debug)]
enum Kind {
    Plain,
    Sharing,
    Suffering(f64),
    Flaky(f64),
    Tail(f64, f64),
    Limited { share: f64, burst: f64, wait: f64 },
}

fn kind() -> impl Strategy<Value = Kind> {
    prop_oneof![
        Just(Kind::Plain),
        Just(Kind::Sharing),
        (0.05..0.5f64).prop_map(Kind::Suffering),
        (0.01..0.4f64).prop_map(Kind::Flaky),
        (0.002..0.05f64, 5.0..30.0f64).prop_map(|(share, times)| Kind::Tail(share, times)),
        (between(0.1, 0.8), between(0.05, 5.0), prop_oneof![Just(1.0), Just(2.0), Just(5.0)])
            .prop_map(|(share, burst, wait)| Kind::Limited { share, burst, wait }),
    ]
}

/// As many small ones as large ones.
fn between(least: f64, most: f64) -> impl Strategy<Value = f64> {
    (least.ln()..most.ln()).prop_map(f64::exp)
}
