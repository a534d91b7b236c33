//! The real window of `fetchgrid-desktop`, driven through WebDriver the way a person uses it: by what stands on buttons
//! and beside fields.

mod actions;
mod grid;

use std::ffi::OsString;
use std::fs::Permissions;
use std::future::Future;
use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use fantoccini::actions::{InputSource, MouseActions, PointerAction};
use fantoccini::elements::Element;
use fantoccini::error::CmdError;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use tempfile::TempDir;

pub use self::grid::Grid;
use crate::{Bus, Display, Process, binary, scratch, screenshots};

/// The window is up in about a second; a debug build on a loaded machine takes several.
const START_LIMIT: Duration = Duration::from_secs(60);

/// How long anything may take to appear that a person waits for.
const LIMIT: Duration = Duration::from_secs(20);

/// Between two looks at the window.
const LOOK_EVERY: Duration = Duration::from_millis(50);

/// The size that screenshots are taken in.
const SIZE: (u32, u32) = (1440, 900);

/// The message bus of whoever runs the tests is none of their business.
const NO_BUS: &str = "disabled:";

/// What a person recognises as something to press.
const PRESSABLE: &str = "self::button or self::a or self::summary or @role='button' or @role='menuitem' or @role='tab' or @role='option' or \
                         @role='radio' or @role='menuitemradio' or self::label";

pub struct Window {
    client: Client,
    driver: Process,
    display: Display,
    home: TempDir,
}

/// Of a home, the file in which its browser writes what it was started with.
const BROWSED: &str = "browsed";

/// A search path on which the browser of this home comes first.
fn with_browser(home: &Path) -> OsString {
    let programs = home.join("bin");
    std::fs::create_dir_all(&programs).expect("a folder for programs");
    let script = programs.join("xdg-open");
    std::fs::write(&script, format!("#!/bin/sh\necho \"$1\" >> '{}'\n", home.join(BROWSED).display()))
        .expect("a script");
    std::fs::set_permissions(&script, Permissions::from_mode(0o755)).expect("it can be run");
    let others = std::env::var_os("PATH").unwrap_or_default();
    std::env::join_paths(std::iter::once(programs).chain(std::env::split_paths(&others))).expect("folders")
}

impl Window {
    /// Opens the window with a home of its own: no recent files, no drafts.
    pub async fn open(args: &[&str]) -> Self {
        Self::open_in(scratch(), args).await
    }

    /// The same with the home that an earlier window left.
    pub async fn open_in(home: TempDir, args: &[&str]) -> Self {
        Self::start(home, NO_BUS, args).await
    }

    /// The same on a desktop that shows notices and falls asleep.
    pub async fn open_on(bus: &Bus, args: &[&str]) -> Self {
        Self::start(scratch(), bus.address(), args).await
    }

