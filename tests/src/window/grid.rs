//! The grid inside the window. It is drawn on a canvas; what it shows is read from the table that it keeps for screen
//! readers, and what is done to it is done by mouse and keyboard at the right place.

use std::time::Duration;

use fantoccini::actions::{InputSource, MOUSE_BUTTON_LEFT, MouseActions, PointerAction};
use fantoccini::error::CmdError;
use serde_json::{Value, json};

use super::Window;

/// The keys of WebDriver for Alt+Down, which opens the menu of the column in which the cursor is.
const OPEN_COLUMN_MENU: &str = "\u{e00a}\u{e015}\u{e000}";
const ESCAPE: &str = "\u{e00c}";

/// Pixels of the grid at the usual text size.
const HEADER_HEIGHT: f64 = 36.0;
const ROW_HEIGHT: f64 = 28.0;

/// The table for screen readers follows the canvas a fifth of a second later.
const CURSOR_SETTLES: Duration = Duration::from_millis(300);

pub struct Grid<'w> {
    window: &'w Window,
    label: &'static str,
}

impl<'w> Grid<'w> {
    pub(super) fn new(window: &'w Window, label: &'static str) -> Self {
        Grid { window, label }
    }

    /// Runs a script in which `grid` is the canvas of this grid, or null.
    async fn read(&self, script: &str, mut args: Vec<Value>) -> Result<Value, CmdError> {
        args.insert(0, json!(self.label));
        let find = "const grid = document.querySelector(`section[aria-label=\"${arguments[0]}\"] canvas[data-testid=data-grid-canvas]`);";
        self.window.client().execute(&format!("{find} {script}"), args).await
    }

    /// Titles of the columns that are on the screen, in their order.
    pub async fn columns(&self) -> Result<Vec<String>, CmdError> {
        let script =
            "return grid ? [...grid.querySelectorAll('[role=columnheader]')].map(cell => cell.textContent.trim()) : []";
        let titles = texts(self.read(script, Vec::new()).await?);
        // The column of row numbers has no title.
        Ok(titles.into_iter().filter(|title| !title.is_empty()).collect())
    }

    /// Rows of the grid, on the screen or not.
    pub async fn rows(&self) -> Result<u64, CmdError> {
        let script =
            "return grid ? Number(grid.querySelector('[role=grid]')?.getAttribute('aria-rowcount') ?? 1) - 1 : 0";
        Ok(self.read(script, Vec::new()).await?.as_u64().unwrap_or(0))
    }

    /// Waits until there are rows and their cells have arrived.
    pub async fn until_filled(&self) {
        let script = "return [...(grid?.querySelectorAll('tbody [role=gridcell]') ?? [])].some(cell => cell.textContent.trim() !== '')";
        self.window
            .until(&format!("the grid {} shows cells", self.label), || async {
                Ok(self.read(script, Vec::new()).await? == json!(true))
            })
            .await;
    }

    /// Waits until a column shows these cells at its top.
    pub async fn until_column(&self, title: &str, top: &[&str]) {
        self.window
            .until(&format!("the column {title} begins with {top:?}"), || async {
                let cells = self.column(title).await?;
                Ok(cells.len() >= top.len() && cells.iter().zip(top).all(|(cell, expected)| cell == expected))
            })
            .await;
    }

    /// Cells of a column from the top, as far as they are on the screen.
    pub async fn column(&self, title: &str) -> Result<Vec<String>, CmdError> {
        let script = "
            const header = [...(grid?.querySelectorAll('[role=columnheader]') ?? [])].find(cell => cell.textContent.trim() === arguments[1]);
            const index = header?.getAttribute('aria-colindex');
            return [...(grid?.querySelectorAll('tbody [role=gridcell]') ?? [])]
                .filter(cell => cell.getAttribute('aria-colindex') === index)
                .map(cell => cell.textContent.trim());";
        Ok(texts(self.read(script, vec![json!(title)]).await?))
    }

