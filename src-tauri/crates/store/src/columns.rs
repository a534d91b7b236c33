//! The columns as the table shows them: what they are called, which are left out, in what order.

use std::collections::{HashMap, HashSet};

use fetchgrid_model::{Column, ColumnKey, ColumnOrigin, Columns, Naming};

/// `columns` come in the order in which they are found: the leads, then the fields.
pub(crate) fn arrange(mut columns: Vec<Column>, says: &Columns) -> Vec<Column> {
    let ordered: HashMap<&ColumnKey, usize> = says.order.iter().zip(0..).collect();
    let rules: HashMap<&ColumnKey, _> = says.rules.iter().map(|rule| (&rule.column, rule)).collect();
    let speaks = !ordered.is_empty() || !rules.is_empty() || says.others_hidden;
    let keys: Vec<ColumnKey> = if speaks { columns.iter().map(Column::key).collect() } else { Vec::new() };
    let mut named = HashSet::new();
    for (at, column) in columns.iter_mut().enumerate() {
        let rule = keys.get(at).and_then(|key| rules.get(key));
        let in_order = keys.get(at).is_some_and(|key| ordered.contains_key(key));
        column.hidden = rule.and_then(|rule| rule.hidden).unwrap_or(says.others_hidden && !in_order);
        column.type_is_chosen = rule.is_some_and(|rule| rule.ty.is_some());
        column.ty = rule.and_then(|rule| rule.ty).unwrap_or(column.ty);
        column.title.clear();
        if let Some(name) = rule.and_then(|rule| rule.name.as_deref()) {
            column.title.push_str(name.trim());
            named.insert(at);
        }
    }
    let shorts = if says.naming == Naming::Short { shorts(&columns) } else { HashMap::new() };
    for (at, column) in columns.iter_mut().enumerate().filter(|(at, _)| !named.contains(at)) {
        column.title = shorts.get(&at).cloned().unwrap_or_else(|| own_title(column));
    }
    tell_apart(&mut columns, &named);
    if !ordered.is_empty() {
        let place = |at: usize| ordered.get(&keys[at]).copied().unwrap_or(usize::MAX);
        let mut order: Vec<usize> = (0..columns.len()).collect();
        order.sort_by_key(|at| place(*at));
        let mut columns: Vec<Option<Column>> = columns.into_iter().map(Some).collect();
        return order.into_iter().filter_map(|at| columns[at].take()).collect();
    }
    columns
}

fn own_title(column: &Column) -> String {
    match column.origin {
        ColumnOrigin::Value => column.name.clone(),
        ColumnOrigin::Field => as_read(&column.name),
        ColumnOrigin::Request => match column.name.as_str() {
            "address" => "Address",
            "status" => "Status",
            "fetchedAt" => "Fetched at",
            "milliseconds" => "Milliseconds",
            "attempts" => "Attempts",
            "page" => "Page",
            other => other,
        }
        .to_owned(),
        ColumnOrigin::Answer => column.name.strip_prefix("$.").unwrap_or(&column.name).to_owned(),
    }
}

/// Last steps of paths that no other column is called by.
fn shorts(columns: &[Column]) -> HashMap<usize, String> {
    let short = |column: &Column| match column.origin {
        ColumnOrigin::Field => as_read(last_step(&column.name)),
        _ => own_title(column),
    };
    let mut times: HashMap<String, usize> = HashMap::new();
    for column in columns {
        let name = if column.title.is_empty() { short(column) } else { column.title.clone() };
        *times.entry(name).or_default() += 1;
    }
    let unnamed = columns.iter().enumerate().filter(|(_, column)| column.title.is_empty());
    unnamed.map(|(at, column)| (at, short(column))).filter(|(_, name)| times[name] == 1).collect()
}

/// A path as one reads it: without the backslashes before dots that belong to keys.
fn as_read(path: &str) -> String {
    let mut read = String::with_capacity(path.len());
    let mut characters = path.chars();
    while let Some(character) = characters.next() {
        // A backslash stands for the character behind it.
        read.extend(if character == '\\' { characters.next() } else { Some(character) });
    }
    read
}

/// A dot that belongs to a key has a backslash before it.
fn last_step(path: &str) -> &str {
    let mut from = path.len();
    while let Some(dot) = path[..from].rfind('.') {
        let backslashes = path[..dot].bytes().rev().take_while(|byte| *byte == b'\\').count();
        if backslashes % 2 == 0 {
            return &path[dot + 1..];
        }
        from = dot;
    }
    path
}

