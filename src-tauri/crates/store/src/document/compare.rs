//! This table against an earlier one, which is that of another document.

use std::sync::Arc;

use fetchgrid_model::{
    Cell, CellBefore, CellKind, ColumnKey, ColumnOrigin, CompareColumn, CompareInfo, ComparePage, CompareRequest,
    CompareWhich, ComparedDocument, Page, SharedColumn,
};
use fetchgrid_views::{Chunk, Fingerprint};

use crate::book::State;
use crate::comparison::{Comparison, Matched, Print};
use crate::document::Document;
use crate::error::StoreError;
use crate::reader::Reader;
use crate::scan::{Cancel, Scan};
use crate::stretch::{StretchReader, stretches};

impl Document {
    /// What of an earlier document can be compared with this one.
    pub fn look_at_earlier(&self, earlier: &Document) -> Result<ComparedDocument, StoreError> {
        let shared = shared(&self.0.state.load(), &earlier.0.state.load());
        let path = earlier.path();
        Ok(ComparedDocument {
            name: path.file_stem().unwrap_or_default().to_string_lossy().into_owned(),
            path: path.display().to_string(),
            rows: earlier.table().rows,
            fetched_at_ms: earlier.last_run()?.map(|run| run.started_at_ms),
            keys: self.proposed_keys(&shared),
            shared,
        })
    }

    /// The values of the requests where each made one row; else also what looks like a name for the records.
    fn proposed_keys(&self, shared: &[SharedColumn]) -> Vec<ColumnKey> {
        let state = self.0.state.load();
        let of = |origin: ColumnOrigin| shared.iter().map(|column| &column.key).filter(move |key| key.origin == origin);
        if state.table.rows == state.counts.succeeded && of(ColumnOrigin::Value).next().is_some() {
            return of(ColumnOrigin::Value).cloned().collect();
        }
        let names = ["id", "key", "uuid", "guid", "sku", "code", "number"];
        let last = |key: &ColumnKey| key.name.rsplit('.').next().unwrap_or_default().to_lowercase();
        let named = names.iter().find_map(|name| of(ColumnOrigin::Field).find(|key| last(key) == *name));
        match named.or_else(|| of(ColumnOrigin::Field).next()) {
            Some(key) => vec![key.clone()],
            None => of(ColumnOrigin::Value).cloned().collect(),
        }
    }

    /// Matches rows by their keys. Both tables are read from end to end.
    pub fn compare(
        &self,
        earlier: Document,
        request: &CompareRequest,
        cancel: Cancel<'_>,
    ) -> Result<CompareInfo, StoreError> {
        let shared = shared(&self.0.state.load(), &earlier.0.state.load());
        let chosen = |keys: &[ColumnKey]| -> Vec<SharedColumn> {
            keys.iter().filter_map(|key| shared.iter().find(|column| column.key == *key)).cloned().collect()
        };
        let mut columns = chosen(&request.keys);
        let keys = columns.len();
        if keys == 0 {
            return Err(StoreError::BadView(fetchgrid_views::BadView::Keys));
        }
        let rest = if request.columns.is_empty() { shared.clone() } else { chosen(&request.columns) };
        columns.extend(rest.into_iter().filter(|column| !request.keys.contains(&column.key)));
        let (now_ids, now_version, now) = self.prints(&columns, keys, cancel)?;
        let (then_ids, then_version, then) = earlier.prints(&columns, keys, cancel)?;
        let matched = Matched::new(&now, &then);
        let (versions, ids) = ((now_version, then_version), (now_ids, then_ids));
        Ok(self.0.comparisons.add(Comparison::new(earlier, versions, columns, keys, ids, matched)))
    }

    /// The columns of a comparison, each with whether it is a key.
    pub fn compare_columns(&self, compare_id: u64) -> Result<Vec<(SharedColumn, bool)>, StoreError> {
        let comparison = self.0.comparisons.get(compare_id).ok_or(StoreError::ViewGone)?;
        let columns = comparison.columns.iter().cloned().enumerate();
        Ok(columns.map(|(at, column)| (column, at < comparison.keys)).collect())
    }

