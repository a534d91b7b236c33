use std::error::Error;
use std::time::Duration;

use fetchgrid_model::NetworkSettings;
use reqwest::redirect::Policy;
use url::Url;

use crate::client;
use crate::error::EngineError;

const TIME: Duration = Duration::from_secs(30);
/// As many as a browser would hardly follow.
const REDIRECTS: usize = 5;

/// What an address that a person points at leads to, through the proxy and with the certificates of the extraction. None of
/// its headers, cookies or secrets are sent: the address came with an answer, and may be anybody's.
///
/// # Errors
/// When it cannot be fetched, or is larger than `most` bytes.
pub async fn download(address: &str, network: &NetworkSettings, most: usize) -> Result<Vec<u8>, EngineError> {
    let url = Url::parse(address).ok().filter(|url| matches!(url.scheme(), "http" | "https"));
    let url = url.ok_or_else(|| EngineError::NotFetchable { address: address.to_owned() })?;
    let failed = |error: reqwest::Error| {
        let error = error.without_url();
        let why = error.source().map_or_else(|| error.to_string(), |cause| format!("{error}: {cause}"));
        EngineError::Unfetched { address: address.to_owned(), why }
    };
    let client = client::to(Some(&url), 0, TIME, network, || Policy::limited(REDIRECTS))?;
    let asked = client.get(url.clone()).timeout(TIME).send().await;
    let mut answer = asked.and_then(reqwest::Response::error_for_status).map_err(failed)?;
    let mut body = Vec::new();
    while let Some(piece) = answer.chunk().await.map_err(failed)? {
        if body.len() + piece.len() > most {
            return Err(EngineError::TooLarge { address: address.to_owned(), most });
        }
        body.extend_from_slice(&piece);
    }
    Ok(body)
}