/// No two columns that are shown are called the same: a field that is called as a value of the request says that it is the
/// answer's, and anything else gets a number. Names that somebody gave stay where they can.
fn tell_apart(columns: &mut [Column], named: &HashSet<usize>) {
    let mut taken: HashSet<String> = HashSet::new();
    let mut order: Vec<usize> = (0..columns.len()).collect();
    order.sort_by_key(|at| (!named.contains(at), columns[*at].hidden));
    for at in order {
        let column = &mut columns[at];
        if !taken.contains(&column.title) {
            taken.insert(column.title.clone());
            continue;
        }
        let answers = format!("{} (answer)", column.title);
        let candidates = (2_u64..).map(|number| format!("{} ({number})", column.title));
        let is_field = column.origin == ColumnOrigin::Field;
        let free = is_field.then_some(answers).into_iter().chain(candidates).find(|title| !taken.contains(title));
        column.title = free.unwrap_or_default();
        taken.insert(column.title.clone());
    }
}

#[cfg(test)]
mod tests {
    use fetchgrid_model::{Shape, ShapeStep};

    use super::*;

    /// Columns as `value id`, `field name`; steps; the titles in order, those left out in brackets.
    #[track_caller]
    fn check(columns: &[(ColumnOrigin, &str)], steps: &[ShapeStep], expected: &[&str]) {
        let columns =
            columns.iter().map(|(origin, name)| Column { origin: *origin, name: (*name).into(), ..Column::default() });
        let arranged = arrange(columns.collect(), &Shape::of(steps).columns);
        let titles: Vec<String> = arranged
            .into_iter()
            .map(|column| if column.hidden { format!("[{}]", column.title) } else { column.title })
            .collect();
        assert_eq!(titles, expected);
    }

    fn field(name: &str) -> ColumnKey {
        ColumnKey::field(name)
    }

    #[test]
    fn names_and_order() {
        use ColumnOrigin::{Answer, Field, Request, Value};
        let table = [(Value, "id"), (Field, "id"), (Field, "origin.name"), (Field, "location.name"), (Field, "tags")];
        let rename = |path: &str, name: &str| ShapeStep::Rename { column: field(path), name: Some(name.into()) };
        check(&table, &[], &["id", "id (answer)", "origin.name", "location.name", "tags"]);
        check(&table, &[rename("tags", "Labels")], &["id", "id (answer)", "origin.name", "location.name", "Labels"]);
        check(&table, &[rename("tags", " ")], &["id", "id (answer)", "origin.name", "location.name", "tags"]);
        check(&table, &[rename("tags", "id")], &["id (2)", "id (answer)", "origin.name", "location.name", "id"]);
        let short = ShapeStep::Name { naming: Naming::Short };
        check(&table, std::slice::from_ref(&short), &["id", "id (answer)", "origin.name", "location.name", "tags"]);
        check(&table, &[short, rename("origin.name", "Born")], &["id", "id (answer)", "Born", "name", "tags"]);
        let order = ShapeStep::Order { columns: vec![field("tags"), field("origin.name")] };
        check(&table, &[order], &["tags", "origin.name", "id", "id (answer)", "location.name"]);
        let hide = ShapeStep::Hide { columns: vec![field("tags"), field("id")] };
        check(&table, &[hide], &["id", "[id (answer)]", "origin.name", "location.name", "[tags]"]);
        let only = ShapeStep::Only { columns: vec![field("tags"), field("id")] };
        check(&table, std::slice::from_ref(&only), &["tags", "id", "[id (2)]", "[origin.name]", "[location.name]"]);
        let show = ShapeStep::Show { columns: vec![field("origin.name")] };
        check(&table, &[only, show], &["tags", "id", "[id (2)]", "origin.name", "[location.name]"]);
        let dots = [(Field, r"a\.b"), (Field, "a.b"), (Field, r"c.d\.e"), (Field, r"f\\g")];
        check(&dots, &[], &["a.b", "a.b (answer)", "c.d.e", r"f\g"]);
        check(&dots, &[ShapeStep::Name { naming: Naming::Short }], &["a.b", "b", "d.e", r"f\g"]);
        check(
            &[(Request, "fetchedAt"), (Answer, "$.info.count"), (Answer, "$[0]")],
            &[],
            &["Fetched at", "info.count", "$[0]"],
        );
    }

    #[test]
    fn last_steps() {
        for (path, expected) in
            [("a", "a"), ("a.b", "b"), (r"a\.b", r"a\.b"), (r"a.b\.c", r"b\.c"), (r"a\\.b", "b"), ("", "")]
        {
            assert_eq!(last_step(path), expected, "{path}");
        }
    }
}
