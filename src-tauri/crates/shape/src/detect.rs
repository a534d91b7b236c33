//! Where the rows of an answer are, when nobody has said.

use fetchgrid_model::RecordUnit;

use crate::found::Found;
use crate::json::{Json, Kind, WHOLE};
use crate::jsonpath::JsonPath;
use crate::path::Path;
use crate::wrapper::{List, choose, is_about, is_container, is_identity};

/// Wrappers inside of wrappers, as GraphQL has them: `data.search.edges[*].node`.
const DEEPEST: usize = 4;

/// The records of an answer: the values that hold them.
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
pub(crate) fn detect(json: &Json<'_>) -> Detected {
    let elements = |found, value| Detected { found, nodes: vec![value], unit: RecordUnit::Elements };
    match json.kind(WHOLE) {
        Kind::List => match second_of_two(json) {
            Some(rows) => elements(Found::At { path: "$[1]".into(), unit: RecordUnit::Elements }, rows),
            None => elements(Found::TopLevelList, WHOLE),
        },
        // Most answers to one ID: no list in it can be the rows.
        Kind::Object if is_thing(json) && !has_container(json) => elements(Found::Whole, WHOLE),
        Kind::Object => {
            let Lists { found, holds_more } = lists(json);
            if let Some(list) = choose(json, found) {
                return elements(Found::List(list.path), list.value);
            }
            let may_be_deeper = holds_more && !is_named(json);
            let deeper = if may_be_deeper { object(json, WHOLE, &JsonPath::default(), 0) } else { None };
            deeper.unwrap_or_else(|| elements(Found::Whole, WHOLE))
        }
        _ => elements(Found::Whole, WHOLE),
    }
}

/// The lists of the first two levels that may hold the rows.
struct Lists {
    found: Vec<List>,
    /// Some member is an object, or a list of others: rows may be there in other ways.
    holds_more: bool,
}

fn lists(json: &Json<'_>) -> Lists {
    let mut lists = Lists { found: Vec::new(), holds_more: false };
    let mut path = Path::default();
    lists.add(json, WHOLE, None, &mut path);
    lists
}

impl Lists {
    fn add(&mut self, json: &Json<'_>, object: usize, holder: Option<usize>, path: &mut Path) {
        for (key, value) in json.members(object) {
            let mark = path.enter(key);
            match json.kind(value) {
                Kind::List if json.elements(value).all(|element| json.kind(element) == Kind::Object) => {
                    let path = path.as_str().to_owned();
                    self.found.push(List { path, value, empty: json.is_empty(value), holder });
                }
                Kind::List => self.holds_more = true,
                Kind::Object if holder.is_none() => {
                    self.holds_more = true;
                    self.add(json, value, Some(value), path);
                }
                _ => {}
            }
            path.leave(mark);
        }
    }
}

/// What a repeated element of XML may be called when there is but one of it.
const ELEMENTS: [&str; 5] = ["entry", "item", "record", "result", "row"];

/// In JSON that was written from XML: the element that comes most often below the root or one of its children, or the one
/// that is called as such elements are. Else as in any JSON.
pub(crate) fn detect_in_xml(json: &Json<'_>) -> Detected {
    let mut best: Option<(usize, JsonPath, usize)> = None;
    let mut consider = |path: &JsonPath, object: usize| {
        for (key, value) in json.members(object) {
            let count = match json.kind(value) {
                Kind::List if !json.is_empty(value) => json.elements(value).count(),
                Kind::Object if ELEMENTS.contains(&key) => 1,
                _ => continue,
            };
            if best.as_ref().is_none_or(|(most, ..)| count > *most) {
                best = Some((count, path.with(key), value));
            }
        }
    };
    if json.kind(WHOLE) == Kind::Object
        && let Some((name, root)) = only(json.members(WHOLE))
        && json.kind(root) == Kind::Object
    {
        let path = JsonPath::default().with(name);
        consider(&path, root);
        for (key, child) in json.members(root).filter(|(_, child)| json.kind(*child) == Kind::Object) {
            consider(&path.with(key), child);
        }
    }
    match best {
        Some((_, path, value)) => {
            let unit = RecordUnit::Elements;
            Detected { found: Found::At { path: path.to_string(), unit }, nodes: vec![value], unit }
        }
        None => detect(json),
    }
}

/// An object with an id or a name is one row, whatever else it holds; most answers say so with their first member, and need
/// no closer look.
fn is_thing(json: &Json<'_>) -> bool {
    let is_single = |value| !matches!(json.kind(value), Kind::List | Kind::Object);
    json.members(WHOLE).any(|(key, value)| is_identity(key) && is_single(value))
}

fn has_container(json: &Json<'_>) -> bool {
    json.members(WHOLE).any(|(key, value)| json.kind(value) == Kind::List && is_container(key))
}

/// The same of one whose id or name is an object itself.
fn is_named(json: &Json<'_>) -> bool {
    json.members(WHOLE).any(|(key, value)| is_identity(key) && json.kind(value) != Kind::List)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Holds {
    Single,
    Object,
    /// Of single values or lists, with their number.
    Others(usize),
    Objects,
    Empty,
}

struct Member<'j> {
    key: &'j str,
    value: usize,
    holds: Holds,
}

