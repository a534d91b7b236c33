//! What is set in the step Speed is what the server sees, and both stand side by side in the window.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use fantoccini::error::CmdError;
use fetchgrid_tests::{Answer, Server, Window};
use serde_json::json;

/// Requests a second.
const RATE: f64 = 5.0;
const REQUESTS: u32 = 60;

/// What the window says it measured, where it stands beside what was set.
async fn measured(window: &Window) -> Result<Option<f64>, CmdError> {
    let script = "return document.body.innerText.match(/set 5\\/s · measured ([0-9.]+)\\/s/)?.[1] ?? null";
    Ok(window.script(script).await?.as_str().and_then(|number| number.parse().ok()))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn five_a_second_are_five_a_second() {
    let came = Arc::new(Mutex::new(Vec::new()));
    let times = came.clone();
    let server = Server::start(move |seen| {
        times.lock().unwrap().push(Instant::now());
        Answer::Json(json!({ "answer": seen.last_part() }))
    });
    let window = Window::open(&[]).await;
    window.press("New").await;
    window.fill("Address", &server.at("/{id}")).await;
    window.fill("Values of {id}", &format!("1-{REQUESTS}")).await;
    window.fill("At most", "5").await;
    window.see("60 requests at 5/s: about 12 s").await;
    window.press("Run").await;
    window
        .until("the window measures what was set", || async {
            Ok(measured(&window).await?.is_some_and(|measured| (measured - RATE).abs() <= 0.5))
        })
        .await;
    window.screenshot("limits").await;
    window.tab("Activity").await;
    let row = "return [...document.querySelectorAll('section[aria-label=Hosts] tbody td')].map(cell => cell.innerText)";
    window
        .until("the host's row has both", || async {
            let cells = window.script(row).await?;
            let is_near = |cell: &str| {
                cell.strip_suffix("/s")
                    .and_then(|cell| cell.parse::<f64>().ok())
                    .is_some_and(|pace| (pace - RATE).abs() <= 0.5)
            };
            Ok(cells[0].as_str().is_some_and(|host| host.starts_with("127.0.0.1"))
                && cells[1].as_str().is_some_and(is_near)
                && cells[2] == json!("5/s"))
        })
        .await;
    window.screenshot("limits-activity").await;
    window.until_progress("Finished").await;

    let came = came.lock().unwrap().clone();
    assert_eq!(came.len(), REQUESTS as usize);
    let within_a_second =
        |from: &Instant| came.iter().filter(|at| **at >= *from && **at < *from + Duration::from_secs(1)).count();
    let most = came.iter().map(within_a_second).max();
    assert!(most <= Some(6), "in one second: {most:?}");
    let took = came[came.len() - 1].duration_since(came[0]).as_secs_f64();
    let ideal = f64::from(REQUESTS - 1) / RATE;
    assert!((took / ideal - 1.0).abs() <= 0.05, "{took} s in place of {ideal} s");
}
