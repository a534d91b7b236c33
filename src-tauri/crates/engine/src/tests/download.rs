//! What a person points at in an answer.

use fetchgrid_model::NetworkSettings;

use super::kit::{Server, dead_port, reply, soon};
use crate::error::EngineError;

#[tokio::test]
async fn what_is_pointed_at_is_fetched_within_bounds() {
    let server = Server::start(|path| match path {
        "/moved" => reply(302, &[("location", "/small")], ""),
        "/round" => reply(302, &[("location", "/round")], ""),
        "/missing" => reply(404, &[], "gone"),
        "/large" => reply(200, &[], vec![b'x'; 101]),
        _ => reply(200, &[], vec![b'x'; 100]),
    })
    .await;
    let network = NetworkSettings::default();
    let fetched = async |address: String| soon(crate::download(&address, &network, 100)).await.map(|body| body.len());
    let host = server.address();
    for path in ["small", "moved"] {
        assert_eq!(fetched(format!("{host}/{path}")).await.expect("is fetched"), 100, "{path}");
    }
    let refused = async |address: String| fetched(address).await.expect_err("is refused");
    assert!(matches!(refused(format!("{host}/large")).await, EngineError::TooLarge { most: 100, .. }));
    for path in ["round", "missing"] {
        assert!(matches!(refused(format!("{host}/{path}")).await, EngineError::Unfetched { .. }), "{path}");
    }
    let dead = format!("http://127.0.0.1:{}/", dead_port().await);
    assert!(matches!(refused(dead).await, EngineError::Unfetched { .. }));
    for address in ["file:///etc/passwd", "ftp://127.0.0.1/x", "no address", ""] {
        assert!(matches!(refused(address.to_owned()).await, EngineError::NotFetchable { .. }), "{address}");
    }
    let headers = server.seen.headers(0);
    assert!(
        !headers.contains_key("cookie") && !headers.contains_key("authorization") && !headers.contains_key("referer")
    );
}
