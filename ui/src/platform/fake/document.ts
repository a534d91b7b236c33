import { runRequest } from "../../app/runRequest";
import type {
  Check,
  Column,
  Counts,
  DocumentState,
  Extraction,
  FailureFilter,
  PauseReason,
  Progress,
  RunRequest,
  RunWait,
  StartMode,
  View,
} from "../../bindings";
import { cellOf, columnsFor, failureOf, hostOf } from "./answers";
import { check, type FakePlan } from "./check";

const PROGRESS: Progress = {
  phase: "idle",
  mode: null,
  total: 0,
  done: 0,
  failed: 0,
  runTotal: 0,
  runDone: 0,
  runFailed: 0,
  inFlight: 0,
  workers: 0,
  auto: null,
  perSecond: 0,
  sentPerSecond: 0,
  reused: 0,
  elapsedMs: 0,
  leftMs: null,
  rows: 0,
  tableVersion: 0,
  wait: null,
  pause: null,
  note: null,
  error: null,
};

/** One open document of the fake: what was set up, how far the plan was fetched, and the run that is going on. */
export class FakeDocument {
  extraction: Extraction;
  name: string;
  path: string | null;
  readOnly = false;
  interrupted = false;
  pause: PauseReason | null = null;
  /** How many hosts the requests go to. */
  hosts = 1;
  /** Requests of today that a quota counts. */
  usedToday = 0;
  progress: Progress = { ...PROGRESS };
  stored = new Map<number, string[]>();
  /** Places in the plan with a row, in plan order, and those that failed. */
  rows: number[] = [];
  failed: number[] = [];
  /** What the rows belong to. */
  ran: FakePlan | null = null;
  private ranExtraction = "";
  private queue: number[] = [];
  private next = 0;
  private plannedTotal = 0;
  private mode: StartMode = "startOver";
  private version = 0;

  constructor(name: string, path: string | null, extraction: Extraction) {
    this.name = name;
    this.path = path;
    this.extraction = extraction;
  }

  /** As if the program had been shut after a run paused by itself. */
  pausedAt(done: number, pause: PauseReason): void {
    this.interruptAt(done);
    this.interrupted = false;
    this.pause = pause;
  }

  check(): Check {
    return check(this.extraction, this.stored).check;
  }

  plan(): FakePlan | null {
    return check(this.extraction, this.stored).plan;
  }

  columns(): Column[] {
    return this.ran ? columnsFor(this.ran.placeholders, this.next) : [];
  }

  counts(): Counts {
    return {
      planned: this.ran ? this.plannedTotal : 0,
      succeeded: this.rows.length,
      failed: this.failed.length,
      rows: this.rows.length,
    };
  }

