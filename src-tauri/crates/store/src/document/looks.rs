//! What is found out about the rows of a view: values, figures, groups, points.

use std::sync::Arc;

use fetchgrid_model::{
    Bar, ChartData, ChartRequest, Column, ColumnProfile, ColumnType, Facet, FacetRequest, GroupInfo, GroupKey,
    GroupPage, GroupSort, Grouping, Measure, Row,
};
use fetchgrid_views::{BadView, Counter, Counts, Groups, Points, facet, number_bins, profile};

use crate::arrange::{columns, matcher};
use crate::book::State;
use crate::document::Document;
use crate::error::{Fault, StoreError};
use crate::group_table::GroupTable;
use crate::members::Members;
use crate::reader::Reader;
use crate::scan::{Cancel, Scan};
use crate::stretch::stretches;

/// A table of more groups is no summary.
const MOST_GROUPS: usize = 1_000_000;
const NUMBER_OF_ROWS: &str = "rows";

impl Document {
    /// The values of a column in the rows that the view would show without what it asks of that column alone.
    pub fn facet(&self, view_id: u64, request: &FacetRequest, cancel: Cancel<'_>) -> Result<Facet, StoreError> {
        self.with_ready(view_id, |readers, ready, state| {
            let without = ready.view.filter.without(request.column);
            let members = if without == ready.view.filter {
                Members::of(ready)
            } else {
                let matcher = matcher(state, &ready.view, &without)?;
                if matcher.is_all() { Members::All } else { Members::Matching(Box::new(matcher)) }
            };
            let asked = columns(state, &ready.view);
            Ok(facet(&counts(readers, state, &members, &asked, request.column, cancel)?, request))
        })
    }

    /// All that is known of a column in the rows that the view shows.
    pub fn profile(&self, view_id: u64, column: i64, cancel: Cancel<'_>) -> Result<ColumnProfile, StoreError> {
        self.with_ready(view_id, |readers, ready, state| {
            let ty = known(state, column).map_or(ColumnType::Empty, |column| column.ty);
            let counts = counts(readers, state, &Members::of(ready), &[], column, cancel)?;
            Ok(profile(&counts, column, ty))
        })
    }

    /// Makes a table of groups ready for reading by position.
    pub fn group(&self, view_id: u64, grouping: &Grouping, cancel: Cancel<'_>) -> Result<GroupInfo, StoreError> {
        let table = self.with_ready(view_id, |readers, ready, state| {
            grouped(readers, state, &Members::of(ready), grouping, cancel)
        })?;
        Ok(self.0.groups.add(table))
    }

    /// `ViewGone` when it was made too long ago.
    pub fn group_page(&self, group_id: u64, offset: u64, limit: u32) -> Result<GroupPage, StoreError> {
        Ok(self.0.groups.get(group_id).ok_or(StoreError::ViewGone)?.page(offset, limit))
    }

    /// The whole of it.
    pub fn group_table(&self, group_id: u64) -> Result<Arc<GroupTable>, StoreError> {
        self.0.groups.get(group_id).ok_or(StoreError::ViewGone)
    }

    /// A view reduced to what a chart can show.
    pub fn chart(&self, view_id: u64, chart: &ChartRequest, cancel: Cancel<'_>) -> Result<ChartData, StoreError> {
        self.with_ready(view_id, |readers, ready, state| {
            let members = Members::of(ready);
            match chart {
                ChartRequest::Bar { column, unit, measure, limit } => {
                    let measure = measure.map(|measure| Measure { column: measure.column, function: measure.function });
                    let grouping = Grouping {
                        by: vec![GroupKey { column: *column, unit: *unit }],
                        measures: measure.into_iter().collect(),
                        sort: Some(GroupSort { column: 1 + u32::from(measure.is_some()), descending: true }),
                    };
                    let limit = if *limit == 0 { ChartData::BARS } else { *limit };
                    Ok(bars(&grouped(readers, state, &members, &grouping, cancel)?.rows, limit as usize))
                }
                ChartRequest::Line { x, y } => {
                    if y.is_empty() || y.len() > ChartData::MOST_LINES {
                        return Err(BadView::Lines.into());
                    }
                    Ok(points(readers, state, &members, *x, y, cancel)?.into_line())
                }
                ChartRequest::Scatter { x, y } => {
                    Ok(points(readers, state, &members, *x, &[*y], cancel)?.into_scatter())
                }
                ChartRequest::Histogram { column, bins } => {
                    let counts = counts(readers, state, &members, &[], *column, cancel)?;
                    let bins = number_bins(&counts, if *bins == 0 { ChartData::BINS } else { *bins });
                    Ok(ChartData::Histogram { rows: bins.iter().map(|bin| bin.count).sum(), bins })
                }
            }
        })
    }
}

