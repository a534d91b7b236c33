//! How documents come to be of this format, from nothing or from an earlier one.

use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::channel;

use fetchgrid_model::{AnswerFormat, ListRule, Records, Shape, ShapeStep};
use rusqlite::{Connection, Transaction, params};
use tempfile::TempPath;

use crate::error::Fault;
use crate::host::host_of;
use crate::schema::{self, GRID};
use crate::writer::Writer;

struct Migration {
    sql: &'static str,
    /// What SQL alone cannot fill in.
    fill: fn(&Connection) -> Result<(), Fault>,
}

/// Applied in order; the file's `user_version` says how many it has had. Only ever append.
const MIGRATIONS: [Migration; 5] = [
    Migration { sql: include_str!("schema.sql"), fill: |_| Ok(()) },
    Migration { sql: include_str!("format_2.sql"), fill: name_hosts },
    Migration { sql: include_str!("format_3.sql"), fill: |_| Ok(()) },
    Migration { sql: include_str!("format_4.sql"), fill: take_steps },
    Migration { sql: include_str!("format_5.sql"), fill: |_| Ok(()) },
];

/// The format that this version reads and writes.
pub(crate) const FORMAT: i64 = MIGRATIONS.len() as i64;

/// Applies what is not applied yet.
pub(crate) fn apply(transaction: &Transaction<'_>, applied: usize) -> Result<(), Fault> {
    for migration in MIGRATIONS.iter().skip(applied) {
        transaction.execute_batch(migration.sql)?;
        (migration.fill)(transaction)?;
    }
    transaction.pragma_update(None, "user_version", FORMAT)?;
    Ok(())
}

/// In one transaction, so that a document is of one format or of the other.
pub(crate) fn bring_up_to_date(connection: &mut Connection) -> Result<(), Fault> {
    let applied = usize::try_from(format(connection)?).map_err(|_| Fault::broken("its format number is negative"))?;
    if applied >= MIGRATIONS.len() {
        return Ok(());
    }
    let transaction = connection.transaction()?;
    apply(&transaction, applied)?;
    Ok(transaction.commit()?)
}

fn format(connection: &Connection) -> Result<i64, Fault> {
    Ok(connection.pragma_query_value(None, "user_version", |row| row.get(0))?)
}

/// A document of an earlier format that cannot be written to is read from a copy of it that is of this format. None when
/// it can be read as it lies. The copy goes when the path is dropped.
pub(crate) fn readable_copy(document: &Path) -> Result<Option<TempPath>, Fault> {
    let connection = schema::open_copier(document, true)?;
    if format(&connection)? >= FORMAT {
        return Ok(None);
    }
    let copy = tempfile::Builder::new().prefix("fetchgrid-").suffix(".tmp").tempfile()?.into_temp_path();
    let name = copy.to_str().ok_or_else(|| Fault::broken("the folder for temporary files has no Unicode name"))?;
    connection.execute("VACUUM INTO ?1", [name])?;
    let mut writable = schema::open_copy(&copy)?;
    bring_up_to_date(&mut writable)?;
    // Its table may have to be made anew, which is what a writer does when it begins.
    let (_, commands) = channel();
    Writer::new(copy.to_path_buf(), writable, commands, Arc::default())?;
    Ok(Some(copy))
}

/// A shape as format 3 kept it becomes the steps that lead to it.
fn take_steps(connection: &Connection) -> Result<(), Fault> {
    let text: String = connection.query_row("SELECT shape FROM grid WHERE id = ?1", [GRID], |row| row.get(0))?;
    if text.is_empty() {
        return Ok(());
    }
    let Shape { format, charset: _, records, lists, columns: _ } = serde_json::from_str(&text)?;
    let mut steps = Vec::new();
    if format != AnswerFormat::Auto {
        steps.push(ShapeStep::ReadAs { format });
    }
    if records != Records::Auto {
        steps.push(ShapeStep::Records { records });
    }
    steps.extend(lists.into_iter().map(|ListRule { path, policy }| ShapeStep::List { path, policy }));
    let sql = "UPDATE grid SET steps = ?2, shape = '' WHERE id = ?1";
    connection.execute(sql, params![GRID, serde_json::to_string(&steps)?])?;
    Ok(())
}

/// Failures that were fetched before hosts were written down.
fn name_hosts(connection: &Connection) -> Result<(), Fault> {
    /// Addresses held at a time.
    const AT_ONCE: i64 = 8192;
    let mut select = connection.prepare(
        "SELECT id, address FROM request INDEXED BY request_failed WHERE ok = 0 AND id > ?1 ORDER BY id LIMIT ?2",
    )?;
    let mut update = connection.prepare("UPDATE request SET host = ?2 WHERE id = ?1")?;
    let mut last = 0_i64;
    loop {
        let rows = select.query_map([last, AT_ONCE], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let failures: Vec<(i64, String)> = rows.collect::<Result<_, _>>()?;
        for (id, address) in &failures {
            update.execute(params![id, host_of(address)])?;
        }
        match failures.last() {
            Some((id, _)) => last = *id,
            None => return Ok(()),
        }
    }
}
