// Generated from the Rust types by `cargo xtask bindings`. Do not edit.

/**
 * What the Activity tab shows; asked for, not pushed.
 */
export type Activity = { 
/**
 * Answers in each second of the run (halved in resolution when it grows past 600 points).
 */
throughput: Array<ThroughputPoint>, 
/**
 * Seconds that one point of `throughput` covers.
 */
secondsPerPoint: number, histogram: Array<HistogramBar>, latency: LatencySummary, workers: Array<WorkerInfo>, 
/**
 * Every host that was asked, in the order of its first request.
 */
hosts: Array<HostPace>, 
/**
 * The last thousand, oldest first.
 */
log: Array<LogEntry>, };

/**
 * A row of a view that is to be found again in the next one.
 */
export type Anchor = { viewId: number, row: number, };

/**
 * What the bytes of an answer are read as.
 */
export type AnswerFormat = { "kind": "auto" } | { "kind": "json" } | { "kind": "jsonLines" } | { "kind": "delimited", delimiter: string | null, 
/**
 * Whether the first row names the columns.
 */
header: boolean | null, } | { "kind": "xml" } | { "kind": "html", selectors: HtmlSelectors | null, } | { "kind": "text" };

/**
 * What an answer has to be.
 */
export type AnswerRules = { 
/**
 * Unpacked.
 */
maxBytes: number, 
/**
 * How an answer with a good status says that it is an error after all.
 */
errorWhen: ErrorRule | null, };

/**
 * One answer as a tree. Answers that are not JSON are shown as the JSON that their rows are made from.
 */
export type AnswerTree = { position: number, 
/**
 * From 1.
 */
page: number, address: string, root: TreeNode, };

export type AppError = { code: ErrorCode, 
/**
 * A whole sentence: what happened, to what, and what to do.
 */
message: string, 
/**
 * The chain of causes, for a bug report.
 */
detail: string | null, };

/**
 * What the backend tells without being asked. Rows never travel this way.
 */
export type AppEvent = { "kind": "progress", progress: Progress, } | { "kind": "export", progress: ExportProgress, } | { "kind": "shaping", progress: ShapingProgress, } | { "kind": "opened", document: DocumentState, };

/**
 * Rows `from_row .. to_row` of a view, end excluded, of the columns named. A whole column is all rows of one column, a
 * whole row all columns of one row.
 */
export type Area = { fromRow: number, toRow: number, columns: Array<number>, };

export type AskReason = "large" | "overQuota" | "writes";

/**
 * What the search for the best number of workers has come to.
 */
export type AutoChoice = { workers: number, why: AutoWhy, };

export type AutoWhy = "beginning" | "moreIsFaster" | "moreIsNotFaster" | "askedToSlowDown" | "timeOuts" | "slowerAnswers" | "failures" | "most";

/**
 * The one word that stands in place of a number.
 */
export type AutoWord = "auto";

/**
 * Waits before another attempt: exponential with full jitter.
 */
export type Backoff = { 
/**
 * The longest that the first wait may be; it doubles with each attempt.
 */
firstMs: number, 
/**
 * No wait is longer, however many attempts there were.
 */
longestMs: number, };

export type Bar = { cell: Cell, rows: number, 
/**
 * The measure, or the number of rows; none where there is no number.
 */
value: number | null, };

export type Bound = { value: string, 
/**
 * Whether the value itself is within.
 */
included: boolean, };

/**
 * One cell: its kind, and its text as it came (empty for missing and null; `true`/`false` for Bool).
 */
export type Cell = { kind: CellKind, text: string, };

export type CellBefore = { row: number, cell: Cell, };

/**
 * What a cell holds. A number is kept as it was written, so that no digit is guessed on the way.
 */
export type CellKind = "missing" | "null" | "bool" | "number" | "text" | "json";

/**
 * A cell of a view.
 */
export type CellPosition = { 
/**
 * Row of the view, from 0.
 */
row: number, 
/**
 * Place among the columns that were given, from 0.
 */
column: number, };

/**
 * Reduced to what a chart can show.
 */
export type ChartData = { "kind": "bar", bars: Array<Bar>, 
/**
 * Rows of the groups that are not shown; 0 when all are.
 */
otherRows: number, otherGroups: number, } | { "kind": "line", 
/**
 * Whether `x` is milliseconds since 1970 as written, and not a number.
 */
xIsDate: boolean, x: Array<number>, 
/**
 * One list a line, as long as `x`; none where there is no number.
 */
y: Array<Array<number | null>>, 
/**
 * Rows that have an `x`.
 */
rows: number, 
/**
 * Whether points are means of several rows.
 */
isReduced: boolean, } | { "kind": "histogram", bins: Array<NumberBin>, rows: number, } | { "kind": "scatter", x: Array<number>, y: Array<number>, 
/**
 * Rows that have both.
 */
rows: number, };

export type ChartMeasure = { column: number, function: MeasureFunction, };

/**
 * What a chart of a view shows.
 */
export type ChartRequest = { "kind": "bar", column: number, unit: DateUnit | null, 
/**
 * The number of rows when there is none.
 */
measure: ChartMeasure | null, 
/**
 * Bars at most, 50 when it is 0.
 */
limit: number, } | { "kind": "line", x: number, 
/**
 * One line each; at most [`ChartData::MOST_LINES`].
 */
y: Array<number>, } | { "kind": "histogram", column: number, 
/**
 * Bars at most, 30 when it is 0.
 */
bins: number, } | { "kind": "scatter", x: number, y: number, };

