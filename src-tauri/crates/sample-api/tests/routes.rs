//! Every route, asked over a real connection.

mod paged;

use std::collections::HashMap;
use std::time::Duration;

use fetchgrid_sample_api::{SampleApi, SampleOptions};
use serde_json::value::RawValue;
use serde_json::{Value, json};

fn quick() -> SampleOptions {
    SampleOptions { latency: Duration::ZERO, error_rate: 0.0, not_found_rate: 0.0, ..SampleOptions::default() }
}

struct Client(reqwest::Client);

impl Client {
    fn new() -> Self {
        // Another test of this process may have been first; either way there is a provider.
        let _ = rustls::crypto::ring::default_provider().install_default();
        Client(reqwest::Client::builder().no_proxy().build().expect("client"))
    }

    async fn get(&self, address: String) -> (u16, Value) {
        let answer = self.0.get(&address).send().await.expect("answer");
        assert!(answer.headers()["content-type"].to_str().unwrap().starts_with("application/json"), "{address}");
        let status = answer.status().as_u16();
        let body = answer.bytes().await.expect("body");
        (status, serde_json::from_slice(&body).expect("JSON"))
    }
}

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().expect("an object").keys().map(String::as_str).collect()
}

#[tokio::test]
async fn inventory_has_the_shape_of_the_sample() {
    let api = SampleApi::start(quick()).await.unwrap();
    let client = Client::new();
    for kind in ["products", "materials"] {
        let (status, item) = client.get(format!("{}/inventory/{kind}?id=007", api.address())).await;
        assert_eq!(status, 200);
        assert_eq!(keys(&item), ["id", "name", "price", "currency", "quantity"]);
        assert_eq!(item["id"], "007", "ids are texts and come back as they were asked for");
        assert!(item["price"].as_f64().unwrap() > 0.0, "{item}");
        assert_eq!(item["currency"], "EUR");
        assert!(item["quantity"].is_u64());
    }
}

#[tokio::test]
async fn prices_are_numbers_with_two_decimals() {
    let api = SampleApi::start(quick()).await.unwrap();
    let client = Client::new();
    for id in 0..60 {
        let address = format!("{}/inventory/products?id={id}", api.address());
        let body = client.0.get(address).send().await.unwrap().bytes().await.unwrap();
        let item: HashMap<&str, &RawValue> = serde_json::from_slice(&body).unwrap();
        let price = item["price"].get();
        let (euros, cents) = price.split_once('.').expect("a point");
        assert!(euros.parse::<u32>().is_ok() && cents.len() == 2 && cents.parse::<u32>().is_ok(), "{price}");
    }
}

#[tokio::test]
async fn refusals() {
    let api = SampleApi::start(quick()).await.unwrap();
    let client = Client::new();
    for (path, status) in [
        ("/inventory/animals?id=1", 404),
        ("/inventory/products", 400),
        ("/inventory/products?id=", 400),
        ("/character/0", 404),
        ("/character/827", 404),
        ("/character/abc", 400),
        ("/character?page=43", 404),
        ("/character?page=x", 404),
        ("/nowhere", 404),
    ] {
        let (found, body) = client.get(format!("{}{path}", api.address())).await;
        assert_eq!((found, keys(&body)), (status, vec!["error"]), "{path}");
    }
    let (_, body) = client.get(format!("{}/character/827", api.address())).await;
    assert_eq!(body, json!({"error": "Character not found"}));
}

#[tokio::test]
async fn a_posted_id_answers_as_the_query_does() {
    let api = SampleApi::start(quick()).await.unwrap();
    let client = Client::new();
    let address = format!("{}/inventory/products", api.address());
    let (_, asked) = client.get(format!("{address}?id=5")).await;
    for body in [r#"{"id": "5"}"#, r#"{"id": 5}"#] {
        let posted = client.0.post(&address).body(body).send().await.unwrap().bytes().await.unwrap();
        assert_eq!(serde_json::from_slice::<Value>(&posted).unwrap(), asked);
    }
    assert_eq!(client.0.post(&address).body("x").send().await.unwrap().status(), 400);
}

