//! Views that were given a name, as the document keeps them.

use fetchgrid_model::{NamedView, View};
use rusqlite::{Connection, params};

use crate::error::Fault;

/// By name. What a later version wrote and this one does not understand is left out, and stays in the document.
pub(crate) fn list(connection: &Connection) -> Result<Vec<NamedView>, Fault> {
    let mut statement = connection.prepare_cached("SELECT id, name, view FROM named_view ORDER BY name, id")?;
    let mut rows = statement.query(())?;
    let mut views = Vec::new();
    while let Some(row) = rows.next()? {
        let (id, name) = (row.get(0)?, row.get(1)?);
        match serde_json::from_str::<NamedView>(row.get_ref(2)?.as_str().map_err(rusqlite::Error::from)?) {
            Ok(view) => views.push(NamedView { id, name, ..view }),
            Err(error) => tracing::warn!(%error, "a named view is not understood"),
        }
    }
    Ok(views)
}

/// A new one when its id is 0. False when there is none of its id.
pub(crate) fn save(connection: &Connection, view: &NamedView) -> Result<bool, Fault> {
    // Relative dates are counted from the day on which it is shown.
    let undated = View { today: None, ..view.view.clone() };
    let kept = serde_json::to_string(&NamedView { id: 0, name: String::new(), view: undated, ..view.clone() })?;
    let changed = if view.id == 0 {
        connection.execute("INSERT INTO named_view (name, view) VALUES (?1, ?2)", params![view.name, kept])?
    } else {
        let sql = "UPDATE named_view SET name = ?2, view = ?3 WHERE id = ?1";
        connection.execute(sql, params![view.id, view.name, kept])?
    };
    Ok(changed > 0)
}

/// False when there is none of this id.
pub(crate) fn delete(connection: &Connection, id: i64) -> Result<bool, Fault> {
    Ok(connection.execute("DELETE FROM named_view WHERE id = ?1", [id])? > 0)
}
