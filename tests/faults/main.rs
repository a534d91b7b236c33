//! The command line program against a server that goes wrong in every way it knows: what each failure is called, what it
//! says, how often it is tried, and that the other requests of the run do not suffer.

mod answers;
mod bodies;
mod case;
mod connections;
mod redirects;
mod reuse;
mod secrets;
mod slow_down;
mod tls;