/**
 * What the form means, as far as it can be known without sending anything.
 */
export type Check = { 
/**
 * In order of first appearance: address, query, headers, body.
 */
placeholders: Array<string>, problems: Array<Problem>, lists: Array<ListSummary>, 
/**
 * Requests that equal an earlier one. They are not sent: its answer fills their rows too.
 */
equal: number, 
/**
 * How many requests the plan makes; none while it cannot be made.
 */
requests: number | null, 
/**
 * The first five.
 */
first: Array<PlannedAddress>, };

export type Column = { 
/**
 * Stable within the document; cells are looked up by it, never by position.
 */
id: number, origin: ColumnOrigin, 
/**
 * Within its origin: the dotted path inside the record, the placeholder's name, …
 */
name: string, 
/**
 * As it is shown and exported.
 */
title: string, 
/**
 * As it was chosen, or as it was found out over all rows.
 */
type: ColumnType, typeIsChosen: boolean, 
/**
 * Left out of the table that is shown and exported.
 */
hidden: boolean, tally: Tally, };

/**
 * Names a column by where its cells come from.
 */
export type ColumnKey = { origin: ColumnOrigin, name: string, };

/**
 * Where a column's cells come from.
 */
export type ColumnOrigin = "value" | "request" | "answer" | "field";

/**
 * What a column holds in the rows that a view shows.
 */
export type ColumnProfile = { column: number, type: ColumnType, rows: number, missing: number, null: number, 
/**
 * Texts of no characters.
 */
empty: number, 
/**
 * Everything else; the four come to `rows`.
 */
filled: number, 
/**
 * Different filled cells; exact.
 */
distinct: number, 
/**
 * Filled cells that occur once.
 */
unique: number, numbers: NumberProfile | null, dates: DateSpan | null, texts: TextProfile | null, 
/**
 * The most frequent filled cells.
 */
top: Array<ValueCount>, };

export type ColumnRule = { column: ColumnKey, name: string | null, 
/**
 * Cells that can be read as this type are of it; those that cannot stay as they came.
 */
type: ColumnType | null, hidden: boolean | null, };

/**
 * What the cells of a column are.
 */
export type ColumnType = "empty" | "bool" | "integer" | "decimal" | "date" | "dateTime" | "text" | "json";

/**
 * What is said of columns; one that is not spoken of comes as it is found.
 */
export type Columns = { naming: Naming, 
/**
 * One for each column that is spoken of.
 */
rules: Array<ColumnRule>, 
/**
 * These come first, in this order.
 */
order: Array<ColumnKey>, 
/**
 * Columns that are neither in `order` nor shown by a rule are left out.
 */
othersHidden: boolean, };

/**
 * How several value lists make requests.
 */
export type Combine = "product" | "zip";

export type CompareColumn = { 
/**
 * As they are now; of a removed row, as they were.
 */
kinds: Array<CellKind>, texts: Array<string>, 
/**
 * Rows of this page, from 0, whose cell changed, with the cell that was there before.
 */
before: Array<CellBefore>, };

/**
 * A comparison made ready for reading by position.
 */
export type CompareInfo = { 
/**
 * Names it in later calls.
 */
id: number, added: number, removed: number, changed: number, unchanged: number, 
/**
 * Rows whose key occurs again in the same table: they are matched one by one in plan order.
 */
repeatedKeys: number, 
/**
 * Keys first, then the others.
 */
columns: Array<SharedColumn>, };

/**
 * Rows `offset ..` of a comparison.
 */
export type ComparePage = { offset: number, total: number, changes: Array<RowChange>, 
/**
 * In the order of [`CompareInfo::columns`].
 */
columns: Array<CompareColumn>, };

export type CompareRequest = { 
/**
 * The earlier document.
 */
path: string, 
/**
 * Columns that say which row is which; at least one.
 */
keys: Array<ColumnKey>, 
/**
 * Columns whose cells are compared; empty for all that both have.
 */
columns: Array<ColumnKey>, };

/**
 * Which rows of a comparison.
 */
export type CompareWhich = "differing" | "added" | "removed" | "changed";

/**
 * An earlier table that this one can be compared with.
 */
export type ComparedDocument = { path: string, name: string, rows: number, 
/**
 * When its last run began, in milliseconds since 1970, UTC.
 */
fetchedAtMs: number | null, 
/**
 * Columns that both tables have.
 */
shared: Array<SharedColumn>, 
/**
 * What tells rows apart best: those to begin with.
 */
keys: Array<ColumnKey>, };

/**
 * What is asked of a cell. Every condition is either true or false of it: of a blank cell all are false but those that
 * ask for it, and therefore what is [`Filter::Not`] true of it is.
 */
export type Condition = { "kind": "contains", text: string, matchCase: boolean, } | { "kind": "startsWith", text: string, matchCase: boolean, } | { "kind": "endsWith", text: string, matchCase: boolean, } | { "kind": "equals", text: string, matchCase: boolean, } | { "kind": "oneOf", cells: Array<Cell>, } | { "kind": "matches", pattern: string, matchCase: boolean, } | { "kind": "number", range: NumberRange, } | { "kind": "date", range: DateRange, } | { "kind": "relative", date: RelativeDate, } | { "kind": "true" } | { "kind": "false" } | { "kind": "missing" } | { "kind": "null" } | { "kind": "empty" } | { "kind": "blank" };

/**
 * How cells are written onto the clipboard.
 */
export type CopyFormat = "tsv" | "csv" | "json" | "markdown" | "sqlIn" | "python";

