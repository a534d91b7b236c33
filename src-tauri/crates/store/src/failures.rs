//! Questions about failed requests: which, how many, in what groups.

use fetchgrid_model::{FailedRow, FailureCategory, FailureFilter, FailureGroup};
use rusqlite::{Connection, OptionalExtension};

use crate::error::Fault;
use crate::place::{PAGE_BITS, Place};
use crate::requests::category_from_word;
use crate::schema::TEMPLATE;

/// Failures of a kind, by the run that they are of; what is none matches all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FailedWhich {
    pub filter: FailureFilter,
    /// Only those of the run with this id.
    pub of_run: Option<i64>,
    /// Only those of runs before the one with this id.
    pub before_run: Option<i64>,
}

impl From<FailureFilter> for FailedWhich {
    fn from(filter: FailureFilter) -> Self {
        FailedWhich { filter, ..FailedWhich::default() }
    }
}

#[derive(Clone, Copy)]
enum Way {
    /// In plan order, along the index of all failures; each request is looked at, unless all match.
    InOrder,
    /// Along the index of groups, which holds what a filter asks for; in no order.
    ByGroup,
}

/// The part of a statement from FROM on; numbers 1 to 5 stand for the [`parameters`]. What is not asked for costs nothing:
/// its column is not mentioned then, and the index is enough.
fn source(which: &FailedWhich, way: Way) -> String {
    let FailureFilter { category, status, host } = &which.filter;
    let is_group = category.is_some() && status.is_some() && host.is_some();
    let index = match way {
        Way::ByGroup if category.is_some() => "request_category",
        // Within one group this index is in plan order, too.
        Way::InOrder if is_group => "request_category",
        _ => "request_failed",
    };
    let conditions = [
        (category.is_some(), "category = ?1"),
        (status.is_some(), "status = ?2"),
        (host.is_some(), "host = ?3"),
        (which.of_run.is_some(), "run_id = ?4"),
        (which.before_run.is_some(), "run_id < ?5"),
    ];
    let mut sql = format!("FROM request INDEXED BY {index} WHERE ok = 0");
    for (number, (is_asked_for, condition)) in (1..).zip(conditions) {
        sql.push_str(" AND ");
        if is_asked_for {
            sql.push_str(condition);
        } else {
            sql.push_str(&format!("?{number} IS NULL"));
        }
    }
    sql
}

type Parameters<'a> = (Option<&'a str>, Option<u16>, Option<&'a str>, Option<i64>, Option<i64>);

fn parameters(which: &FailedWhich) -> Parameters<'_> {
    let FailureFilter { category, status, host } = &which.filter;
    (category.map(FailureCategory::as_str), *status, host.as_deref(), which.of_run, which.before_run)
}

fn places(
    connection: &Connection,
    which: &FailedWhich,
    way: Way,
    from: Place,
    limit: u64,
    offset: u64,
) -> Result<Vec<Place>, Fault> {
    let sql = format!("SELECT id {} AND id >= ?6 ORDER BY id LIMIT ?7 OFFSET ?8", source(which, way));
    let mut statement = connection.prepare_cached(&sql)?;
    let whole = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
    let (a, b, c, d, e) = parameters(which);
    let parameters = (a, b, c, d, e, from.id(), whole(limit), whole(offset));
    let ids = statement.query_map(parameters, |row| row.get(0).map(Place::of_id))?;
    Ok(ids.collect::<Result<_, _>>()?)
}

/// Failed answers: of a request whose answer comes in pages there may be several.
pub(crate) fn count(connection: &Connection, which: &FailedWhich) -> Result<u64, Fault> {
    let sql = format!("SELECT COUNT(*) {}", source(which, Way::ByGroup));
    Ok(connection.prepare_cached(&sql)?.query_row(parameters(which), |row| row.get(0))?)
}

/// Requests that failed, be it in several pages.
pub(crate) fn count_requests(connection: &Connection, which: &FailedWhich) -> Result<u64, Fault> {
    let mut paged = connection.prepare_cached("SELECT paged FROM template WHERE id = ?1")?;
    if !paged.query_row([TEMPLATE], |row| row.get::<_, bool>(0))? {
        return count(connection, which);
    }
    let sql = format!("SELECT COUNT(DISTINCT id >> {PAGE_BITS}) {}", source(which, Way::ByGroup));
    Ok(connection.prepare_cached(&sql)?.query_row(parameters(which), |row| row.get(0))?)
}

/// The next from `from` on, in plan order: for going through all of them.
pub(crate) fn from(connection: &Connection, which: &FailedWhich, from: Place, limit: u64) -> Result<Vec<Place>, Fault> {
    places(connection, which, Way::InOrder, from, limit, 0)
}

/// Those `offset ..` in plan order: for looking at some of them.
pub(crate) fn slice(
    connection: &Connection,
    filter: &FailureFilter,
    offset: u64,
    limit: u64,
) -> Result<Vec<Place>, Fault> {
    places(connection, &filter.clone().into(), Way::ByGroup, Place::default(), limit, offset)
}

/// By category, status and host, the most frequent first.
pub(crate) fn groups(connection: &Connection) -> Result<Vec<FailureGroup>, Fault> {
    let mut statement = connection.prepare_cached(
        "SELECT g.category, g.status, g.host, g.count, g.first_at_ms, g.last_at_ms, q.message, g.sample
         FROM (SELECT category, status, host, COUNT(*) AS count, MIN(started_at_ms) AS first_at_ms,
                      MAX(started_at_ms) AS last_at_ms, MIN(id) AS sample
               FROM request INDEXED BY request_category WHERE ok = 0 GROUP BY category, status, host) g
         JOIN request q ON q.id = g.sample ORDER BY g.count DESC, g.category, g.status, g.host",
    )?;
    let mut rows = statement.query(())?;
    let mut groups = Vec::new();
    while let Some(row) = rows.next()? {
        groups.push(FailureGroup {
            category: category_from_word(row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?)?,
            status: row.get(1)?,
            host: row.get::<_, Option<String>>(2)?.unwrap_or_default(),
            count: row.get(3)?,
            first_at_ms: row.get(4)?,
            last_at_ms: row.get(5)?,
            message: row.get::<_, Option<String>>(6)?.unwrap_or_default(),
            sample: Place::of_id(row.get(7)?).position(),
            sample_page: Place::of_id(row.get(7)?).page(),
        });
    }
    Ok(groups)
}

pub(crate) fn rows(connection: &Connection, places: &[Place]) -> Result<Vec<FailedRow>, Fault> {
    let mut statement = connection.prepare_cached(
        r#"SELECT "values", address, category, status, message, attempts, started_at_ms FROM request
           WHERE id = ?1 AND ok = 0"#,
    )?;
    let mut failed = Vec::with_capacity(places.len());
    for &place in places {
        let row = statement.query_row([place.id()], |row| {
            let values: String = row.get(0)?;
            let category: String = row.get(2)?;
            let failed = FailedRow {
                position: place.position(),
                page: place.page(),
                values: Vec::new(),
                address: row.get(1)?,
                category: FailureCategory::InvalidRequest,
                status: row.get(3)?,
                message: row.get::<_, Option<String>>(4)?.unwrap_or_default(),
                attempts: row.get(5)?,
                started_at_ms: row.get(6)?,
            };
            Ok((failed, values, category))
        });
        if let Some((row, values, category)) = row.optional()? {
            let (values, category) = (serde_json::from_str(&values)?, category_from_word(&category)?);
            failed.push(FailedRow { values, category, ..row });
        }
    }
    Ok(failed)
}
