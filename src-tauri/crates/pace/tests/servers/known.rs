use super::server::Server;

const MS: f64 = 0.001;

/// All of the time is spent in a slot.
pub fn fixed_capacity() -> Vec<Server> {
    let new = Server::new;
    vec![
        new("one slot, 5 ms", 0.0, 5.0 * MS, 1),
        new("one slot, 200 ms", 0.0, 200.0 * MS, 1),
        new("one slot, 2 s", 0.0, 2.0, 1),
        new("2 slots, 50 ms", 0.0, 50.0 * MS, 2),
        new("4 slots, 5 ms", 0.0, 5.0 * MS, 4),
        new("8 slots, 100 ms", 0.0, 100.0 * MS, 8),
        new("16 slots, 1 s", 0.0, 1.0, 16),
        new("20 slots, 20 ms", 0.0, 20.0 * MS, 20),
        new("50 slots, 300 ms", 0.0, 300.0 * MS, 50),
        new("100 slots, 100 ms", 0.0, 100.0 * MS, 100),
        new("100 slots, 1 s", 0.0, 1.0, 100),
        new("300 slots, 50 ms", 0.0, 50.0 * MS, 300),
        new("300 slots, 2 s", 0.0, 2.0, 300),
    ]
}

/// A way to the slots, so that the best number is that of the slots and of what is on the way.
pub fn queueing() -> Vec<Server> {
    let new = Server::new;
    vec![
        new("far away, one fast slot", 100.0 * MS, 5.0 * MS, 1).noise(0.5),
        new("far away, two fast slots", 300.0 * MS, 20.0 * MS, 2).noise(1.0),
        new("near, four slots", 5.0 * MS, 30.0 * MS, 4).noise(0.5),
        new("near, 24 noisy slots", 10.0 * MS, 200.0 * MS, 24).noise(1.0),
        new("a second away, 10 slots", 1.0, 100.0 * MS, 10).noise(0.3),
        new("noisy, 64 slots", 20.0 * MS, 80.0 * MS, 64).noise(0.8),
        new("noisy, 200 slots", 30.0 * MS, 400.0 * MS, 200).noise(0.5),
        new("slow and noisy, 6 slots", 20.0 * MS, 1.5, 6).noise(1.0),
        new("shares 4 cores", 20.0 * MS, 40.0 * MS, 4).sharing().noise(0.3),
        new("shares 32 cores", 50.0 * MS, 150.0 * MS, 32).sharing().noise(0.5),
    ]
}

/// Some take many times as long, whatever is done.
pub fn slow_tails() -> Vec<Server> {
    let new = Server::new;
    vec![
        new("one of 100 takes 20 times as long", 10.0 * MS, 50.0 * MS, 16).noise(0.3).tail(0.01, 20.0),
        new("one of 20 takes 10 times as long", 10.0 * MS, 100.0 * MS, 40).noise(0.3).tail(0.05, 10.0),
        new("one of 500 takes 100 times as long", 5.0 * MS, 100.0 * MS, 30).tail(0.002, 100.0),
        new("one of 500 never answers", 5.0 * MS, 100.0 * MS, 60).tail(0.002, 200.0).timeout(10.0),
    ]
}

/// Too many workers do not only bring nothing: they cost.
pub fn worse_when_overloaded() -> Vec<Server> {
    let new = Server::new;
    vec![
        new("suffers a little, 10 slots", 10.0 * MS, 100.0 * MS, 10).overload(0.1).noise(0.3),
        new("suffers much, 20 slots", 10.0 * MS, 50.0 * MS, 20).overload(0.5).noise(0.3),
        new("suffers much, 4 slots", 10.0 * MS, 300.0 * MS, 4).overload(0.5).noise(0.5),
        new("shares and suffers, 8 cores", 10.0 * MS, 60.0 * MS, 8).sharing().overload(0.2).noise(0.3),
        new("times out when overloaded", 10.0 * MS, 500.0 * MS, 8).noise(0.3).timeout(3.0),
    ]
}