/**
 * What cells become on the clipboard.
 */
export type CopyStyle = { format: CopyFormat, 
/**
 * For the formats that can do with and without.
 */
headers: boolean, 
/**
 * The user's spreadsheet reads 0,5 and not 0.5. For [`CopyFormat::Tsv`].
 */
decimalComma: boolean, };

/**
 * What is on disk of the plan.
 */
export type Counts = { 
/**
 * Requests of the plan that the outcomes belong to.
 */
planned: number, succeeded: number, failed: number, rows: number, };

export type DateBin = { 
/**
 * The first day of it: `2026-11-01`.
 */
from: string, count: number, };

/**
 * Dates and times between two bounds; without either, all of them.
 */
export type DateRange = { 
/**
 * `2026-11-30` or `2026-11-30T06:18:19`. A day as the lower bound begins at midnight; as the upper one, if it is
 * included, it ends with its last moment.
 */
from: Bound | null, to: Bound | null, };

export type DateSpan = { 
/**
 * As they are written.
 */
min: string, max: string, count: number, unit: DateUnit, 
/**
 * One after the other without gaps, the empty ones too.
 */
bins: Array<DateBin>, };

export type DateUnit = "day" | "month" | "year";

/**
 * Everything that the window needs to show a document, short of its rows.
 */
export type DocumentState = { 
/**
 * File name without its ending, or "Untitled".
 */
name: string, 
/**
 * None for a draft.
 */
path: string | null, readOnly: boolean, extraction: Extraction, counts: Counts, table: TableState, 
/**
 * How answers become rows of the table.
 */
shape: Shape, 
/**
 * What the shape was made of, first to last.
 */
steps: Array<ShapeStep>, 
/**
 * Whether the outcomes on disk are those of the extraction as it stands; if not, only starting over makes sense.
 */
planUnchanged: boolean, 
/**
 * The last run was neither finished nor stopped: the process ended under it.
 */
interrupted: boolean, 
/**
 * The last run paused by itself for this reason.
 */
pause: PauseReason | null, progress: Progress, };

/**
 * What the window acts on. The words are for people, the code is for the program.
 */
export type ErrorCode = "not_ours" | "newer" | "busy" | "read_only" | "not_found" | "already_exists" | "disk_full" | "cannot_write" | "cannot_read" | "not_runnable" | "plan_changed" | "nothing_to_do" | "bad_shape" | "bad_view" | "run_active" | "no_run" | "no_document" | "view_gone" | "too_large" | "cancelled" | "internal";

/**
 * `field` is a dotted path into the answer, such as `error` or `0.message`.
 */
export type ErrorRule = { "kind": "present", field: string, } | { "kind": "differs", field: string, expected: string, };

/**
 * How long a run will take, as far as it can be known before it starts.
 */
export type Estimate = { 
/**
 * To be fetched; those that equal another one are not sent.
 */
requests: number, seconds: number | null, 
/**
 * The speed that `seconds` goes by.
 */
perSecond: number | null, basis: EstimateBasis | null, quota: QuotaEstimate | null, 
/**
 * Why the user should be asked first; empty when not.
 */
ask: Array<AskReason>, };

export type EstimateBasis = "rate" | "measured";

export type ExportFormat = "csv" | "xlsx" | "json" | "ndjson";

export type ExportOptions = { path: string, format: ExportFormat, scope: ExportScope, 
/**
 * Not read for [`ExportScope::All`] and [`ExportScope::Failed`].
 */
view: View, 
/**
 * Visible columns in order, for [`ExportScope::View`]; empty for all.
 */
columns: Array<number>, 
/**
 * Rows of `view`, for [`ExportScope::Selection`].
 */
selection: Selection, 
/**
 * For [`ExportScope::Groups`].
 */
grouping: Grouping, 
/**
 * For [`ExportScope::Failed`]: only these.
 */
failures: FailureFilter, 
/**
 * Address, status, time, milliseconds and attempts of the request before the answer's columns.
 */
requestColumns: boolean, 
/**
 * Write a byte order mark so that Excel reads accents right. CSV only.
 */
byteOrderMark: boolean, };

export type ExportProgress = { path: string, state: ExportState, rows: number, total: number, error: string | null, };

export type ExportScope = "all" | "view" | "selection" | "groups" | "failed";

export type ExportState = "running" | "finished" | "cancelled" | "failed";

/**
 * What the user set up: everything that is needed to make the plan and run it.
 */
export type Extraction = { request: RequestTemplate, lists: Array<ValueList>, combine: Combine, settings: RunSettings, paging: Paging, };

/**
 * The values of a column in the rows that the view would show without what it asks of that column alone.
 */
export type Facet = { column: number, 
/**
 * The rows that were looked at; the counts of all values come to it.
 */
rows: number, 
/**
 * The most frequent first, then in order. Missing, null and empty cells are values of their own.
 */
values: Array<ValueCount>, 
/**
 * Different values, those that are not listed too.
 */
distinct: number, 
/**
 * Of them, those that contain the text searched for.
 */
matching: number, 
/**
 * None without numbers.
 */
numbers: NumberSpan | null, 
/**
 * None without dates.
 */
dates: DateSpan | null, };

/**
 * What is asked of a column's values.
 */
export type FacetRequest = { column: number, 
/**
 * Only values that contain this text, whatever its case; empty for all.
 */
search: string, 
/**
 * Values listed at most.
 */
limit: number, 
/**
 * Bars of the histogram at most; 0 for none.
 */
bins: number, };

