//! What an answer holds is text and nothing else; the page reaches nothing but the program behind it.

use fetchgrid_tests::{Answer, Server, Window};
use serde_json::json;

const F8: &str = "\u{e038}";
const TRAP: &str = "<img src=x onerror=\"window.trapped = true\"><script>window.trapped = true</script>";

#[tokio::test]
async fn answers_are_never_rendered() {
    let server = Server::start(|seen| match seen.last_part().as_str() {
        "1" => Answer::Json(json!({ "name": TRAP, TRAP: "key" })),
        "2" => Answer::Status(404, json!({ "error": TRAP })),
        _ => Answer::Text("text/html", format!("<html><body>{TRAP}</body></html>")),
    });
    let window = Window::open(&[]).await;
    window.press("New").await;
    window.fill("Address", &server.at("/{id}")).await;
    window.fill("Values of {id}", "1-3").await;
    window.press("Test one").await;
    window.see("onerror").await;
    window.tab("Results").await;
    window.press("Run").await;
    window.until_progress("Finished").await;
    let results = window.grid("Results");
    results.until_column("name", &[TRAP]).await;
    results.focus("name", 0).await;
    window.type_keys(F8).await;
    window.see("200 OK").await;
    window.tab("Failed").await;
    window.grid("Failed requests").until_filled().await;
    let trapped =
        window.script("return [window.trapped === undefined, document.querySelector('img[src=x]') === null]").await;
    assert_eq!(trapped.unwrap(), json!([true, true]));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_page_reaches_nothing_outside() {
    let server = Server::echo_ids();
    let window = Window::open(&[]).await;
    let address = server.at("/leak");
    let attempts = [
        format!("fetch('{address}').then(() => done('open'), () => done('shut'))"),
        format!("const image = new Image(); image.onload = () => done('open'); image.onerror = () => done('shut'); image.src = '{address}'"),
        format!("const script = document.createElement('script'); script.onload = () => done('open'); script.onerror = () => done('shut'); script.src = '{address}'; document.body.append(script)"),
        "try { (0, eval)('1'); done('open') } catch { done('shut') }".to_owned(),
        "window.inline = false; const script = document.createElement('script'); script.textContent = 'window.inline = true'; document.body.append(script); done(window.inline ? 'open' : 'shut')".to_owned(),
    ];
    for attempt in attempts {
        let script = format!("const done = arguments[arguments.length - 1]; {attempt}");
        let answer = window.client().execute_async(&script, Vec::new()).await.expect("an answer");
        assert_eq!(answer, json!("shut"), "{attempt}");
    }
    assert_eq!(server.paths(), Vec::<String>::new());
}

#[tokio::test]
async fn secrets_are_hidden_and_forgotten() {
    const SECRET: &str = "s3cr3t-t0ken-9f1c";
    let server = Server::echo_ids();
    let window = Window::open(&[]).await;
    window.press("New").await;
    window.fill("Address", &server.at("/{id}")).await;
    window.fill("Values of {id}", "1-3").await;
    window.press_starting("Sign-in and headers").await;
    window.press("Add sign-in").await;
    window.press_starting("API key").await;
    window.fill("Value of header 1", SECRET).await;
    let kind = window.field("Value of header 1").await.attr("type").await.unwrap();
    assert_eq!(kind.as_deref(), Some("password"));
    window.press("Run").await;
    window.until_progress("Finished").await;
    assert!(server.seen().iter().all(|seen| seen.headers["x-api-key"] == SECRET));
    assert!(!window.text().await.contains(SECRET));
    window.screenshot("secret").await;
    let home = window.close().await;
    let mut folders = vec![home.path().to_owned()];
    let mut looked_at = 0;
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap().flatten() {
            if entry.file_type().unwrap().is_dir() {
                folders.push(entry.path());
            } else if let Ok(bytes) = std::fs::read(entry.path()) {
                looked_at += 1;
                let found = bytes.windows(SECRET.len()).any(|window| window == SECRET.as_bytes());
                assert!(!found, "{}", entry.path().display());
            }
        }
    }
    assert!(looked_at > 0);
}
