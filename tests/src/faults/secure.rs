//! How a port greets a connection before the first request.

use tokio_rustls::TlsAcceptor;

use super::Port;
use super::certificates::{Authority, Flaw};

#[derive(Clone)]
pub(super) enum Greeting {
    Plain,
    /// Takes the connection and leaves it at that.
    Silent,
    Tls(TlsAcceptor),
}

impl Greeting {
    pub(super) fn of(port: Port, authority: &Authority) -> Self {
        let flaw = match port {
            Port::Plain | Port::Elsewhere | Port::Refused => return Greeting::Plain,
            Port::Silent => return Greeting::Silent,
            Port::Trusted => Flaw::None,
            Port::Expired => Flaw::Expired,
            Port::NotYetValid => Flaw::NotYetValid,
            Port::SelfSigned => Flaw::SelfSigned,
            Port::WrongHost => Flaw::OtherHost,
        };
        Greeting::Tls(TlsAcceptor::from(authority.server(flaw)))
    }
}
