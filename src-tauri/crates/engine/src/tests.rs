//! Runs against real servers on loopback ports: what they see, and what the outcomes say.

mod aside;
mod download;
mod failures;
mod flow;
mod kit;
mod pauses;
mod retries;
mod secrets;