    /// Puts the cursor into a cell that is on the screen, as a screen reader does, with nothing else selected.
    pub async fn focus(&self, title: &str, row: u64) {
        // A grid that has just got the focus keeps its old cursor, so the cell is left and entered until it has it.
        let script = "
            const header = [...(grid?.querySelectorAll('[role=columnheader]') ?? [])].find(cell => cell.textContent.trim() === arguments[1]);
            const at = row => grid?.querySelector(`tr[aria-rowindex='${row + 2}'] [aria-colindex='${header?.getAttribute('aria-colindex')}']`);
            const cell = at(arguments[2]);
            if (!cell) return false;
            const selected = [...grid.querySelectorAll('td[aria-selected=true]')];
            if (document.activeElement === cell && selected.length === 1 && selected[0] === cell) return true;
            if (document.activeElement === cell) (at(arguments[2] + 1) ?? at(arguments[2] - 1) ?? grid).focus();
            else cell.focus();
            return false;";
        self.window
            .until_every(CURSOR_SETTLES, &format!("the cell `{title}` of row {row} takes the cursor"), || async {
                Ok(self.read(script, vec![json!(title), json!(row)]).await? == json!(true))
            })
            .await;
    }

    /// Opens the menu of a column by the keyboard. Its entries can then be pressed.
    pub async fn open_column_menu(&self, title: &str) {
        self.focus(title, 0).await;
        self.open_menu_at_cursor(title).await;
    }

    /// The same where the cursor is in the column already.
    pub async fn open_menu_at_cursor(&self, title: &str) {
        self.window.type_keys(OPEN_COLUMN_MENU).await;
        let menu = format!("return document.querySelector('[role=menu][aria-label=\"Column {title}\"]') !== null");
        self.window
            .until(&format!("the menu of column {title}"), || async {
                Ok(self.window.script(&menu).await? == json!(true))
            })
            .await;
    }

    /// The middle of a column in pixels of the window: where its menu hangs.
    async fn middle(&self, title: &str) -> f64 {
        self.open_column_menu(title).await;
        let script = "
            const target = [...document.querySelectorAll('[aria-haspopup=menu][aria-expanded=true]')].pop();
            const box = target?.getBoundingClientRect();
            return box ? box.x + box.width / 2 : null;";
        let middle = self.window.script(script).await.ok().and_then(|middle| middle.as_f64());
        let middle = middle.expect("an open menu hangs on its column");
        self.window.type_keys(ESCAPE).await;
        let gone = "return document.querySelector('[role=menu]') === null";
        self.window
            .until("the menu of the column is gone", || async { Ok(self.window.script(gone).await? == json!(true)) })
            .await;
        middle
    }

    async fn top(&self) -> f64 {
        let top = self.read("return grid.getBoundingClientRect().y", Vec::new()).await;
        top.ok().and_then(|top| top.as_f64()).expect("the grid is on the screen")
    }

    /// Where a column's title is, in pixels of the window.
    pub async fn title_place(&self, title: &str) -> (f64, f64) {
        (self.middle(title).await, self.top().await + HEADER_HEIGHT / 2.0)
    }

    /// Where the cell some rows below a title is, counted from 0.
    pub fn below(title: (f64, f64), row: u64) -> (f64, f64) {
        (title.0, title.1 + (HEADER_HEIGHT + ROW_HEIGHT) / 2.0 + ROW_HEIGHT * row as f64)
    }

    /// Clicks with the mouse.
    pub async fn click(&self, place: (f64, f64)) {
        self.drag_between(place, place).await;
    }

    /// Selects a rectangle with the mouse, from one cell to another.
    pub async fn drag(&self, from: (&str, u64), to: (&str, u64)) {
        let (first, last) = (self.title_place(from.0).await, self.title_place(to.0).await);
        self.drag_between(Self::below(first, from.1), Self::below(last, to.1)).await;
    }

    async fn drag_between(&self, from: (f64, f64), to: (f64, f64)) {
        let move_to = |(x, y): (f64, f64)| PointerAction::MoveTo { duration: None, x, y };
        let mut mouse = MouseActions::new("mouse".to_owned()).then(move_to(from));
        mouse = mouse.then(PointerAction::Down { button: MOUSE_BUTTON_LEFT });
        if from != to {
            mouse = mouse.then(move_to(((from.0 + to.0) / 2.0, (from.1 + to.1) / 2.0))).then(move_to(to));
        }
        mouse = mouse.then(PointerAction::Up { button: MOUSE_BUTTON_LEFT });
        self.window.client().perform_actions(mouse).await.expect("the mouse moves");
    }
}

fn texts(value: Value) -> Vec<String> {
    let items = value.as_array().cloned().unwrap_or_default();
    items.iter().map(|item| item.as_str().unwrap_or_default().to_owned()).collect()
}
