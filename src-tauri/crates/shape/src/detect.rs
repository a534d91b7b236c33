//! Where the rows of an answer are, when nobody has said.

use fetchgrid_model::RecordUnit;
use jiter::{Jiter, Peek};

use crate::error::Fault;
use crate::found::Found;
use crate::jsonpath::JsonPath;
use crate::survey::{Surveyed, Top};
use crate::wrapper::{choose, is_about, is_identity};

/// Wrappers inside of wrappers, as GraphQL has them: `data.search.edges[*].node`.
const DEEPEST: usize = 4;

/// The records of an answer: the byte indices of the values that hold them.
pub(crate) struct Detected {
    pub(crate) found: Found,
    pub(crate) nodes: Vec<usize>,
    pub(crate) unit: RecordUnit,
}

/// 1. The list around which an answer is a mere wrapper; see [`choose`].
/// 2. `[{paging}, [rows]]`, the second of two elements.
/// 3. Below wrappers inside of wrappers: the one list of objects around which nothing stands but paging and the like, and
///    the nodes of its edges.
/// 4. `{"1007": {…}, "1008": {…}}`: an object whose keys all are IDs (three digits or more, or nothing but digits) and whose
///    values all are objects.
/// 5. `{"time": […], "temperature": […]}`: an object of nothing but lists of single values, equally long. One such object
///    among the members of the answer counts as well, unless an id or a name stands beside it.
/// 6. Else the answer is one row.
pub(crate) fn detect(text: &str, surveyed: &mut Surveyed) -> Result<Detected, Fault> {
    let elements = |found, start| Detected { found, nodes: vec![start], unit: RecordUnit::Elements };
    let start = text.len() - text.trim_start_matches([' ', '\n', '\r', '\t']).len();
    match surveyed.top {
        Top::List { of_objects } => {
            let rows = if of_objects { None } else { second_of_two(text, start)? };
            let second = || Found::At { path: "$[1]".into(), unit: RecordUnit::Elements };
            Ok(rows.map_or_else(|| elements(Found::TopLevelList, start), |rows| elements(second(), rows)))
        }
        Top::Single => Ok(elements(Found::Whole, start)),
        Top::Object { holds_more } => {
            if let Some(list) = choose(text, start, std::mem::take(&mut surveyed.lists))? {
                return Ok(elements(Found::List(list.path), list.start));
            }
            let may_be_deeper = holds_more && !is_thing(text, start)?;
            let deeper = if may_be_deeper { object(text, start, &JsonPath::default(), 0)? } else { None };
            Ok(deeper.unwrap_or_else(|| elements(Found::Whole, start)))
        }
    }
}

/// How records are found out.
pub(crate) type Detect = fn(&str, &mut Surveyed) -> Result<Detected, Fault>;

/// What a repeated element of XML may be called when there is but one of it.
const ELEMENTS: [&str; 5] = ["entry", "item", "record", "result", "row"];

/// In JSON that was written from XML: the element that comes most often below the root or one of its children, or the one
/// that is called as such elements are. Else as in any JSON.
pub(crate) fn detect_in_xml(text: &str, surveyed: &mut Surveyed) -> Result<Detected, Fault> {
    let mut best: Option<(usize, JsonPath, usize)> = None;
    let mut consider = |path: &JsonPath, members: &[Member]| {
        for member in members {
            let count = match member.kind {
                Kind::Objects(count) | Kind::Others(count) => count,
                Kind::Object if ELEMENTS.contains(&member.key.as_str()) => 1,
                _ => continue,
            };
            if best.as_ref().is_none_or(|(most, ..)| count > *most) {
                best = Some((count, path.with(&member.key), member.start));
            }
        }
    };
    if let (Top::Object { .. }, Some(root)) = (surveyed.top, only(look(text, 0)?.into_iter()))
        && root.kind == Kind::Object
    {
        let path = JsonPath::default().with(&root.key);
        let children = look(text, root.start)?;
        consider(&path, &children);
        for child in children.iter().filter(|child| child.kind == Kind::Object) {
            consider(&path.with(&child.key), &look(text, child.start)?);
        }
    }
    match best {
        Some((_, path, start)) => {
            let unit = RecordUnit::Elements;
            Ok(Detected { found: Found::At { path: path.to_string(), unit }, nodes: vec![start], unit })
        }
        None => detect(text, surveyed),
    }
}

/// An object with an id or a name is one row, whatever else it holds; most answers say so with their first member, and need
/// no closer look.
fn is_thing(text: &str, start: usize) -> Result<bool, Fault> {
    let mut json = Jiter::new(&text.as_bytes()[start..]);
    let mut next = json.next_object()?.map(is_identity);
    while let Some(names_it) = next {
        let peek = json.peek()?;
        if names_it && peek != Peek::Array {
            return Ok(true);
        }
        json.known_skip(peek)?;
        next = json.next_key()?.map(is_identity);
    }
    Ok(false)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Single,
    Object,
    /// Of single values or lists, with their number.
    Others(usize),
    Objects(usize),
    Empty,
}

struct Member {
    key: String,
    start: usize,
    kind: Kind,
}