export type FailedPage = { offset: number, 
/**
 * All that match the category asked for.
 */
total: number, rows: Array<FailedRow>, };

export type FailedRow = { position: number, 
/**
 * The page that failed, from 1.
 */
page: number, values: Array<string>, address: string, category: FailureCategory, status: number | null, message: string, attempts: number, startedAtMs: number, };

/**
 * Why a planned request has no usable answer. A failed request is data, not an error.
 */
export type FailureCategory = "timeout" | "connection" | "cut_off" | "name_not_found" | "tls" | "sign_in" | "not_found" | "too_many_requests" | "client_error" | "server_error" | "redirect" | "unexpected_format" | "web_page" | "error_in_answer" | "too_large" | "incomplete" | "invalid_request";

/**
 * Which failures; what is none matches all.
 */
export type FailureFilter = { category: FailureCategory | null, status: number | null, host: string | null, };

export type FailureGroup = { category: FailureCategory, status: number | null, host: string, count: number, 
/**
 * When the first and the last of their last attempts began. Milliseconds since 1970, UTC.
 */
firstAtMs: number, lastAtMs: number, 
/**
 * The message of one of them, and its place in the plan, where its answer can be looked at.
 */
message: string, sample: number, samplePage: number, };

export type FailureText = { category: FailureCategory, message: string, };

/**
 * One name and value of the query or the headers. The value may hold `{placeholders}`.
 */
export type Field = { name: string, value: string, enabled: boolean, 
/**
 * A secret value lives in memory for the session and is never written to the document.
 */
secret: boolean, };

/**
 * The field of the form that a problem belongs to.
 */
export type FieldRef = { "at": "address" } | { "at": "query", index: number, } | { "at": "header", index: number, } | { "at": "body" } | { "at": "list", placeholder: string, } | { "at": "combine" } | { "at": "workers" } | { "at": "timeout" } | { "at": "retries" } | { "at": "backoff" } | { "at": "rate" } | { "at": "perDay" } | { "at": "maxBytes" } | { "at": "errorRule" } | { "at": "paging" } | { "at": "proxy" } | { "at": "certificate" };

export type FileColumn = { 
/**
 * The header, or "Column 1" where the file has none.
 */
name: string, 
/**
 * Filled cells below the header.
 */
count: number, 
/**
 * The first few values, as text.
 */
sample: Array<string>, };

/**
 * What a CSV, XLSX or text file offers to pick from.
 */
export type FileColumns = { path: string, 
/**
 * One sheet without a name for CSV and text.
 */
sheets: Array<FileSheet>, };

export type FileSheet = { name: string | null, columns: Array<FileColumn>, };

/**
 * Which rows a view shows.
 */
export type Filter = { "kind": "all" } | { "kind": "and", of: Array<Filter>, } | { "kind": "or", of: Array<Filter>, } | { "kind": "not", filter: Filter, } | { "kind": "column", 
/**
 * A [`Column::id`](crate::Column::id); a column that is not there has only missing cells.
 */
column: number, is: Condition, };

export type FindDirection = "next" | "previous";

/**
 * One cell that contains the text.
 */
export type FindHit = { at: CellPosition, 
/**
 * Its number among the matches, row by row, from 1.
 */
ordinal: number, matches: number, };

/**
 * How often a text is in the cells of a view.
 */
export type FindSummary = { 
/**
 * Cells that contain it.
 */
matches: number, 
/**
 * Rows with such a cell.
 */
rows: number, };

export type GroupColumn = { role: GroupRole, 
/**
 * The column of the table that it is about; none for the number of rows.
 */
column: number | null, 
/**
 * Only of a measure.
 */
function: MeasureFunction | null, 
/**
 * Only of a key whose dates are put together.
 */
unit: DateUnit | null, 
/**
 * The title of `column`; for the number of rows, "rows".
 */
title: string, type: ColumnType, };

/**
 * A table of groups made ready for reading by position.
 */
export type GroupInfo = { 
/**
 * Names it in later calls.
 */
id: number, 
/**
 * Number of groups.
 */
rows: number, 
/**
 * Rows of the view that are in them.
 */
viewRows: number, columns: Array<GroupColumn>, 
/**
 * What is reckoned of all groups together: the number of rows, and each measure.
 */
total: Array<Cell>, };

export type GroupKey = { column: number, 
/**
 * Dates are put together by it; what is no date is a group by itself.
 */
unit: DateUnit | null, };

/**
 * Groups `offset ..`.
 */
export type GroupPage = { offset: number, 
/**
 * In the order of [`GroupInfo::columns`]; the id of each is its place there.
 */
columns: Array<PageColumn>, };

export type GroupRole = "key" | "rows" | "measure";

export type GroupSort = { 
/**
 * Place among the columns of the table of groups: keys, number of rows, measures.
 */
column: number, descending: boolean, };

/**
 * A table of the groups of a view.
 */
export type Grouping = { 
/**
 * One to three.
 */
by: Array<GroupKey>, 
/**
 * Beside the number of rows, which is always there.
 */
measures: Array<Measure>, 
/**
 * Without it the groups stand in the order of their keys.
 */
sort: GroupSort | null, };

export type Header = { name: string, value: string, };

export type HistogramBar = { fromMs: number, toMs: number, count: number, };

/**
 * What a host may be asked for, whatever the number of workers.
 */
export type HostLimits = { rate: Rate | null, 
/**
 * Requests under way at the same time.
 */
maxInFlight: number | null, 
/**
 * Requests in a day, which begins at midnight UTC.
 */
perDay: number | null, };

