use fetchgrid_model::{Column, ColumnOrigin};

/// Names as they are shown and exported: a field that is called like a value of the request says that it is the answer's.
pub(crate) fn titled(mut columns: Vec<Column>) -> Vec<Column> {
    let is_value = |column: &&Column| column.origin == ColumnOrigin::Value;
    let values: Vec<String> = columns.iter().filter(is_value).map(|column| column.name.clone()).collect();
    for column in columns.iter_mut().filter(|column| column.origin == ColumnOrigin::Field) {
        if values.contains(&column.name) {
            column.name.push_str(" (answer)");
        }
    }
    columns
}

#[cfg(test)]
mod tests {
    use fetchgrid_model::ColumnType;

    use super::*;

    #[test]
    fn only_a_clash_changes_a_name() {
        let check = |values: &[&str], fields: &[&str], expected: &[&str]| {
            let column =
                |origin| move |name: &&str| Column { id: 0, name: (*name).into(), origin, ty: ColumnType::Text };
            let values = values.iter().map(column(ColumnOrigin::Value));
            let columns = values.chain(fields.iter().map(column(ColumnOrigin::Field))).collect();
            let names: Vec<_> = titled(columns).into_iter().map(|column| column.name).collect();
            assert_eq!(names, expected);
        };
        check(&["id"], &["name"], &["id", "name"]);
        check(&["type", "id"], &["id", "name"], &["type", "id", "id (answer)", "name"]);
        check(&[], &["id"], &["id"]);
    }
}
