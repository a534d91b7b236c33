import type {
  Activity,
  Anchor,
  AnswerTree,
  AppEvent,
  CellPosition,
  ChartData,
  ChartRequest,
  Check,
  ColumnProfile,
  ComparedDocument,
  CompareInfo,
  ComparePage,
  CompareRequest,
  CompareWhich,
  CopyFormat,
  DocumentState,
  Estimate,
  ExportOptions,
  Extraction,
  Facet,
  FacetRequest,
  FailedPage,
  FailureFilter,
  FailureGroup,
  FileColumns,
  FindDirection,
  FindHit,
  FindSummary,
  GroupInfo,
  Grouping,
  GroupPage,
  NamedView,
  Page,
  Progress,
  RecentDocument,
  RowDetail,
  RunRequest,
  Selection,
  SelectionSummary,
  ShapePreview,
  ShapeStep,
  ShapeSurvey,
  TestResult,
  ValueSource,
  View,
  ViewInfo,
} from "../bindings";

/** A kind of file in a dialog: the words in its filter, and the endings without the dot. */
export interface FileKind {
  name: string;
  extensions: string[];
}

/** Files dropped on the window, and where, in CSS pixels of the page. */
export interface FileDrop {
  paths: string[];
  x: number;
  y: number;
}

/**
 * Everything that the interface asks of the world outside it. The only implementation that knows Tauri is `tauri.ts`;
 * `fake/` is the same in memory, for tests and for work on the interface in a browser.
 *
 * Every method rejects with an `AppError` (`{ code, message, detail }`): see `toAppError`.
 */
export interface Platform {
  /** All events of the backend. Subscribed to once, by `app/document.ts`. */
  subscribe(listener: (event: AppEvent) => void): Promise<void>;

