use std::time::Duration;

use fetchgrid_model::{Combine, Extraction, RequestTemplate, ValueList};
use fetchgrid_sample_api::{SampleApi, SampleOptions};

/// Asked for first, so that a sample extraction from yesterday still finds its API; any other port when it is taken.
const PREFERRED_PORT: u16 = 47_810;

/// The API that the program brings along, on loopback.
pub async fn start_sample_api(latency: Duration) -> std::io::Result<SampleApi> {
    let options = |port| SampleOptions { port, latency, ..SampleOptions::default() };
    match SampleApi::start(options(PREFERRED_PORT)).await {
        Ok(api) => Ok(api),
        Err(_) => SampleApi::start(options(0)).await,
    }
}

/// Whether an address is served by the sample API at its usual place.
pub fn is_sample_address(address: &str) -> bool {
    address.starts_with(&format!("http://127.0.0.1:{PREFERRED_PORT}/"))
}

/// Fifty materials and fifty products, as in the articles that the program comes from.
pub fn sample_extraction(api_address: &str) -> Extraction {
    Extraction {
        request: RequestTemplate {
            address: format!("{api_address}/inventory/{{type}}?id={{id}}"),
            ..RequestTemplate::default()
        },
        lists: vec![ValueList::typed("type", "materials, products"), ValueList::typed("id", "0-49")],
        combine: Combine::Product,
        ..Extraction::default()
    }
}