/**
 * What is set for a host, what is measured, and what it asks for itself.
 */
export type HostPace = { host: string, 
/**
 * Requests a second as they are sent, over the last ten seconds.
 */
perSecond: number, 
/**
 * The limit that is set.
 */
rate: number | null, inFlight: number, maxInFlight: number | null, 
/**
 * Requests of today, UTC; counted where a quota is set.
 */
usedToday: number | null, perDay: number | null, 
/**
 * Requests that the API says are left until its limit is reset.
 */
remaining: number | null, wait: RunWait | null, };

export type HtmlColumn = { name: string, 
/**
 * Looked for inside the row; the row itself when empty.
 */
selector: string, 
/**
 * The text of what is found when there is none.
 */
attribute: string | null, };

/**
 * Rows and columns of a web page.
 */
export type HtmlSelectors = { 
/**
 * Every element that it finds is a row.
 */
rows: string, columns: Array<HtmlColumn>, };

export type LatencySummary = { p50: number, p95: number, p99: number, };

/**
 * A list inside the records.
 */
export type ListPlace = { 
/**
 * As in [`ListRule`](crate::ListRule).
 */
path: string, policy: ListPolicy, 
/**
 * Records that have it, and how many elements it has in them. Zero for a list that no record has as the steps are.
 */
records: number, least: number, most: number, };

/**
 * What becomes of a list inside a record. A field that is a list in one record and a single value in another is taken for a
 * list of one.
 */
export type ListPolicy = { "kind": "json" } | { "kind": "join", separator: string, } | { "kind": "rows" } | { "kind": "numbered" } | { "kind": "count" };

export type ListRule = { 
/**
 * The dotted path of the list inside the record, as a column would be called; lists inside of lists too.
 */
path: string, policy: ListPolicy, };

export type ListSummary = { placeholder: string, count: number, 
/**
 * Values that stand in the list more than once, counted beyond their first place.
 */
duplicates: number, 
/**
 * Empty entries that were left out.
 */
blanks: number, first: Array<string>, };

export type LogEntry = { 
/**
 * Counts up by one an entry within a run.
 */
number: number, atMs: number, 
/**
 * 0 for the run itself.
 */
worker: number, kind: LogKind, text: string, };

export type LogKind = "started" | "done" | "retrying" | "failed" | "run";

export type Measure = { column: number, function: MeasureFunction, };

export type MeasureFunction = "count" | "distinct" | "sum" | "mean" | "min" | "max";

export type Method = "GET" | "POST";

export type NamedValue = { name: string, value: string, };

/**
 * A view that was given a name and is kept in the document.
 */
export type NamedView = { 
/**
 * Stable within the document; 0 for one that is not saved yet.
 */
id: number, name: string, 
/**
 * Without [`View::today`]: relative dates are counted from the day on which it is shown.
 */
view: View, 
/**
 * In their order; a column that is not named is not shown. Empty for the columns of the table as they stand.
 */
columns: Array<ViewColumn>, };

/**
 * What a column is called when nobody has named it.
 */
export type Naming = "dotted" | "short";

export type NetworkSettings = { 
/**
 * Address of a proxy; none for the one of the system.
 */
proxy: string | null, 
/**
 * Path of a PEM file with certificates that are trusted beside those of the system.
 */
certificate: string | null, };

/**
 * Numbers from `from`, included, to `to`, which is included in the last bin only.
 */
export type NumberBin = { from: number, to: number, count: number, };

export type NumberProfile = { span: NumberSpan, 
/**
 * As written; of an even number of numbers, the lower of the two in the middle.
 */
median: string, 
/**
 * Exact decimal text, or with "≈" in front where 28 digits do not hold it.
 */
sum: string, mean: string, };

/**
 * Numbers between two bounds; without either, all numbers.
 */
export type NumberRange = { 
/**
 * Decimal text, compared exactly however long it is.
 */
from: Bound | null, to: Bound | null, };

export type NumberSpan = { 
/**
 * As they are written.
 */
min: string, max: string, count: number, bins: Array<NumberBin>, };

/**
 * Rows `offset ..` of a view. Cells are grouped by column so that an absent column costs nothing.
 */
export type Page = { offset: number, 
/**
 * Place in the plan of the request that made each row, from 0.
 */
positions: Array<number>, 
/**
 * The page of the request's answer, from 1.
 */
pages: Array<number>, 
/**
 * In the order of the columns asked for.
 */
columns: Array<PageColumn>, };

export type PageColumn = { id: number, kinds: Array<CellKind>, texts: Array<string>, 
/**
 * Rows of this page, from 0, whose cell is not of the column's type.
 */
misfits: Array<number>, };

/**
 * How many pages were fetched, and how many are known to be wanted so far.
 */
export type PageCounts = { fetched: number, known: number, };

/**
 * How the pages after the first are asked for. Places in the answer are JSONPaths; answers that are not JSON are looked at
 * as the JSON that their rows are made from.
 */
export type PageRule = { "kind": "single" } | { "kind": "nextAddress", path: string, } | { "kind": "linkHeader" } | { "kind": "cursor", path: string, parameter: string, } | { "kind": "pageNumber", parameter: string, 
/**
 * The number of the first page.
 */
first: number, until: PagesEnd, } | { "kind": "offset", parameter: string, 
/**
 * Records of a page; as many as the first page has when it is none.
 */
step: number | null, until: PagesEnd, };

/**
 * How many numbered pages there are.
 */
export type PagesEnd = { "kind": "empty" } | { "kind": "pages", path: string, } | { "kind": "records", path: string, };