  documents: {
    /** Null on the welcome page. */
    state(): Promise<DocumentState | null>;
    create(): Promise<DocumentState>;
    sample(): Promise<DocumentState>;
    open(path: string): Promise<DocumentState>;
    saveAs(path: string): Promise<DocumentState>;
    close(): Promise<null>;
    recent(): Promise<RecentDocument[]>;
    forget(path: string): Promise<RecentDocument[]>;
  };
  extraction: {
    /** Saves and checks; sends nothing. */
    update(extraction: Extraction): Promise<Check>;
  };
  values: {
    inspect(path: string): Promise<FileColumns>;
    import(path: string, sheet: string | null, column: string | null): Promise<ValueSource>;
  };
  runs: {
    testOne(): Promise<TestResult>;
    start(request: RunRequest): Promise<Progress>;
    /** How long that would take, as far as it can be known; cheap, and sends nothing. */
    estimate(request: RunRequest): Promise<Estimate>;
    pause(): Promise<void>;
    resume(): Promise<void>;
    stop(): Promise<void>;
    activity(): Promise<Activity | null>;
  };
  rows: {
    /**
     * Makes a view ready; with its first rows, if a number of them is given, and with where the row of an older view
     * stands in it.
     */
    view(view: View, firstRows?: number, anchor?: Anchor | null): Promise<ViewInfo>;
    page(viewId: number, offset: number, limit: number, columns: number[]): Promise<Page>;
    /** The request at a place in the plan, and a page of its answer, from 1. */
    detail(position: number, page: number): Promise<RowDetail>;
    /** The values of a column, over what the view shows without what it asks of that column. */
    facet(viewId: number, request: FacetRequest): Promise<Facet>;
    /** What a column holds in the rows that the view shows. */
    profile(viewId: number, column: number): Promise<ColumnProfile>;
    /** How often a text is in the cells of the view; changes nothing about the view. */
    find(viewId: number, text: string, columns: number[]): Promise<FindSummary>;
    /** The next cell with the text after `from`, beginning again at the other end; null when there is none at all. */
    findStep(
      viewId: number,
      text: string,
      columns: number[],
      from: CellPosition | null,
      direction: FindDirection,
    ): Promise<FindHit | null>;
    /** The cells with the text among the rows of a page. */
    findMarks(viewId: number, text: string, offset: number, limit: number, columns: number[]): Promise<CellPosition[]>;
    summary(viewId: number, selection: Selection): Promise<SelectionSummary>;
    /** Puts the cells on the clipboard; answers how many there were. Rejects with "too_large" where a file is the way. */
    copy(viewId: number, selection: Selection, format: CopyFormat, headers: boolean): Promise<number>;
    /** Makes a table of groups ready, to be read by `groupPage`. */
    group(viewId: number, grouping: Grouping): Promise<GroupInfo>;
    groupPage(groupId: number, offset: number, limit: number): Promise<GroupPage>;
    /** Puts the whole table of groups on the clipboard; answers how many cells there were, and rejects as `copy` does. */
    groupCopy(groupId: number, format: CopyFormat, headers: boolean): Promise<number>;
    chart(viewId: number, chart: ChartRequest): Promise<ChartData>;
    /** Writes a chart that the window drew to a file: the bytes of a PNG or SVG. */
    saveChart(path: string, data: Uint8Array): Promise<null>;
  };
  /** Views that have a name, in the document; each call answers all of them. */
  views: {
    list(): Promise<NamedView[]>;
    /** With the id 0 a new one. */
    save(view: NamedView): Promise<NamedView[]>;
    rename(id: number, name: string): Promise<NamedView[]>;
    remove(id: number): Promise<NamedView[]>;
  };
  compare: {
    /** Writes a copy of the whole document, to compare with later. */
    keep(path: string): Promise<null>;
    look(path: string): Promise<ComparedDocument>;
    /** Makes a comparison with an earlier file ready, to be read by `page`. */
    start(request: CompareRequest): Promise<CompareInfo>;
    page(compareId: number, which: CompareWhich, offset: number, limit: number): Promise<ComparePage>;
    /**
     * Puts such rows on the clipboard, what became of each first, and what was there before beside what changed; answers
     * how many cells there were, and rejects as `rows.copy` does.
     */
    copy(compareId: number, which: CompareWhich, format: CopyFormat, headers: boolean): Promise<number>;
  };
  shaping: {
    /** Where the rows may be, over the first stored answers, or of the answer of "Test one" while nothing is stored. */
    survey(): Promise<ShapeSurvey>;
    /** One page of an answer as a tree; with null the first good one, or the tested one. Null where there is none. */
    tree(position: number | null, page: number): Promise<AnswerTree | null>;
    /** What the first answers would become; changes nothing. */
    preview(steps: ShapeStep[]): Promise<ShapePreview>;
    /** Makes the whole table anew from the stored answers. Rejects with the code "cancelled" after `cancel`. */
    apply(steps: ShapeStep[]): Promise<DocumentState>;
    cancel(): Promise<null>;
  };
  failures: {
    groups(): Promise<FailureGroup[]>;
    page(failures: FailureFilter, offset: number, limit: number): Promise<FailedPage>;
  };
  exports: {
    /** Answers at once; progress arrives as events. */
    start(options: ExportOptions): Promise<null>;
    cancel(): Promise<null>;
  };
  /** What an address in a cell leads to. Nothing is asked of it before the user does. */
  links: {
    /** Opens it in the browser of the system; only http and https. */
    open(address: string): Promise<null>;
    /** Fetches a picture; answers it as a `data:` address. Rejects with "not_found", "too_large" or "cannot_read". */
    picture(address: string): Promise<string>;
  };
  clipboard: {
    /** A single short text; cells of the table go by `rows.copy`. */
    write(text: string): Promise<void>;
  };
  window: {
    /** How what the system draws for the window looks: its frame, lists of choices, file dialogs. */
    setTheme(theme: "light" | "dark"): Promise<void>;
  };
  files: {
    /** The system's open dialog; null when dismissed. */
    pickOpen(title: string, kinds: FileKind[]): Promise<string | null>;
    /** The system's save dialog; null when dismissed. What it answers always has one of the endings. */
    pickSave(title: string, kinds: FileKind[], suggestion: string): Promise<string | null>;
    /** Calls back for every drop of files on the window; answers how to stop listening. */
    onDrop(listener: (drop: FileDrop) => void): Promise<() => void>;
  };
}