  state(): DocumentState {
    const { settings: _, ...planned } = this.extraction;
    return {
      // As the backend calls a draft: after what it asks.
      name:
        this.path || this.name === "Sample"
          ? this.name
          : (/^https?:\/\/([^/?#]+)/.exec(this.extraction.request.address)?.[1] ?? "Untitled"),
      path: this.path,
      readOnly: this.readOnly,
      extraction: this.extraction,
      counts: this.counts(),
      table: { rows: this.rows.length, columns: this.columns(), version: this.version },
      shape: { format: { kind: "auto" }, records: { kind: "auto" }, lists: [] },
      planUnchanged: this.ran !== null && JSON.stringify(planned) === this.ranExtraction,
      interrupted: this.interrupted,
      pause: this.pause,
      progress: this.progress,
    };
  }

  host(position: number): string {
    return hostOf(this.extraction.request.address, position, this.hosts);
  }

  /** The failed requests of a filter. */
  matching({ category, status, host }: FailureFilter): number[] {
    return this.failed.filter((position) => {
      const failure = failureOf(position, false);
      return (
        (category === null || failure?.category === category) &&
        (status === null || failure?.status === status) &&
        (host === null || this.host(position) === host)
      );
    });
  }

  /** What `auto` has come to, in the fake: always the same. */
  private workers(): Pick<Progress, "workers" | "auto"> {
    const { workers } = this.extraction.settings;
    return workers === "auto"
      ? { workers: 24, auto: { workers: 24, why: "moreIsNotFaster" } }
      : { workers, auto: null };
  }

  /** Nothing is sent until a given time; null: it goes on. */
  wait(wait: RunWait | null): void {
    this.progress = { ...this.progress, wait };
  }

  /** Ends the run for a reason that needs a person. */
  pauseItself(pause: PauseReason): void {
    this.pause = pause;
    this.progress = { ...this.progress, phase: "pausedItself", pause, wait: null, inFlight: 0, leftMs: null };
  }

  start({ mode, failures, positions }: RunRequest): void {
    const plan = this.plan();
    if (!plan)
      throw { code: "not_runnable", message: "The form has problems that have to be solved first.", detail: null };
    const { settings: _, ...planned } = this.extraction;
    if (mode === "startOver") {
      this.rows = [];
      this.failed = [];
      this.next = 0;
      this.ran = plan;
      this.plannedTotal = plan.total;
      this.ranExtraction = JSON.stringify(planned);
    }
    this.mode = mode;
    this.queue = mode === "retryFailed" ? this.matching(failures) : mode === "selected" ? [...positions] : [];
    this.interrupted = false;
    this.pause = null;
    this.version += 1;
    this.progress = {
      ...PROGRESS,
      phase: "running",
      mode,
      ...this.whole(),
      runTotal: this.isAgain ? this.queue.length : this.plannedTotal - this.next,
      ...this.workers(),
      inFlight: Math.min(this.workers().workers, plan.total),
      rows: this.rows.length,
      tableVersion: this.version,
    };
  }

  private get isAgain(): boolean {
    return this.mode === "retryFailed" || this.mode === "selected";
  }

  /** The count of the whole plan, which is shown whatever part of it a run fetches. */
  private whole(): Pick<Progress, "total" | "done" | "failed"> {
    const { planned, succeeded, failed } = this.counts();
    return { total: planned, done: succeeded + failed, failed };
  }

  /** `count` more answers arrive within `ms`. */
  advance(count: number, ms: number): void {
    const { progress } = this;
    if (progress.phase !== "running" || progress.wait !== null) return;
    let failed = 0;
    const todo = Math.min(count, progress.runTotal - progress.runDone);
    for (let i = 0; i < todo; i += 1) {
      const isRetry = this.isAgain;
      const position = isRetry ? (this.queue.shift() ?? 0) : this.next++;
      if (failureOf(position, isRetry)) {
        if (!isRetry) this.failed.push(position);
        failed += 1;
      } else {
        if (isRetry) this.failed = this.failed.filter((one) => one !== position);
        if (!isRetry || !this.rows.includes(position)) this.rows.push(position);
      }
    }
    this.usedToday += todo;
    if (this.isAgain) this.rows.sort((a, b) => a - b);
    const done = progress.runDone + todo;
    const elapsedMs = progress.elapsedMs + ms;
    const perSecond = (done / elapsedMs) * 1000;
    const isOver = done >= progress.runTotal;
    this.version += 1;
    this.progress = {
      ...progress,
      phase: isOver ? "finished" : "running",
      ...this.whole(),
      runDone: done,
      runFailed: progress.runFailed + failed,
      inFlight: isOver ? 0 : Math.min(progress.workers, progress.runTotal - done),
      perSecond,
      sentPerSecond: perSecond * 1.03,
      elapsedMs,
      leftMs: isOver ? null : ((progress.runTotal - done) / perSecond) * 1000,
      rows: this.rows.length,
      tableVersion: this.version,
    };
  }

  /** As if the process had ended in the middle of a run of `done` answers. */
  interruptAt(done: number): void {
    this.start(runRequest("startOver"));
    this.advance(done, 4000);
    this.progress = { ...PROGRESS, ...this.whole(), tableVersion: this.version, rows: this.rows.length };
    this.interrupted = true;
  }

  cell(column: number, position: number) {
    return cellOf(column, position, this.ran?.values(position) ?? []);
  }

  /** Rows in the order of a view. */
  order(view: View): number[] {
    const columns = this.columns();
    const needle = view.search.toLowerCase();
    let order = this.rows;
    if (needle !== "")
      order = order.filter((position) =>
        columns.some((column) => this.cell(column.id, position)[1].toLowerCase().includes(needle)),
      );
    const { sort } = view;
    if (!sort) return order;
    const keyed = order.map((position): [number, number | string, boolean] => {
      const [kind, text] = this.cell(sort.column, position);
      return [position, kind === "number" ? Number(text) : text, kind === "null" || kind === "missing"];
    });
    const sign = sort.descending ? -1 : 1;
    // Blanks stay last whichever way the column is sorted.
    keyed.sort(([, a, noA], [, b, noB]) => (noA !== noB ? (noA ? 1 : -1) : a < b ? -sign : a > b ? sign : 0));
    return keyed.map(([position]) => position);
  }
}