/**
 * Whether an answer is the first of several, and how the others are asked for.
 */
export type Paging = { rule: PageRule, 
/**
 * Where the first page tells how many records there are in all, to compare with what came. JSONPath.
 */
total: string | null, 
/**
 * Fetch no more pages of a request than this. Without it [`Paging::GUARD`] stops what never ends.
 */
mostPages: number | null, };

/**
 * A place in an answer that speaks of pages, and what stands there.
 */
export type PagingClue = { 
/**
 * A JSONPath, the name of a header, or the name of a parameter of the address.
 */
place: string, value: string, };

/**
 * A way to page that an answer shows, with what shows it.
 */
export type PagingFound = { rule: PageRule, evidence: Array<PagingClue>, 
/**
 * Records of the answer that was looked at.
 */
records: number, 
/**
 * As far as the answer tells.
 */
totalRecords: number | null, 
/**
 * Where that number stands; belongs into [`Paging::total`].
 */
totalPlace: string | null, totalPages: number | null, 
/**
 * The addresses of all pages are known after the first.
 */
inParallel: boolean, };

export type PauseCode = "sign_in" | "failure_limit" | "first_all_failed" | "quota" | "disk_full";

/**
 * Why a run paused by itself and needs a person. It is kept in the document.
 */
export type PauseReason = { code: PauseCode, 
/**
 * English, whole sentences: what happened and what to do. No secrets.
 */
message: string, 
/**
 * When it makes sense to go on, where that is known. Milliseconds since 1970, UTC.
 */
untilMs: number | null, };

export type PlannedAddress = { values: Array<string>, 
/**
 * As it will be sent, percent-encoded, secrets masked.
 */
address: string, 
/**
 * As it will be sent, for a POST with a body.
 */
body: string | null, };

export type Problem = { field: FieldRef, code: ProblemCode, 
/**
 * English, whole sentence; for the command line and as the fallback of the window.
 */
message: string, 
/**
 * A run cannot start while there is a blocking problem.
 */
blocking: boolean, };

/**
 * The interface looks up its wording by this code.
 */
export type ProblemCode = "address_empty" | "address_no_scheme" | "address_bad_scheme" | "address_no_host" | "address_invalid" | "address_has_password" | "address_has_secret" | "header_name_invalid" | "header_value_invalid" | "secret_missing" | "placeholder_without_list" | "list_unused" | "list_empty" | "range_invalid" | "lists_differ_in_length" | "brace_unclosed" | "too_many_requests" | "out_of_range" | "proxy_invalid" | "certificate_unreadable" | "error_rule_empty" | "paging_invalid";

/**
 * One snapshot of a run, ten times a second and once at either end.
 */
export type Progress = { phase: RunPhase, 
/**
 * What the run set out to do; none while there was no run in this session.
 */
mode: StartMode | null, 
/**
 * Requests of the whole plan, and of them: with an outcome on disk, and failed. The one count that is shown
 * everywhere, whatever part of the plan this run fetches.
 */
total: number, done: number, failed: number, 
/**
 * The same of this run alone: for a retry, how many of the failed were tried again, and how many failed again.
 */
runTotal: number, runDone: number, runFailed: number, inFlight: number, 
/**
 * Workers that may be busy now, and how their number came about where the program chose it.
 */
workers: number, auto: AutoChoice | null, 
/**
 * Outcomes over the last few seconds.
 */
perSecond: number, 
/**
 * Requests sent over the last few seconds, the failed attempts among them: what a host's limits are about.
 */
sentPerSecond: number, 
/**
 * Outcomes of this run for which nothing was sent: equal requests, and answers that were young enough.
 */
reused: number, elapsedMs: number, 
/**
 * Estimate; none until there is something to go by.
 */
leftMs: number | null, 
/**
 * There when the answers of this run have pages.
 */
pages: PageCounts | null, 
/**
 * Rows in the whole table, on disk.
 */
rows: number, 
/**
 * Grows with every commit and every other change of the table; pages are stale when it moved.
 */
tableVersion: number, 
/**
 * Why nothing is sent at the moment; it passes by itself.
 */
wait: RunWait | null, 
/**
 * There when the phase is [`RunPhase::PausedItself`].
 */
pause: PauseReason | null, 
/**
 * What the user should know of how the run is done, such as fewer workers than were asked for.
 */
note: string | null, error: string | null, };

export type QuotaEstimate = { host: string, perDay: number, usedToday: number, 
/**
 * Calendar days that the requests take, today included.
 */
days: number, };

/**
 * So many requests in a second, a minute or an hour; fractions are allowed.
 */
export type Rate = { amount: number, per: RateUnit, };

export type RateUnit = "second" | "minute" | "hour";

export type RecentDocument = { path: string, name: string, isDraft: boolean, 
/**
 * Milliseconds since 1970, UTC.
 */
openedAtMs: number, 
/**
 * The address, to tell drafts apart.
 */
address: string, 
/**
 * Requests of the plan when it was last looked at, and how many of them had an outcome.
 */
planned: number, done: number, 
/**
 * A run had begun and not ended when it was last looked at.
 */
unfinished: boolean, };

export type RecordKind = "objects" | "values" | "mixed";

/**
 * A place in the answers that could be the rows.
 */
export type RecordPlace = { 
/**
 * JSONPath; `$` is the whole answer.
 */
path: string, unit: RecordUnit, 
/**
 * Answers that have it, and how many rows it makes in them.
 */
answers: number, least: number, most: number, 
/**
 * What its rows are made of.
 */
of: RecordKind, 
/**
 * Answers in which it is found to be the rows when nobody says otherwise.
 */
found: number, };

