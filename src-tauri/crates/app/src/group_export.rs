use std::sync::Arc;

use fetchgrid_export::{ExportColumn, RowSource};
use fetchgrid_model::{DateUnit, ExportOptions, GroupColumn, MeasureFunction, Row};
use fetchgrid_store::{Cancel, Document, GroupTable};

use crate::error::AppError;

/// Rows handed out at a time.
const BATCH: usize = 1_000;

/// The groups of a view.
pub(crate) struct GroupRows {
    table: Arc<GroupTable>,
    columns: Vec<ExportColumn>,
    next: usize,
}

impl GroupRows {
    pub(crate) fn new(store: &Document, options: &ExportOptions, cancel: Cancel<'_>) -> Result<Self, AppError> {
        let view = store.view(&options.view, cancel)?;
        let groups = store.group(view.id, &options.grouping, cancel)?;
        Ok(GroupRows::of(store.group_table(groups.id)?))
    }

    pub(crate) fn of(table: Arc<GroupTable>) -> Self {
        let columns = table.columns.iter().map(|column| ExportColumn { name: title(column), ty: column.ty }).collect();
        GroupRows { table, columns, next: 0 }
    }
}

/// Tells apart what is reckoned of one column.
fn title(column: &GroupColumn) -> String {
    let of = match (column.function, column.unit) {
        (Some(MeasureFunction::Count), _) => "count",
        (Some(MeasureFunction::Distinct), _) => "distinct",
        (Some(MeasureFunction::Sum), _) => "sum",
        (Some(MeasureFunction::Mean), _) => "mean",
        (Some(MeasureFunction::Min), _) => "min",
        (Some(MeasureFunction::Max), _) => "max",
        (None, Some(DateUnit::Day)) => "day",
        (None, Some(DateUnit::Month)) => "month",
        (None, Some(DateUnit::Year)) => "year",
        (None, None) => return column.title.clone(),
    };
    format!("{} ({of})", column.title)
}

impl RowSource for GroupRows {
    fn columns(&self) -> &[ExportColumn] {
        &self.columns
    }

    fn total(&self) -> u64 {
        self.table.rows.len() as u64
    }

    fn next_rows(&mut self) -> Result<Option<Vec<Row>>, String> {
        let rows: Vec<Row> = self.table.rows.iter().skip(self.next).take(BATCH).cloned().collect();
        self.next += rows.len();
        Ok((!rows.is_empty()).then_some(rows))
    }
}