fn object(json: &Json<'_>, value: usize, path: &JsonPath, depth: usize) -> Option<Detected> {
    let members = look(json, value);
    let at = |path: &JsonPath, value, unit| Detected {
        found: Found::At { path: path.to_string(), unit },
        nodes: vec![value],
        unit,
    };
    let is_wrapper =
        |except: &Member<'_>| members.iter().all(|other| std::ptr::eq(other, except) || is_about(other.key));
    // The answer's own lists, and those of its members, were looked at before.
    if depth > 1 {
        let lists = members.iter().filter(|member| matches!(member.holds, Holds::Objects | Holds::Empty));
        if let Some(list) = only(lists).filter(|list| is_wrapper(list)) {
            let unit = RecordUnit::Elements;
            return Some(match nodes_of_edges(json, list) {
                Some(nodes) => {
                    let path = format!("{}[*].node", path.with(list.key));
                    Detected { found: Found::At { path, unit }, nodes, unit }
                }
                None => at(&path.with(list.key), list.value, unit),
            });
        }
    }
    if !members.is_empty() && members.iter().all(|member| member.holds == Holds::Object && is_id(member.key)) {
        return Some(at(path, value, RecordUnit::Members));
    }
    if are_columns(&members) {
        return Some(at(path, value, RecordUnit::Places));
    }
    let objects = || members.iter().filter(|member| member.holds == Holds::Object);
    if depth == 0 && !members.iter().any(|member| is_identity(member.key)) {
        let columns = objects().filter(|member| are_columns(&look(json, member.value)));
        if let Some(member) = only(columns) {
            return Some(at(&path.with(member.key), member.value, RecordUnit::Places));
        }
    }
    // What a paging object is called is no name of rows.
    match only(objects().filter(|member| !is_about(member.key) || is_wrapper(member))) {
        Some(inner) if depth < DEEPEST && is_wrapper(inner) => {
            object(json, inner.value, &path.with(inner.key), depth + 1)
        }
        _ => None,
    }
}

fn only<T>(mut items: impl Iterator<Item = T>) -> Option<T> {
    items.next().filter(|_| items.next().is_none())
}

fn look<'j>(json: &'j Json<'_>, object: usize) -> Vec<Member<'j>> {
    let holds = |value| match json.kind(value) {
        Kind::List => list(json, value),
        Kind::Object => Holds::Object,
        _ => Holds::Single,
    };
    json.members(object).map(|(key, value)| Member { key, value, holds: holds(value) }).collect()
}

fn list(json: &Json<'_>, list: usize) -> Holds {
    let (mut objects, mut all) = (0, 0);
    for element in json.elements(list) {
        all += 1;
        objects += usize::from(json.kind(element) == Kind::Object);
    }
    match (all, objects) {
        (0, _) => Holds::Empty,
        (all, objects) if all == objects => Holds::Objects,
        (all, _) => Holds::Others(all),
    }
}

/// Lists of single values, equally long. One value each may also be what a thing has one of, unless it is of a time.
fn are_columns(members: &[Member<'_>]) -> bool {
    let Some(Holds::Others(length)) = members.first().map(|member| member.holds) else { return false };
    let is_time =
        |key: &str| ["time", "date", "day", "year"].iter().any(|name| key.to_ascii_lowercase().contains(name));
    members.len() > 1
        && members.iter().all(|member| member.holds == Holds::Others(length))
        && (length > 1 || members.iter().any(|member| is_time(member.key)))
}

fn is_id(key: &str) -> bool {
    let digits = key.bytes().filter(u8::is_ascii_digit).count();
    digits > 0 && (digits >= 3 || digits == key.len())
}

/// Of a list of two, the second, when it holds the rows and the first their paging.
fn second_of_two(json: &Json<'_>) -> Option<usize> {
    let mut elements = json.elements(WHOLE);
    let first = elements.next().filter(|first| json.kind(*first) == Kind::Object)?;
    let second = elements.next().filter(|second| json.kind(*second) != Kind::Object)?;
    if elements.next().is_some() {
        return None;
    }
    let may_be_rows = match json.kind(second) {
        Kind::List => matches!(list(json, second), Holds::Objects | Holds::Empty),
        other => other == Kind::Null,
    };
    let is_paging = !json.is_empty(first) && json.members(first).all(|(key, _)| is_about(key));
    (may_be_rows && is_paging).then_some(second)
}

/// The nodes of a list of edges, as GraphQL has them: every element holds its record as `node`.
fn nodes_of_edges(json: &Json<'_>, list: &Member<'_>) -> Option<Vec<usize>> {
    if list.key != "edges" || list.holds != Holds::Objects {
        return None;
    }
    let node = |edge| json.members(edge).find(|(key, node)| *key == "node" && json.kind(*node) == Kind::Object);
    json.elements(list.value).map(|edge| node(edge).map(|(_, node)| node)).collect()
}