/**
 * What is one row of that which a path leads to.
 */
export type RecordUnit = "elements" | "members" | "places";

/**
 * Where in an answer its rows are.
 */
export type Records = { "kind": "auto" } | { "kind": "at", 
/**
 * JSONPath (RFC 9535), such as `$.data.edges[*].node`.
 */
path: string, unit: RecordUnit, };

/**
 * Days counted from today, in whole days: what is later today is today, too. Weeks begin on Monday.
 */
export type RelativeDate = { "kind": "today" } | { "kind": "yesterday" } | { "kind": "tomorrow" } | { "kind": "lastDays", days: number, } | { "kind": "nextDays", days: number, } | { "kind": "week", offset: number, } | { "kind": "month", offset: number, } | { "kind": "quarter", offset: number, } | { "kind": "year", offset: number, } | { "kind": "yearToDate" } | { "kind": "past" } | { "kind": "future" };

/**
 * Method, address, query, headers and body, any of which may hold `{placeholders}`.
 */
export type RequestTemplate = { method: Method, address: string, query: Array<Field>, headers: Array<Field>, 
/**
 * Sent with POST only.
 */
body: string, };

export type RowChange = "added" | "removed" | "changed";

/**
 * The request behind a row, and its raw answer.
 */
export type RowDetail = { position: number, 
/**
 * The page of the answer, from 1.
 */
page: number, values: Array<NamedValue>, address: string, status: number | null, startedAtMs: number, durationMs: number, attempts: number, failure: FailureText | null, headers: Array<Header>, 
/**
 * The body as text, cut after `RowDetail::MAX_BODY` bytes; none when there was no answer.
 */
body: string | null, bodyBytes: number, truncated: boolean, };

export type RunPhase = "idle" | "running" | "paused" | "stopping" | "finished" | "stopped" | "pausedItself" | "broken";

/**
 * What a run shall fetch.
 */
export type RunRequest = { mode: StartMode, 
/**
 * For [`StartMode::RetryFailed`]: only these.
 */
failures: FailureFilter, 
/**
 * For [`StartMode::Selected`]: places in the plan, in any order.
 */
positions: Array<number>, };

/**
 * How an extraction is run. A setting that an older document does not have is at its default.
 */
export type RunSettings = { workers: Workers, 
/**
 * Seconds that one attempt may take from connecting to the last byte.
 */
timeoutSeconds: number, 
/**
 * Further attempts after the first one failed for a reason of `retry_on`.
 */
retries: number, backoff: Backoff, 
/**
 * Failures that another attempt may mend.
 */
retryOn: Array<FailureCategory>, 
/**
 * Of each host.
 */
limits: HostLimits, stop: StopRules, answers: AnswerRules, 
/**
 * When everything is fetched anew, answers in the document that are younger than this are kept instead.
 */
cacheSeconds: number | null, network: NetworkSettings, };

/**
 * What a run waits for, to go on by itself.
 */
export type RunWait = { kind: WaitKind, host: string, 
/**
 * When the next request is sent. Milliseconds since 1970, UTC.
 */
untilMs: number, };

/**
 * Cells of a view. A cell that lies in several areas is selected once.
 */
export type Selection = { areas: Array<Area>, };

export type SelectionSummary = { 
/**
 * All cells that are selected.
 */
cells: number, 
/**
 * Of them, those that hold something: neither missing nor null.
 */
count: number, 
/**
 * Different ones of those.
 */
distinct: number, 
/**
 * Of the filled cells, numbers.
 */
numbers: number, 
/**
 * Exact decimal text; none without numbers.
 */
sum: string | null, average: string | null, 
/**
 * As they are written.
 */
min: string | null, max: string | null, };

/**
 * How answers become rows. The default finds out by itself, answer by answer.
 */
export type Shape = { format: AnswerFormat, 
/**
 * How bytes become characters: a name of the Encoding Standard, such as `windows-1252`. None to find it out.
 */
charset: string | null, records: Records, 
/**
 * What becomes of lists inside the records; a list that is not named is JSON text in its cell.
 */
lists: Array<ListRule>, columns: Columns, };

/**
 * What the first answers would become with other steps. Nothing is changed by looking.
 */
export type ShapePreview = { 
/**
 * Answers that were looked at, and how many of them make no rows.
 */
answers: number, failed: number, 
/**
 * Why the first of those does not.
 */
problem: string | null, 
/**
 * Those left out too. Their tallies are of the answers that were looked at.
 */
columns: Array<Column>, 
/**
 * The first rows, aligned with `columns`.
 */
rows: Array<Array<string>>, kinds: Array<Array<CellKind>>, 
/**
 * Of each column, the rows whose cell is not of its type.
 */
misfits: Array<Array<number>>, 
/**
 * Of the answers that were looked at.
 */
totalRows: number, 
/**
 * Lists inside the records, and what becomes of them.
 */
lists: Array<ListPlace>, };

/**
 * One thing that a person said about the table. A shape is what its steps come to, one after the other.
 */
export type ShapeStep = { "kind": "readAs", format: AnswerFormat, } | { "kind": "charset", charset: string | null, } | { "kind": "records", records: Records, } | { "kind": "list", path: string, policy: ListPolicy, } | { "kind": "rename", column: ColumnKey, name: string | null, } | { "kind": "retype", column: ColumnKey, type: ColumnType | null, } | { "kind": "hide", columns: Array<ColumnKey>, } | { "kind": "show", columns: Array<ColumnKey>, } | { "kind": "only", columns: Array<ColumnKey>, } | { "kind": "order", columns: Array<ColumnKey>, } | { "kind": "name", naming: Naming, };

