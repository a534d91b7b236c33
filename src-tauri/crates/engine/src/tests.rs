//! Runs against real servers on loopback ports: what they see, and what the outcomes say.

mod aside;
mod failures;
mod flow;
mod kit;
mod retries;
mod secrets;
