//! Web pages as data: a table of them, or what CSS selectors find.

use dom_query::{Document, NodeRef};
use fetchgrid_delimited::has_header;

use super::delimited::Names;
use super::{Selectors, push_text};

/// Of a cell that spans columns or rows: more is a mistake of the page.
const WIDEST: usize = 1000;
const TALLEST: usize = 10_000;

/// Bytes that the cells which span several places may take, and as many more for each byte of the page. Whatever asks for more
/// is no table.
const ROOM: usize = 1024 * 1024;
const ROOM_PER_BYTE: usize = 8;

/// Whether markup is a web page rather than XML.
pub(super) fn is_page(start: &str, kind: &str) -> bool {
    let head: String = start.chars().take(1024).collect::<String>().to_ascii_lowercase();
    let says_xml = head.starts_with("<?xml") || kind.ends_with("xml");
    let says_html = head.starts_with("<!doctype html") || head.contains("<html");
    says_html || !says_xml && (kind == "text/html" || kind.is_empty() && !head.starts_with("<?") && is_body_part(&head))
}

/// Parts of a page that came without the rest.
fn is_body_part(head: &str) -> bool {
    ["<table", "<div", "<p>", "<ul", "<body", "<head", "<h1", "<form", "<span", "<!--"]
        .iter()
        .any(|tag| head.starts_with(tag))
}

pub(super) fn asks_for_password(text: &str) -> bool {
    Document::from(text).select("input[type=password]").exists()
}

/// The table with the most cells; none when the page has no table of data: two columns and two rows at least, the header
/// included.
pub(super) fn table(text: &str) -> Option<Rows> {
    let document = Document::from(text);
    let tables = document.select("table");
    let room = ROOM + text.len() * ROOM_PER_BYTE;
    let grids = tables.nodes().iter().filter_map(|table| grid(table, room));
    let grids = grids.filter(|grid| grid.rows.len() > 1 && grid.width() > 1);
    grids.reduce(|best, next| if next.cells() > best.cells() { next } else { best }).map(Grid::into_rows)
}

/// The rows of a table, each to be written as an object.
pub(crate) struct Rows {
    names: Names,
    rows: std::iter::Skip<std::vec::IntoIter<Vec<String>>>,
}

impl Rows {
    /// The next row, unless there is none, as one more object of the list that `json` is the beginning of.
    pub(super) fn write(&mut self, json: &mut String) -> bool {
        let row = self.rows.next();
        row.inspect(|row| self.names.write_row(json, row.iter().map(String::as_str))).is_some()
    }
}

struct Grid {
    rows: Vec<Vec<String>>,
    /// How many rows, at the top, name the columns.
    header: usize,
}

fn grid(table: &NodeRef<'_>, room: usize) -> Option<Grid> {
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut header = 0;
    let mut reaching = Reaching { cells: Vec::new(), room };
    for row in own_rows(table) {
        let cells = row.element_children();
        let cells = cells.iter().filter(|cell| cell.has_name("td") || cell.has_name("th"));
        let mut line: Vec<String> = Vec::new();
        let mut next = Vec::new();
        let mut is_header = true;
        let mut any = false;
        for cell in cells {
            reaching.fill(&mut line, &mut next)?;
            any = true;
            is_header &= cell.has_name("th");
            let span = |name: &str, most: usize| {
                let number = cell.attr(name).and_then(|number| number.trim().parse::<usize>().ok());
                number.unwrap_or(1).clamp(1, most)
            };
            let text = words(cell);
            let down = span("rowspan", TALLEST);
            for place in 0..span("colspan", WIDEST) {
                if down > 1 {
                    reaching.take(&text)?;
                    next.push((line.len(), down - 1, text.clone()));
                }
                if place > 0 {
                    reaching.take(&text)?;
                }
                line.push(text.clone());
            }
        }
        reaching.fill(&mut line, &mut next)?;
        if !any {
            continue;
        }
        let is_head = is_header || row.parent().is_some_and(|parent| parent.has_name("thead"));
        if is_head && header == rows.len() {
            header += 1;
        }
        reaching.cells = next;
        rows.push(line);
    }
    if header == 0 && has_header(&rows) {
        header = 1;
    }
    // A table of header cells alone has its data in them.
    Some(Grid { header: if header < rows.len() { header } else { 0 }, rows })
}

/// Cells of rows above that reach down: column, rows left, text.
struct Reaching {
    cells: Vec<(usize, usize, String)>,
    /// Bytes that copies of cells may still take.
    room: usize,
}