/**
 * Where the rows may be, over the first answers.
 */
export type ShapeSurvey = { 
/**
 * Answers that were looked at.
 */
answers: number, 
/**
 * What they are read as, by themselves.
 */
format: AnswerFormat, 
/**
 * Those that were found out first, then by how many rows they make.
 */
places: Array<RecordPlace>, };

export type ShapingProgress = { state: ShapingState, 
/**
 * Stored answers.
 */
done: number, total: number, };

export type ShapingState = "running" | "finished" | "cancelled" | "failed";

export type SharedColumn = { key: ColumnKey, title: string, type: ColumnType, };

export type Sort = { 
/**
 * A [`Column::id`].
 */
column: number, descending: boolean, order: TextOrder, };

export type StartMode = "startOver" | "missing" | "retryFailed" | "selected" | "continue";

/**
 * When a run pauses by itself, so that a person can have a look.
 */
export type StopRules = { 
/**
 * After so many failures in one run.
 */
afterFailures: number | null, 
/**
 * When so many requests came to their end and every one of them failed.
 */
whenFirstFail: number | null, 
/**
 * At the first 401 or 403.
 */
onSignInFailure: boolean, };

export type TableState = { rows: number, columns: Array<Column>, 
/**
 * See [`Progress::table_version`].
 */
version: number, };

/**
 * What the cells of a column look like, over all rows. Missing cells are those that are not counted.
 */
export type Tally = { null: number, 
/**
 * Texts of no characters.
 */
empty: number, bool: number, integer: number, decimal: number, date: number, dateTime: number, 
/**
 * Texts that a number could be read from, such as `007`.
 */
numeric: number, 
/**
 * All other texts.
 */
text: number, json: number, };

/**
 * The first request, its answer, and the rows it becomes.
 */
export type TestResult = { detail: RowDetail, 
/**
 * Where the records were found, in words: "the list `results`".
 */
records: string, columns: Array<Column>, 
/**
 * The first rows, at most 100, aligned with `columns`.
 */
rows: Array<Array<string>>, 
/**
 * What each cell of `rows` is: an empty text is not an absent field.
 */
kinds: Array<Array<CellKind>>, 
/**
 * Of each column, the rows whose cell is not of its type.
 */
misfits: Array<Array<number>>, totalRows: number, 
/**
 * Ways to fetch further pages that the answer shows, the best first.
 */
paging: Array<PagingFound>, };

/**
 * How texts stand to each other. Whichever it is, truths come before numbers, numbers before texts, and blank cells last.
 */
export type TextOrder = "natural" | "exact";

/**
 * Lengths in characters.
 */
export type TextProfile = { count: number, shortest: number, longest: number, };

export type ThroughputPoint = { 
/**
 * Seconds since the run began.
 */
at: number, done: number, failed: number, };

export type TreeKind = "object" | "list" | "text" | "number" | "bool" | "null";

export type TreeNode = { 
/**
 * The key in an object, the place in a list; empty for the root.
 */
key: string, 
/**
 * JSONPath from the root.
 */
path: string, kind: TreeKind, 
/**
 * Of a single value, cut when it is very long.
 */
text: string, 
/**
 * Members or elements; there may be fewer `children` than that.
 */
count: number, children: Array<TreeNode>, };

export type ValueCount = { cell: Cell, count: number, };

/**
 * The values of one placeholder. Values are always text: `007` stays `007`.
 */
export type ValueList = { placeholder: string, source: ValueSource, };

export type ValueSource = { "kind": "typed", text: string, } | { "kind": "file", path: string, sheet: string | null, column: string | null, count: number, stored: number, };

/**
 * Filter, search and sort; never changes the data. The default view is the plan's order, all rows.
 */
export type View = { 
/**
 * The first decides; what is equal in it is put in order by the next; what is equal in all stays in plan order.
 */
sort: Array<Sort>, filter: Filter, 
/**
 * Rows in which any cell contains this text, whatever its case; empty for all rows.
 */
search: string, 
/**
 * The day that relative dates count from, where the user is: `2026-11-30`. The day in UTC when there is none.
 */
today: string | null, };

export type ViewColumn = { column: number, pinned: boolean, 
/**
 * In pixels at a scale of 1; none for as wide as fits.
 */
width: number | null, };

/**
 * A view made ready for reading by position.
 */
export type ViewInfo = { 
/**
 * Names this state of this view in later calls.
 */
id: number, rows: number, totalRows: number, columns: Array<Column>, 
/**
 * The table as of this version.
 */
version: number, 
/**
 * The first rows, where they were asked for.
 */
first: Page | null, 
/**
 * Where the anchored row stands now; when it is gone, the row of those before it that is nearest.
 */
anchor: number | null, };

export type WaitKind = "slow_down" | "quota" | "offline";

export type WorkerInfo = { 
/**
 * From 1.
 */
worker: number, processId: number, 
/**
 * The system thread on which the worker last ran.
 */
threadId: number, requests: number, state: WorkerState, 
/**
 * The values of the request in hand, as "materials 49".
 */
label: string, };

export type WorkerState = "idle" | "waiting" | "backingOff" | "heldBack" | "finished";

/**
 * How many requests are under way at the same time.
 */
export type Workers = number | AutoWord;