/// They answer 429 when too many have come.
pub fn rate_limited() -> Vec<Server> {
    let new = Server::new;
    vec![
        new("5/s, slow", 300.0 * MS, 500.0 * MS, 200).bucket(5.0, 5.0, 1.0).noise(0.3),
        new("10/s, fast", 20.0 * MS, 30.0 * MS, 100).bucket(10.0, 10.0, 1.0).noise(0.3),
        new("10/s, fast, small burst", 20.0 * MS, 30.0 * MS, 100).bucket(10.0, 2.0, 1.0).noise(0.3),
        new("15/s, between 1 and 2", 20.0 * MS, 80.0 * MS, 100).bucket(15.0, 15.0, 1.0).noise(0.3),
        new("25/s, between 2 and 3", 20.0 * MS, 80.0 * MS, 100).bucket(25.0, 25.0, 1.0).noise(0.3),
        new("50/s, a second each", 200.0 * MS, 800.0 * MS, 300).bucket(50.0, 50.0, 1.0).noise(0.5),
        new("50/s, a second each, small burst", 200.0 * MS, 800.0 * MS, 300).bucket(50.0, 5.0, 1.0).noise(0.5),
        new("100/s, big burst", 20.0 * MS, 180.0 * MS, 300).bucket(100.0, 1000.0, 1.0).noise(0.5),
        new("100/s, waits 5 s", 20.0 * MS, 180.0 * MS, 300).bucket(100.0, 500.0, 5.0).noise(0.5),
        new("100/s, waits 5 s, small burst", 20.0 * MS, 180.0 * MS, 300).bucket(100.0, 20.0, 5.0).noise(0.5),
        new("60 a minute", 20.0 * MS, 100.0 * MS, 50).window(60.0, 60.0).noise(0.3),
        new("1000 a minute", 20.0 * MS, 200.0 * MS, 50).window(1000.0, 60.0).noise(0.3),
        new("100 each second", 50.0 * MS, 200.0 * MS, 200).window(100.0, 1.0).noise(0.3),
    ]
}

/// Errors that come back at once, by chance or since there is no room.
pub fn flaky() -> Vec<Server> {
    let new = Server::new;
    vec![
        new("one of 10 fails", 10.0 * MS, 100.0 * MS, 30).failing(0.1).noise(0.3),
        new("one of 4 fails", 10.0 * MS, 200.0 * MS, 12).failing(0.25).noise(0.5),
        new("four of 10 fail", 10.0 * MS, 100.0 * MS, 50).failing(0.4).noise(0.5),
        new("turns away beyond 20", 10.0 * MS, 100.0 * MS, 16).queue(4).noise(0.3),
        new("turns away beyond 80", 10.0 * MS, 300.0 * MS, 80).queue(1).noise(0.5),
    ]
}

/// Another server all of a sudden. The run must be long enough to have both.
pub fn changing() -> Vec<Server> {
    let new = Server::new;
    vec![
        new("halves after a minute", 10.0 * MS, 100.0 * MS, 40).change(60.0, 20, 100.0 * MS).noise(0.3),
        new("doubles after a minute", 10.0 * MS, 100.0 * MS, 16).change(60.0, 32, 100.0 * MS).noise(0.3),
        new("doubles after 20 s, halves after 80", 10.0 * MS, 200.0 * MS, 20)
            .change(20.0, 40, 200.0 * MS)
            .change(80.0, 20, 200.0 * MS)
            .noise(0.5),
        new("becomes slow", 10.0 * MS, 50.0 * MS, 10).change(60.0, 10, 200.0 * MS).noise(0.3),
        new("becomes fast", 10.0 * MS, 400.0 * MS, 30).change(60.0, 30, 100.0 * MS).noise(0.3),
        new("a tenth for a while", 10.0 * MS, 100.0 * MS, 30)
            .change(40.0, 3, 100.0 * MS)
            .change(80.0, 30, 100.0 * MS)
            .noise(0.3),
    ]
}