impl Reaching {
    /// None when there is no room for one more copy of a text.
    fn take(&mut self, text: &str) -> Option<()> {
        self.room = self.room.checked_sub(size_of::<(usize, usize, String)>() + text.len())?;
        Some(())
    }

    /// Puts in what reaches down, as far as the line has come.
    fn fill(&mut self, line: &mut Vec<String>, next: &mut Vec<(usize, usize, String)>) -> Option<()> {
        while let Some(at) = self.cells.iter().position(|(column, ..)| *column == line.len()) {
            let (column, left, text) = self.cells.swap_remove(at);
            self.take(&text)?;
            line.push(text.clone());
            if left > 1 {
                next.push((column, left - 1, text));
            }
        }
        Some(())
    }
}

/// The rows of the table itself, not those of tables in its cells.
fn own_rows<'t>(table: &NodeRef<'t>) -> Vec<NodeRef<'t>> {
    let mut rows = Vec::new();
    for child in table.element_children() {
        if child.has_name("tr") {
            rows.push(child);
        } else if ["thead", "tbody", "tfoot"].iter().any(|name| child.has_name(name)) {
            rows.extend(child.element_children().into_iter().filter(|row| row.has_name("tr")));
        }
    }
    rows
}

impl Grid {
    fn width(&self) -> usize {
        self.rows.iter().map(Vec::len).max().unwrap_or(0)
    }

    fn cells(&self) -> usize {
        self.rows.iter().map(Vec::len).sum()
    }

    /// The words above each column, one below the other; a cell that spans several rows says them once.
    fn names(&self) -> Vec<String> {
        let name = |column: usize| {
            let mut words: Vec<&str> = Vec::new();
            for row in &self.rows[..self.header] {
                let word = row.get(column).map_or("", String::as_str);
                if !word.is_empty() && words.last() != Some(&word) {
                    words.push(word);
                }
            }
            words.join(" ")
        };
        (0..self.width()).map(name).collect()
    }

    fn into_rows(self) -> Rows {
        let mut names = Names::new(self.names().iter().map(String::as_str));
        self.rows[self.header..].iter().for_each(|row| names.see(row.iter().map(String::as_str)));
        Rows { names, rows: self.rows.into_iter().skip(self.header) }
    }
}

/// What the selectors find, as a list of objects. A row without a column's element lacks the cell; of several elements the
/// texts make a list.
pub(super) fn write_found(text: &str, selectors: &Selectors) -> String {
    let document = Document::from(text);
    let mut names = Names::new(selectors.columns.iter().map(|column| column.name.as_str()));
    let mut json = String::from("[");
    for row in document.select_matcher(&selectors.rows).nodes() {
        json.push_str(if json.len() > 1 { ",{" } else { "{" });
        let mut is_first = true;
        for (index, column) in selectors.columns.iter().enumerate() {
            let found = match &column.selector {
                None => vec![*row],
                Some(selector) => dom_query::Selection::from(*row).select_matcher(selector).nodes().to_vec(),
            };
            let values: Vec<String> = found
                .iter()
                .filter_map(|node| match &column.attribute {
                    None => Some(words(node)),
                    Some(name) => node.attr(name).map(|value| value.to_string()),
                })
                .collect();
            if values.is_empty() {
                continue;
            }
            if !std::mem::take(&mut is_first) {
                json.push(',');
            }
            json.push_str(names.written(index));
            json.push(':');
            match values.as_slice() {
                [value] => push_text(&mut json, value),
                values => json.push_str(&serde_json::Value::from(values).to_string()),
            }
        }
        json.push('}');
    }
    json.push(']');
    json
}

/// The text of an element as one reads it: one space between words, none of scripts and styles.
fn words(node: &NodeRef<'_>) -> String {
    let mut text = String::new();
    collect(node, &mut text);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn collect(node: &NodeRef<'_>, text: &mut String) {
    // Deep pages are no reason to run out of stack: the walk keeps its own.
    let mut open: Vec<NodeRef<'_>> = vec![*node];
    while let Some(node) = open.pop() {
        if node.is_text() {
            text.push_str(&node.text());
            continue;
        }
        if node.has_name("script") || node.has_name("style") {
            continue;
        }
        if ["br", "p", "div", "li", "td", "th", "tr"].iter().any(|name| node.has_name(name)) {
            text.push(' ');
        }
        open.extend(node.children_it(true));
    }
}