    async fn start(home: TempDir, bus: &str, args: &[&str]) -> Self {
        let display = Display::start(SIZE.0, SIZE.1);
        let port = free_port();
        let mut command = Command::new("WebKitWebDriver");
        command.arg(format!("--port={port}")).arg("--host=127.0.0.1");
        // Without the first of these, making the session hangs.
        command.env("TAURI_WEBVIEW_AUTOMATION", "true").env("DISPLAY", display.name()).env_remove("WAYLAND_DISPLAY");
        command.env("GDK_BACKEND", "x11").env("GSETTINGS_BACKEND", "memory").env("NO_AT_BRIDGE", "1");
        command.env("DBUS_SESSION_BUS_ADDRESS", bus).env("DBUS_SYSTEM_BUS_ADDRESS", bus);
        command.env("HOME", home.path()).env("LANG", "C.UTF-8");
        command.env("PATH", with_browser(home.path()));
        for (variable, folder) in
            [("XDG_DATA_HOME", "data"), ("XDG_CONFIG_HOME", "config"), ("XDG_CACHE_HOME", "cache")]
        {
            command.env(variable, home.path().join(folder));
        }
        for name in ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"] {
            command.env_remove(name);
        }
        let driver = Process::start(&command);
        let deadline = Instant::now() + START_LIMIT;
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(Instant::now() < deadline, "WebKitWebDriver does not listen");
            tokio::time::sleep(LOOK_EVERY).await;
        }
        let options = json!({ "binary": binary("fetchgrid-desktop"), "args": args });
        let Value::Object(capabilities) = json!({ "webkitgtk:browserOptions": options }) else { unreachable!() };
        let mut builder = ClientBuilder::new(HttpConnector::new());
        builder.capabilities(capabilities);
        let address = format!("http://127.0.0.1:{port}");
        let connecting = tokio::time::timeout(START_LIMIT, builder.connect(&address)).await;
        let client = connecting.expect("the window opens in time").expect("the window opens");
        let window = Window { client, driver, display, home };
        window
            .until("the page is drawn", || async {
                Ok(window.script("return document.querySelectorAll('button').length").await?.as_u64() > Some(0))
            })
            .await;
        window
    }

    /// The addresses that the system's browser was started with.
    pub fn browsed(&self) -> Vec<String> {
        let text = std::fs::read_to_string(self.home.path().join(BROWSED)).unwrap_or_default();
        text.lines().map(str::to_owned).collect()
    }

    pub fn client(&self) -> &Client {
        &self.client
    }

    pub fn display(&self) -> &Display {
        &self.display
    }

    pub async fn script(&self, script: &str) -> Result<Value, CmdError> {
        self.client.execute(script, Vec::new()).await
    }

    /// Waits until `condition` holds. Past the limit the test fails with a picture of the window.
    pub async fn until<F: Future<Output = Result<bool, CmdError>>>(&self, what: &str, condition: impl Fn() -> F) {
        self.look(LIMIT, LOOK_EVERY, what, condition).await;
    }

    /// The same with another limit.
    pub async fn until_within<F>(&self, limit: Duration, what: &str, condition: impl Fn() -> F)
    where
        F: Future<Output = Result<bool, CmdError>>,
    {
        self.look(limit, LOOK_EVERY, what, condition).await;
    }

    /// The same with so much time between two looks.
    async fn until_every<F>(&self, time: Duration, what: &str, condition: impl Fn() -> F)
    where
        F: Future<Output = Result<bool, CmdError>>,
    {
        self.look(LIMIT, time, what, condition).await;
    }

    async fn look<F>(&self, limit: Duration, every: Duration, what: &str, condition: impl Fn() -> F)
    where
        F: Future<Output = Result<bool, CmdError>>,
    {
        let deadline = Instant::now() + limit;
        let mut last = String::new();
        loop {
            match tokio::time::timeout(LIMIT, condition()).await {
                Ok(Ok(true)) => return,
                Ok(Ok(false)) => {}
                // The page may change under a look; the next look sees it whole.
                Ok(Err(error)) => last = error.to_string(),
                Err(_) => last = "the driver does not answer".to_owned(),
            }
            if Instant::now() > deadline {
                self.fail(&format!("within {limit:?} not so: {what} {last}")).await;
            }
            tokio::time::sleep(every).await;
        }
    }

    async fn fail(&self, message: &str) -> ! {
        let name = format!("failed-{}", std::thread::current().name().unwrap_or("window").replace("::", "-"));
        let path = screenshots().join(format!("{name}.png"));
        self.display.screenshot(&path);
        let text = tokio::time::timeout(LIMIT, self.script("return document.body.innerText")).await;
        let text = text.ok().and_then(Result::ok).and_then(|text| text.as_str().map(str::to_owned)).unwrap_or_default();
        panic!("{message}\nSee {}. The window says:\n{text}", path.display());
    }

    /// The first element on the screen that the XPath finds. Asked of the page: the driver's own answer takes a text field
    /// over a copy of its text for hidden.
    async fn displayed(&self, xpath: &str) -> Result<Option<Element>, CmdError> {
        let script = "
            const found = document.evaluate(arguments[0], document, null, XPathResult.ORDERED_NODE_SNAPSHOT_TYPE, null);
            for (let index = 0; index < found.snapshotLength; index += 1) {
                const element = found.snapshotItem(index);
                const box = element.getBoundingClientRect();
                if (box.width > 0 && box.height > 0 && element.checkVisibility({ visibilityProperty: true })) return index;
            }
            return null;";
        let Some(index) = self.client.execute(script, vec![json!(xpath)]).await?.as_u64() else { return Ok(None) };
        Ok(self.client.find_all(Locator::XPath(xpath)).await?.into_iter().nth(index as usize))
    }

    /// Presses what is named so: its accessible name, or what stands on it.
    pub async fn press(&self, name: &str) {
        let quoted = quote(name);
        let exact = format!("//*[({PRESSABLE}) and (@aria-label={quoted} or normalize-space(.)={quoted})]");
        self.press_at(&exact, &format!("something to press named `{name}`")).await;
    }

    /// The same by the beginning of the name, as `Results` for `Results 812`.
    pub async fn press_starting(&self, name: &str) {
        let quoted = quote(name);
        let starting = format!(
            "//*[({PRESSABLE}) and (starts-with(@aria-label,{quoted}) or starts-with(normalize-space(.),{quoted}))]"
        );
        self.press_at(&starting, &format!("something to press whose name begins with `{name}`")).await;
    }

    pub async fn press_at(&self, xpath: &str, what: &str) {
        self.until(what, || async {
            match self.displayed(xpath).await? {
                Some(element) if element.is_enabled().await? => element.click().await.map(|()| true),
                _ => Ok(false),
            }
        })
        .await;
    }

    /// Whether something of that name is there and can be pressed.
    pub async fn can_press(&self, name: &str) -> Result<bool, CmdError> {
        let quoted = quote(name);
        let xpath = format!("//*[({PRESSABLE}) and (@aria-label={quoted} or normalize-space(.)={quoted})]");
        match self.displayed(&xpath).await? {
            Some(element) => element.is_enabled().await,
            None => Ok(false),
        }
    }

    /// The input with that label.
    pub async fn field(&self, label: &str) -> Element {
        let quoted = quote(label);
        let xpath = format!(
            "//*[(self::input or self::textarea or @role='textbox') and (@aria-label={quoted} or \
             @id=//label[starts-with(normalize-space(.),{quoted})]/@for)]"
        );
        self.until(&format!("a field labelled `{label}`"), || async { Ok(self.displayed(&xpath).await?.is_some()) })
            .await;
        self.displayed(&xpath).await.expect("a field").expect("the field that was just there")
    }

    /// Replaces what stands in a field by typing.
    pub async fn fill(&self, label: &str, text: &str) {
        let field = self.field(label).await;
        field.click().await.expect("a field takes the focus");
        // Ctrl+A and typing over it, as a person does: `clear` of WebDriver bypasses the listeners.
        field.send_keys("\u{e009}a\u{e000}").await.expect("a field takes keys");
        field.send_keys(if text.is_empty() { "\u{e017}" } else { text }).await.expect("a field takes keys");
    }

    /// Keys to whatever has the focus; WebDriver's code points for special keys.
    pub async fn type_keys(&self, keys: &str) {
        let send = async || self.client.active_element().await?.send_keys(keys).await;
        loop {
            match send().await {
                // The cells of the grid are made anew for whoever listens, between the one question and the other, too.
                Err(error) if error.is_stale_element_reference() => {}
                sent => return sent.expect("it takes keys"),
            }
        }
    }

    /// Everything that can be read in the window.
    pub async fn text(&self) -> String {
        let text = self.script("return document.body.innerText").await.expect("the page has text");
        text.as_str().unwrap_or_default().to_owned()
    }

    /// Waits until the text can be read somewhere in the window.
    pub async fn see(&self, text: &str) {
        self.see_within(LIMIT, text).await;
    }

    pub async fn see_within(&self, limit: Duration, text: &str) {
        self.until_within(limit, &format!("`{text}` can be read"), || async {
            let all = self.script("return document.body.innerText").await?;
            Ok(squeeze(all.as_str().unwrap_or_default()).contains(&squeeze(text)))
        })
        .await;
    }

    pub async fn see_no(&self, text: &str) {
        self.until(&format!("`{text}` is gone"), || async {
            let all = self.script("return document.body.innerText").await?;
            Ok(!squeeze(all.as_str().unwrap_or_default()).contains(&squeeze(text)))
        })
        .await;
    }

    /// The grid with that accessible name.
    pub fn grid(&self, label: &'static str) -> Grid<'_> {
        Grid::new(self, label)
    }

    /// A picture of the page under `target/screenshots`.
    pub async fn screenshot(&self, name: &str) -> PathBuf {
        self.screenshot_to(&screenshots().join(format!("{name}.png"))).await
    }

    pub async fn screenshot_to(&self, path: &Path) -> PathBuf {
        // The mouse rests on the status bar: elsewhere it would bring a tooltip or a hover into the picture.
        // It goes there in two moves: where it is already, by its own count, a single one would move nothing.
        let to = |x: f64| PointerAction::MoveTo { duration: None, x, y: f64::from(SIZE.1) - 6.0 };
        let mouse = MouseActions::new("mouse".to_owned()).then(to(700.0)).then(to(720.0));
        let moved = tokio::time::timeout(LIMIT, self.client.perform_actions(mouse)).await;
        moved.expect("the driver answers").expect("the mouse moves");
        let calm = "return document.querySelector('[role=tooltip]') === null";
        self.until("no tooltip is in the picture", || async { Ok(self.script(calm).await? == json!(true)) }).await;
        // Of the display, not by the driver: that waits for frames which a still page does not draw.
        self.display.screenshot(path);
        path.to_owned()
    }

    /// Types a path into the native dialog of that title, and leaves a picture of it under that name.
    pub async fn choose_file(&self, title: &str, path: &Path, picture: &str) {
        let to = screenshots().join(format!("{picture}.png"));
        self.display.choose_file(title, path, LIMIT, || self.display.screenshot(&to)).await;
    }

    /// Titles of the windows on the display.
    pub fn titles(&self) -> String {
        self.display.titles()
    }

    /// What Ctrl+V puts into a field, whose text is put back afterwards.
    pub async fn pasted_into(&self, label: &str) -> String {
        let field = self.field(label).await;
        let before = field.prop("value").await.expect("a field has a value").unwrap_or_default();
        self.fill(label, "").await;
        field.send_keys("\u{e009}v\u{e000}").await.expect("a field takes keys");
        let value = || async { Ok::<_, CmdError>(field.prop("value").await?.unwrap_or_default()) };
        self.until("something is pasted", || async { Ok(!value().await?.is_empty()) }).await;
        let pasted = value().await.expect("a field has a value");
        self.fill(label, &before).await;
        pasted
    }

    /// `kill -9` for the window and its driver; hands its home to the next.
    pub fn kill(mut self) -> TempDir {
        self.driver.kill();
        std::mem::replace(&mut self.home, scratch())
    }

    /// Closes the window as the session's end does, and hands its home to the next.
    pub async fn close(mut self) -> TempDir {
        // The driver may be gone before its answer; either way the window is closed.
        let _ = tokio::time::timeout(LIMIT, self.client.clone().close()).await;
        self.driver.kill();
        std::mem::replace(&mut self.home, scratch())
    }
}

/// Space of any width and number as one space, so that thousands separators and line breaks do not matter.
fn squeeze(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text as an XPath string.
fn quote(text: &str) -> String {
    if text.contains('\'') { format!("\"{text}\"") } else { format!("'{text}'") }
}

fn free_port() -> u16 {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
    listener.local_addr().expect("an address").port()
}