fn known(state: &State, id: i64) -> Option<&Column> {
    state.table.columns.iter().find(|column| column.id == id)
}

/// `asked`: columns that the members are told by.
fn counts(
    readers: &mut [Reader],
    state: &State,
    members: &Members,
    asked: &[i64],
    column: i64,
    cancel: Cancel<'_>,
) -> Result<Counts, Fault> {
    let stretches = stretches(&state.layout);
    let columns = [asked, &[column]].concat();
    let scan = Scan { state, stretches: &stretches, columns: &columns, cancel };
    let counters = scan.collect(readers, members, &[column], Counter::default, |counter, cells, rows| {
        counter.count(&cells[0], rows);
        Ok(())
    })?;
    Ok(Counter::together(counters))
}

fn points(
    readers: &mut [Reader],
    state: &State,
    members: &Members,
    x: i64,
    y: &[i64],
    cancel: Cancel<'_>,
) -> Result<Points, Fault> {
    let stretches = stretches(&state.layout);
    let columns = [&[x], y].concat();
    let scan = Scan { state, stretches: &stretches, columns: &columns, cancel };
    let parts = scan.collect(readers, members, &columns, Points::default, |points, cells, rows| {
        points.add(&cells[0], &cells[1..], rows);
        Ok(())
    })?;
    let mut points = Points::default();
    parts.into_iter().for_each(|part| points.take(part));
    Ok(points)
}

fn grouped(
    readers: &mut [Reader],
    state: &State,
    members: &Members,
    grouping: &Grouping,
    cancel: Cancel<'_>,
) -> Result<GroupTable, Fault> {
    let empty = Groups::new(grouping)?;
    let stretches = stretches(&state.layout);
    let columns = empty.columns();
    let too_many = |groups: &Groups| {
        let (rows, limit) = (groups.len() as u64, MOST_GROUPS as u64);
        if rows > limit { Err(Fault::TooManyRows { rows, limit }) } else { Ok(()) }
    };
    let scan = Scan { state, stretches: &stretches, columns: &columns, cancel };
    let parts = scan.collect(
        readers,
        members,
        &columns,
        || empty.clone(),
        |groups, cells, rows| {
            groups.add(cells, rows);
            too_many(groups)
        },
    )?;
    let mut parts = parts.into_iter();
    let mut groups = parts.next().unwrap_or_else(|| empty.clone());
    for part in parts {
        groups.take(&part);
        too_many(&groups)?;
    }
    let title = |column: i64| known(state, column).map_or("", |column| column.title.as_str());
    let ty = |column: i64| known(state, column).map_or(ColumnType::Empty, |column| column.ty);
    Ok(GroupTable::new(grouping, NUMBER_OF_ROWS, title, ty, groups))
}

/// The first groups; what is left of them in two figures. Cells: the key, the number of rows, perhaps the measure.
fn bars(groups: &[Row], limit: usize) -> ChartData {
    let rows = |group: &Row| group[1].text.parse::<u64>().unwrap_or(0);
    let bar = |group: &Row| Bar {
        cell: group[0].clone(),
        rows: rows(group),
        value: group[group.len() - 1].text.parse().ok().filter(|value: &f64| value.is_finite()),
    };
    let (shown, others) = groups.split_at(limit.min(groups.len()));
    ChartData::Bar {
        bars: shown.iter().map(bar).collect(),
        other_rows: others.iter().map(rows).sum(),
        other_groups: others.len() as u64,
    }
}
