//! What people do in this window, in the words that stand in it.

use std::path::Path;

use fantoccini::error::CmdError;
use serde_json::json;

use super::Window;

const NO_DIALOG: &str = "return document.querySelector('[role=dialog]') === null";

impl Window {
    /// "812 of 1 000 · 3 failed · 240/s · 0:01 left"
    pub async fn progress(&self) -> Result<String, CmdError> {
        let text = self
            .script("return document.querySelector('[role=progressbar]')?.getAttribute('aria-valuetext') ?? ''")
            .await?;
        Ok(super::squeeze(text.as_str().unwrap_or_default()))
    }

    /// Requests with an outcome, and all of them, as the progress bar has them.
    pub async fn done(&self) -> Result<(u64, u64), CmdError> {
        let script = "const bar = document.querySelector('[role=progressbar]'); return [bar?.ariaValueNow ?? bar?.getAttribute('aria-valuenow'), bar?.ariaValueMax ?? bar?.getAttribute('aria-valuemax')].map(Number)";
        let numbers = self.script(script).await?;
        Ok((numbers[0].as_f64().unwrap_or(0.0) as u64, numbers[1].as_f64().unwrap_or(0.0) as u64))
    }

    /// The line at the bottom: the selection, and rows × columns.
    pub async fn status(&self) -> String {
        let text = self.script("return document.querySelector('footer')?.innerText ?? ''").await;
        super::squeeze(text.expect("the page answers").as_str().unwrap_or_default())
    }

    /// Fetches a new list of so many values, each of which makes a row, to the end.
    pub async fn fetch_each(&self, address: &str, list: &str, count: u64) {
        self.press("New").await;
        self.fill("Address", address).await;
        self.fill(list, &format!("1-{count}")).await;
        self.press("Run").await;
        self.until_progress("Finished").await;
        let results = self.grid("Results");
        self.until("a row for each answer", async || Ok(results.rows().await? == count)).await;
        results.until_filled().await;
    }

    /// Rows of the table, by the line at the bottom. The grid's own count lags behind while rows arrive.
    pub async fn rows(&self) -> Result<u64, CmdError> {
        let script = "return document.querySelector('footer')?.innerText.match(/([0-9\\s]+) rows? ×/)?.[1].replace(/\\D/g, '') ?? '0'";
        Ok(self.script(script).await?.as_str().and_then(|rows| rows.parse().ok()).unwrap_or(0))
    }

    /// Waits until the progress says so.
    pub async fn until_progress(&self, part: &str) {
        let limit = std::time::Duration::from_secs(60);
        self.until_within(limit, &format!("the progress says `{part}`"), || async {
            Ok(self.progress().await?.contains(part))
        })
        .await;
    }

    /// Light, Dark, or As the system.
    pub async fn theme(&self, name: &str) {
        self.press("Theme, text size and language").await;
        self.press(name).await;
        self.escape().await;
        if name != "As the system" {
            let script = "return document.documentElement.getAttribute('data-mantine-color-scheme')";
            let wanted = name.to_lowercase();
            self.until(&format!("the theme is {name}"), || async { Ok(self.script(script).await? == json!(wanted)) })
                .await;
        }
    }

    pub async fn escape(&self) {
        self.type_keys("\u{e00c}").await;
    }

    /// Goes to one of the tabs Results, Failed, Preview, Activity.
    pub async fn tab(&self, name: &str) {
        let xpath = format!("//*[@role='tab'][starts-with(normalize-space(.),'{name}')]");
        self.press_at(&xpath, &format!("the tab {name}")).await;
    }

    /// Exports everything in that format through the native save dialog, and waits for the file.
    pub async fn export(&self, format: &str, path: &Path) {
        let _ = std::fs::remove_file(path);
        self.press("Export").await;
        self.press_starting(format).await;
        self.press("Export…").await;
        self.choose_file("Export the results", path, "dialog-export").await;
        self.until(&format!("{} is written", path.display()), || async { Ok(path.is_file()) }).await;
        self.until("the dialog is gone", || async { self.script(NO_DIALOG).await.map(|gone| gone == json!(true)) })
            .await;
    }

    /// Saves the document under a name through the native dialog.
    pub async fn save_as(&self, path: &Path) {
        self.press_starting("Document:").await;
        self.press_starting("Save as…").await;
        self.choose_file("Save the document as", path, "dialog-save-as").await;
        self.until(&format!("{} is written", path.display()), || async { Ok(path.is_file()) }).await;
        self.see("Saved as").await;
    }

    /// The sentences beside the field with that label.
    pub async fn notes(&self, label: &str) -> Result<String, CmdError> {
        let script = "
            const field = [...document.querySelectorAll('input, textarea')].find(one =>
                one.getAttribute('aria-label') === arguments[0] || [...(one.labels ?? [])].some(label => label.innerText.trim() === arguments[0]));
            const ids = (field?.getAttribute('aria-describedby') ?? '').split(' ').filter(Boolean);
            return ids.map(id => document.getElementById(id)?.innerText ?? '').join(' ').trim();";
        let text = self.client().execute(script, vec![json!(label)]).await?;
        Ok(text.as_str().unwrap_or_default().to_owned())
    }

    /// Waits until a sentence beside the field holds these words.
    pub async fn see_beside(&self, label: &str, words: &str) {
        self.until(&format!("`{words}` beside `{label}`"), || async { Ok(self.notes(label).await?.contains(words)) })
            .await;
    }
}