#[tokio::test]
async fn characters_fill_forty_two_pages_without_a_gap() {
    let api = SampleApi::start(quick()).await.unwrap();
    let client = Client::new();
    let mut next = Some(format!("{}/character", api.address()));
    let mut seen = Vec::new();
    let mut pages = 0;
    while let Some(address) = next {
        let (status, page) = client.get(address).await;
        assert_eq!(status, 200);
        assert_eq!(keys(&page), ["info", "results"]);
        assert_eq!((&page["info"]["count"], &page["info"]["pages"]), (&json!(826), &json!(42)));
        assert_eq!(page["info"]["prev"].is_null(), pages == 0);
        seen.extend(page["results"].as_array().unwrap().iter().map(|character| character["id"].as_u64().unwrap()));
        next = page["info"]["next"].as_str().map(str::to_owned);
        pages += 1;
    }
    assert_eq!(pages, 42);
    assert_eq!(seen, (1..=826).collect::<Vec<_>>());

    let (_, one) = client.get(format!("{}/character/826", api.address())).await;
    assert_eq!(
        keys(&one),
        [
            "id", "name", "status", "species", "type", "gender", "origin", "location", "image", "episode", "url",
            "created"
        ]
    );
    assert_eq!(keys(&one["origin"]), ["name", "url"]);
    assert!(!one["episode"].as_array().unwrap().is_empty());
    let (_, several) = client.get(format!("{}/character/1,2,9999", api.address())).await;
    assert_eq!(several.as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn fifty_users_with_names_of_their_own() {
    let api = SampleApi::start(quick()).await.unwrap();
    let (_, users) = Client::new().get(format!("{}/users", api.address())).await;
    let users = users.as_array().unwrap();
    let mut names: Vec<_> = users.iter().map(|user| user["username"].as_str().unwrap()).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!((users.len(), names.len()), (50, 50));
    assert_eq!(keys(&users[0]["address"]["geo"]), ["lat", "lng"]);
    assert_eq!(users[0]["address"]["zipcode"].as_str().unwrap().len(), 5);
}

/// Status of each of the sample extraction's hundred requests, round by round until nothing changes.
async fn rounds(options: SampleOptions, rounds: usize) -> Vec<Vec<u16>> {
    let api = SampleApi::start(options).await.unwrap();
    let client = Client::new();
    let mut all = Vec::new();
    for _ in 0..rounds {
        let mut round = Vec::new();
        for kind in ["materials", "products"] {
            for id in 0..50 {
                round.push(client.get(format!("{}/inventory/{kind}?id={id}", api.address())).await.0);
            }
        }
        all.push(round);
    }
    assert_eq!(api.requests(), 100 * rounds as u64);
    all
}

#[tokio::test]
async fn the_sample_extraction_meets_every_mishap_and_the_ailing_get_well() {
    let options = SampleOptions { latency: Duration::ZERO, ..SampleOptions::default() };
    let all = rounds(options.clone(), 4).await;
    let count = |round: usize, status: u16| all[round].iter().filter(|found| **found == status).count();
    for status in [404, 500, 503] {
        assert!((1..=6).contains(&count(0, status)), "{} times {status}", count(0, status));
    }
    assert_eq!((count(1, 503), count(2, 503)), (0, 0), "a stumble lasts one request");
    assert_eq!(
        (count(1, 500), count(2, 500), count(3, 500)),
        (count(0, 500), count(0, 500), 0),
        "three requests, then well"
    );
    assert_eq!(count(3, 404), count(0, 404), "what is not there stays away");

    assert_eq!(rounds(options.clone(), 1).await[0], all[0], "one seed answers alike");
    assert_ne!(rounds(SampleOptions { seed: 99, ..options }, 1).await[0], all[0]);
}

#[tokio::test]
async fn latency_is_waited_and_the_log_is_kept_when_asked_for() {
    let latency = Duration::from_millis(30);
    let api = SampleApi::start(SampleOptions { latency, log: true, ..quick() }).await.unwrap();
    let began = std::time::Instant::now();
    Client::new().get(format!("{}/users", api.address())).await;
    assert!(began.elapsed() >= latency);
    assert_eq!(api.log(), ["/users"]);
}

#[tokio::test]
async fn a_taken_port_is_named_and_a_stopped_server_frees_it() {
    let first = SampleApi::start(quick()).await.unwrap();
    let port: u16 = first.address().rsplit(':').next().unwrap().parse().unwrap();
    let error = match SampleApi::start(SampleOptions { port, ..quick() }).await {
        Ok(_) => panic!("two servers on one port"),
        Err(error) => error,
    };
    assert!(error.to_string().contains(&port.to_string()), "{error}");
    first.stop().await;
    SampleApi::start(SampleOptions { port, ..quick() }).await.expect("the port is free again");
}
