//! Good answers of the plan before that are young enough to be used again while everything is fetched anew.

use fetchgrid_model::SECRET_MASK;
use rusqlite::{Connection, OptionalExtension, params};

use crate::error::Fault;
use crate::intake::Found;

/// Takes over what is young enough, before the plan's outcomes are dropped, and tells whether there is any. What was
/// kept for a run that never came to its end stays kept.
pub(crate) fn keep_since(connection: &Connection, since_ms: i64) -> Result<bool, Fault> {
    connection.execute("DELETE FROM kept WHERE started_at_ms < ?1", [since_ms])?;
    // Answers to addresses with a masked secret are left out: they may have been for another key.
    connection.execute(
        "INSERT INTO kept (address, status, attempts, started_at_ms, duration_us, dict_id, size, data)
         SELECT q.address, q.status, q.attempts, q.started_at_ms, q.duration_us, p.dict_id, p.size, p.data
         FROM request q CROSS JOIN response p ON p.id = q.id
         WHERE q.ok = 1 AND q.started_at_ms >= ?1 AND instr(q.address, ?2) = 0
         ON CONFLICT (address) DO UPDATE SET
             status = excluded.status, attempts = excluded.attempts, started_at_ms = excluded.started_at_ms,
             duration_us = excluded.duration_us, dict_id = excluded.dict_id, size = excluded.size, data = excluded.data
         WHERE excluded.started_at_ms > kept.started_at_ms",
        params![since_ms, SECRET_MASK],
    )?;
    Ok(connection.prepare("SELECT 1 FROM kept LIMIT 1")?.exists(())?)
}

pub(crate) fn forget(connection: &Connection) -> Result<(), Fault> {
    connection.execute("DELETE FROM kept", ())?;
    Ok(())
}

pub(crate) fn find(connection: &Connection, address: &str) -> Result<Option<Found>, Fault> {
    let mut statement = connection.prepare_cached(
        "SELECT status, attempts, started_at_ms, duration_us, NULL, NULL, dict_id, size, data FROM kept
         WHERE address = ?1",
    )?;
    Ok(statement.query_row([address], Found::read).optional()?)
}
