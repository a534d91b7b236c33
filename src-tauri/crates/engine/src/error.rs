/// Why a run could not be started. What goes wrong with one request is no error but a failure in its outcome.
#[derive(Debug, thiserror::Error)]
pub enum EngineError {
    /// Certificates or the proxy settings of this computer could not be read.
    #[error("Could not set up the connection: {source}.")]
    Client {
        #[source]
        source: reqwest::Error,
    },
    #[error("The certificates in {path} cannot be used: {why}.")]
    Certificate { path: String, why: String },
    /// A name and a password in it would be stored in the document.
    #[error("The proxy {address} cannot be used. Write it as http://host:port, without a name and a password.")]
    Proxy { address: String },
    #[error("The daily quota of {} requests for {} is used up. It begins anew at midnight UTC.", .0.per_day, .0.host)]
    QuotaUsedUp(fetchgrid_pace::QuotaUsedUp),
    #[error("{address} cannot be fetched. Only addresses that begin with https:// or http:// can.")]
    NotFetchable { address: String },
    #[error("{address} could not be fetched: {why}.")]
    Unfetched { address: String, why: String },
    #[error("{address} is larger than {} MB.", most / 1024 / 1024)]
    TooLarge { address: String, most: usize },
    #[error("There is no request {position} in a plan of {len}.")]
    NoSuchRequest { position: u64, len: u64 },
    /// Called outside of tokio; a mistake in the program, not in its input.
    #[error("A run has to be started within a tokio runtime.")]
    NoRuntime,
}