fn object(text: &str, start: usize, path: &JsonPath, depth: usize) -> Result<Option<Detected>, Fault> {
    let members = look(text, start)?;
    let at = |path: &JsonPath, start, unit| Detected {
        found: Found::At { path: path.to_string(), unit },
        nodes: vec![start],
        unit,
    };
    let is_wrapper = |except: &Member| members.iter().all(|other| std::ptr::eq(other, except) || is_about(&other.key));
    // The answer's own lists, and those of its members, were looked at before.
    if depth > 1 {
        let lists = members.iter().filter(|member| matches!(member.kind, Kind::Objects(_) | Kind::Empty));
        if let Some(list) = only(lists).filter(|list| is_wrapper(list)) {
            return Ok(Some(match nodes_of_edges(text, list)? {
                Some(nodes) => Detected {
                    found: Found::At { path: format!("{}[*].node", path.with(&list.key)), unit: RecordUnit::Elements },
                    nodes,
                    unit: RecordUnit::Elements,
                },
                None => at(&path.with(&list.key), list.start, RecordUnit::Elements),
            }));
        }
    }
    if !members.is_empty() && members.iter().all(|member| member.kind == Kind::Object && is_id(&member.key)) {
        return Ok(Some(at(path, start, RecordUnit::Members)));
    }
    if are_columns(&members) {
        return Ok(Some(at(path, start, RecordUnit::Places)));
    }
    let objects = || members.iter().filter(|member| member.kind == Kind::Object);
    if depth == 0 && !members.iter().any(|member| is_identity(&member.key)) {
        let mut columns = Vec::new();
        for member in objects() {
            if are_columns(&look(text, member.start)?) {
                columns.push(member);
            }
        }
        if let Some(member) = only(columns.into_iter()) {
            return Ok(Some(at(&path.with(&member.key), member.start, RecordUnit::Places)));
        }
    }
    // What a paging object is called is no name of rows.
    match only(objects().filter(|member| !is_about(&member.key) || is_wrapper(member))) {
        Some(inner) if depth < DEEPEST && is_wrapper(inner) => {
            object(text, inner.start, &path.with(&inner.key), depth + 1)
        }
        _ => Ok(None),
    }
}

fn only<T>(mut items: impl Iterator<Item = T>) -> Option<T> {
    items.next().filter(|_| items.next().is_none())
}

/// The members of an object in a text that was checked before.
fn look(text: &str, start: usize) -> Result<Vec<Member>, Fault> {
    let mut json = Jiter::new(&text.as_bytes()[start..]);
    let mut members = Vec::new();
    let mut key = json.next_object()?.map(str::to_owned);
    while let Some(found) = key {
        let peek = json.peek()?;
        let at = start + json.current_index();
        let kind = match peek {
            Peek::Array => list(&mut json)?,
            other => {
                json.known_skip(other)?;
                if other == Peek::Object { Kind::Object } else { Kind::Single }
            }
        };
        members.push(Member { key: found, start: at, kind });
        key = json.next_key()?.map(str::to_owned);
    }
    Ok(members)
}

fn list(json: &mut Jiter<'_>) -> Result<Kind, Fault> {
    let (mut objects, mut all) = (0, 0);
    let mut next = json.known_array()?;
    while let Some(peek) = next {
        all += 1;
        objects += usize::from(peek == Peek::Object);
        json.known_skip(peek)?;
        next = json.array_step()?;
    }
    Ok(match (all, objects) {
        (0, _) => Kind::Empty,
        (all, objects) if all == objects => Kind::Objects(all),
        (all, _) => Kind::Others(all),
    })
}

/// Lists of single values, equally long. One value each may also be what a thing has one of, unless it is of a time.
fn are_columns(members: &[Member]) -> bool {
    let Some(Kind::Others(length)) = members.first().map(|member| member.kind) else { return false };
    let is_time =
        |key: &str| ["time", "date", "day", "year"].iter().any(|name| key.to_ascii_lowercase().contains(name));
    members.len() > 1
        && members.iter().all(|member| member.kind == Kind::Others(length))
        && (length > 1 || members.iter().any(|member| is_time(&member.key)))
}

fn is_id(key: &str) -> bool {
    let digits = key.bytes().filter(u8::is_ascii_digit).count();
    digits > 0 && (digits >= 3 || digits == key.len())
}

/// Of a list of two, the second, when it holds the rows and the first their paging.
fn second_of_two(text: &str, start: usize) -> Result<Option<usize>, Fault> {
    let mut json = Jiter::new(&text.as_bytes()[start..]);
    if json.next_array()? != Some(Peek::Object) {
        return Ok(None);
    }
    let first = start + json.current_index();
    json.known_skip(Peek::Object)?;
    let Some(second) = json.array_step()? else { return Ok(None) };
    let rows = start + json.current_index();
    let may_be_rows = match second {
        Peek::Array => matches!(list(&mut json)?, Kind::Objects(_) | Kind::Empty),
        Peek::Null => {
            json.known_null()?;
            true
        }
        _ => false,
    };
    if !may_be_rows || json.array_step()?.is_some() {
        return Ok(None);
    }
    let paging = look(text, first)?;
    let is_paging = !paging.is_empty() && paging.iter().all(|member| is_about(&member.key));
    Ok(is_paging.then_some(rows))
}

/// The nodes of a list of edges, as GraphQL has them: every element holds its record as `node`.
fn nodes_of_edges(text: &str, list: &Member) -> Result<Option<Vec<usize>>, Fault> {
    if list.key != "edges" || !matches!(list.kind, Kind::Objects(_)) {
        return Ok(None);
    }
    let mut json = Jiter::new(&text.as_bytes()[list.start..]);
    let mut nodes = Vec::new();
    let mut next = json.next_array()?;
    while next.is_some() {
        let start = list.start + json.current_index();
        let members = look(text, start)?;
        let Some(node) = members.iter().find(|member| member.key == "node" && member.kind == Kind::Object) else {
            return Ok(None);
        };
        nodes.push(node.start);
        json.known_skip(Peek::Object)?;
        next = json.array_step()?;
    }
    Ok(Some(nodes))
}