    /// The columns of this table, its version, and the fingerprints of its rows.
    fn prints(
        &self,
        columns: &[SharedColumn],
        keys: usize,
        cancel: Cancel<'_>,
    ) -> Result<(Vec<i64>, u64, Vec<Print>), StoreError> {
        let work = |readers: &mut [Reader], state: &State| {
            let id = |column: &SharedColumn| {
                state.table.columns.iter().find(|known| known.key() == column.key).map_or(0, |known| known.id)
            };
            let ids: Vec<i64> = columns.iter().map(id).collect();
            let stretches = stretches(&state.layout);
            let scan = Scan { state, stretches: &stretches, columns: &ids, cancel };
            let fingerprint = Fingerprint::default();
            let work = |_: &mut (), place: usize, reader: &mut StretchReader<'_>| {
                let cells = ids.iter().map(|id| reader.column(*id)).collect::<Result<Vec<_>, _>>()?;
                let (keys, rest) = cells.split_at(keys);
                let print = |row| Print { key: fingerprint.of(keys, row), rest: fingerprint.of(rest, row) };
                Ok((0..stretches[place].rows).map(print).collect::<Vec<_>>())
            };
            let places: Vec<usize> = (0..stretches.len()).collect();
            let (prints, _) = scan.each(readers, &places, || (), work)?;
            Ok((ids, prints.concat()))
        };
        let (state, (ids, prints)) = self.healing(|| self.with_newest(work))?;
        Ok((ids, state.table.version, prints))
    }

    /// Rows `offset ..` of a comparison. `ViewGone` when it was made too long ago, or a table has changed since.
    pub fn compare_page(
        &self,
        compare_id: u64,
        which: CompareWhich,
        offset: u64,
        limit: u32,
    ) -> Result<ComparePage, StoreError> {
        let comparison = self.0.comparisons.get(compare_id).ok_or(StoreError::ViewGone)?;
        let (rows, total) = comparison.differences(which, offset, limit);
        let now = self.rows_at(comparison.versions.0, rows.iter().filter_map(|row| row.now), &comparison.ids.0)?;
        let then_rows = rows.iter().filter_map(|row| row.then);
        let then = comparison.earlier.rows_at(comparison.versions.1, then_rows, &comparison.ids.1)?;
        let columns = (0..comparison.columns.len()).map(|column| {
            let cell = |page: &Page, row: usize| Cell {
                kind: page.columns[column].kinds[row],
                text: page.columns[column].texts[row].clone(),
            };
            let (mut next_now, mut next_then) = (0.., 0..);
            let mut cells = CompareColumn { kinds: Vec::new(), texts: Vec::new(), before: Vec::new() };
            for (place, row) in (0..).zip(&rows) {
                let is = row.now.and_then(|_| next_now.next()).map(|row| cell(&now, row));
                let was = row.then.and_then(|_| next_then.next()).map(|row| cell(&then, row));
                if let (Some(is), Some(was)) = (&is, &was)
                    && is != was
                {
                    cells.before.push(CellBefore { row: place, cell: was.clone() });
                }
                let Cell { kind, text } = is.or(was).unwrap_or(Cell { kind: CellKind::Missing, text: String::new() });
                cells.kinds.push(kind);
                cells.texts.push(text);
            }
            cells
        });
        Ok(ComparePage {
            offset,
            total,
            changes: rows.iter().map(|row| row.change()).collect(),
            columns: columns.collect(),
        })
    }

    /// Rows of the table as of a version.
    fn rows_at(&self, version: u64, rows: impl Iterator<Item = u32>, columns: &[i64]) -> Result<Page, StoreError> {
        let state = self.0.state.load_full();
        if state.table.version != version {
            return Err(StoreError::ViewGone);
        }
        let rows: Vec<u64> = rows.map(u64::from).collect();
        let gathered = self.healing(|| {
            let rows = rows.iter().copied();
            self.with_reader(|reader| reader.read(|reader| crate::gather::gather(reader, &state, rows, columns)))
        })?;
        Ok(gathered.into_page(0, columns, &state.table.columns))
    }
}

/// Columns that both tables have, in the order of the first.
fn shared(now: &Arc<State>, then: &Arc<State>) -> Vec<SharedColumn> {
    let has = |key: &ColumnKey| then.table.columns.iter().any(|column| column.key() == *key);
    let columns = now.table.columns.iter().filter(|column| has(&column.key()));
    let shared = columns.map(|column| SharedColumn { key: column.key(), title: column.title.clone(), ty: column.ty });
    shared.collect()
}
