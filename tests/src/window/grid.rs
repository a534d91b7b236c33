//! The grid inside the window. It is drawn on a canvas; what it shows is read from the table that it keeps for screen
//! readers, and what is done to it is done by mouse and keyboard at the right place.

use fantoccini::actions::{InputSource, MouseActions, PointerAction};
use fantoccini::error::CmdError;
use fantoccini::wd::Capabilities;
use serde_json::{Value, json};

use super::Window;

/// Mouse button of WebDriver's count.
const LEFT: u64 = 0;

pub struct Grid<'w> {
    window: &'w Window,
}

impl<'w> Grid<'w> {
    pub(super) fn new(window: &'w Window) -> Self {
        Grid { window }
    }

    async fn read(&self, script: &str, args: Vec<Value>) -> Result<Value, CmdError> {
        self.window.client().execute(script, args).await
    }

    /// Titles of the columns in their order.
    pub async fn columns(&self) -> Result<Vec<String>, CmdError> {
        let script = "return [...document.querySelectorAll('canvas [role=columnheader]')].map(cell => cell.innerText.trim() || cell.textContent.trim())";
        Ok(texts(self.read(script, Vec::new()).await?))
    }

    /// Rows of the grid, shown or not.
    pub async fn rows(&self) -> Result<u64, CmdError> {
        let script = "const grid = document.querySelector('canvas [role=grid]'); return grid ? Number(grid.getAttribute('aria-rowcount')) - 1 : 0";
        Ok(self.read(script, Vec::new()).await?.as_u64().unwrap_or(0))
    }

    /// Cells of a column from the top, as far as they are on the screen.
    pub async fn column(&self, title: &str) -> Result<Vec<String>, CmdError> {
        let script = "
            const headers = [...document.querySelectorAll('canvas [role=columnheader]')];
            const header = headers.find(cell => cell.textContent.trim() === arguments[0]);
            if (!header) return [];
            const index = header.getAttribute('aria-colindex');
            return [...document.querySelectorAll('canvas tbody [role=gridcell]')]
                .filter(cell => cell.getAttribute('aria-colindex') === index)
                .map(cell => cell.textContent.trim());";
        Ok(texts(self.read(script, vec![json!(title)]).await?))
    }
}

fn texts(value: Value) -> Vec<String> {
    let items = value.as_array().cloned().unwrap_or_default();
    items.iter().map(|item| item.as_str().unwrap_or_default().to_owned()).collect()
}
