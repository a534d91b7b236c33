//! The vocabulary of Fetchgrid: what an extraction is, what a request became, what a row looks like.
//!
//! Data and the smallest rules that make bad data unsayable. No input or output, no threads, no other crate of ours.
//! Everything that crosses to the window derives `TS`; `fetchgrid-app` writes those types to `ui/src/bindings`.

mod activity;
mod cell;
mod chart;
mod check;
mod compare;
mod document;
mod export;
mod extraction;
mod facet;
mod failure;
mod filter;
mod find;
mod grouping;
mod limits;
mod named_view;
mod outcome;
mod paging;
mod pause;
mod progress;
mod range;
mod request;
mod selection;
mod settings;
mod shape;
mod shaping;
mod start;
mod tally;
mod values;
mod view;
mod workers;

pub use activity::{Activity, HistogramBar, HostPace, LogEntry, LogKind, ThroughputPoint, WorkerInfo, WorkerState};
pub use cell::{Cell, CellKind, Column, ColumnKey, ColumnOrigin, ColumnType, RequestFact, Row};
pub use chart::{Bar, ChartData, ChartMeasure, ChartRequest};
pub use check::{Check, FieldRef, ListSummary, PlannedAddress, Problem, ProblemCode};
pub use compare::{
    CellBefore, CompareColumn, CompareInfo, ComparePage, CompareRequest, CompareWhich, ComparedDocument, RowChange,
    SharedColumn,
};
pub use document::{Counts, DocumentState, FailureGroup, RecentDocument, TableState};
pub use export::{ExportFormat, ExportOptions, ExportProgress, ExportScope, ExportState};
pub use extraction::{Combine, Extraction};
pub use facet::{
    ColumnProfile, DateBin, DateSpan, DateUnit, Facet, FacetRequest, NumberBin, NumberProfile, NumberSpan, TextProfile,
    ValueCount,
};
pub use failure::{Failure, FailureCategory};
pub use filter::{Condition, Filter};
pub use find::{CellPosition, FindDirection, FindHit, FindSummary};
pub use grouping::{
    GroupColumn, GroupInfo, GroupKey, GroupPage, GroupRole, GroupSort, Grouping, Measure, MeasureFunction,
};
pub use limits::{AnswerRules, Backoff, ErrorRule, HostLimits, NetworkSettings, Rate, RateUnit, StopRules};
pub use named_view::{NamedView, ViewColumn};
pub use outcome::{Header, Outcome, OutcomeResult, Response, Rest};
pub use paging::{PageCounts, PageRule, PagesEnd, Paging, PagingClue, PagingFound};
pub use pause::{PauseCode, PauseReason, RunWait, WaitKind};
pub use progress::{LatencySummary, Progress, RunPhase, RunSummary};
pub use range::{Bound, DateRange, NumberRange, RelativeDate};
pub use request::{Field, Method, RequestTemplate, SECRET_MASK, is_secret_name};
pub use selection::{Area, CopyFormat, CopyStyle, Selection, SelectionSummary};
pub use settings::RunSettings;
pub use shape::{
    AnswerFormat, ColumnRule, Columns, HtmlColumn, HtmlSelectors, KEY_COLUMN, ListPolicy, ListRule, Naming, RecordUnit,
    Records, Shape, ShapeStep,
};
pub use shaping::{
    AnswerTree, ListPlace, RecordKind, RecordPlace, ShapePreview, ShapeSurvey, ShapingProgress, ShapingState, TreeKind,
    TreeNode,
};
pub use start::{AskReason, Estimate, EstimateBasis, FailureFilter, QuotaEstimate, RunRequest, StartMode};
pub use tally::Tally;
pub use values::{FileColumn, FileColumns, FileSheet, ValueList, ValueSource};
pub use view::{
    Anchor, FailedPage, FailedRow, FailureText, NamedValue, Page, PageColumn, RowDetail, Sort, TestResult, TextOrder,
    View, ViewInfo,
};
pub use workers::{AutoChoice, AutoWhy, AutoWord, Workers};
