import { IDLE } from "../../app/document";
import { runRequest } from "../../app/runRequest";
import { AUTO_SHAPE, rowsText, shapeOf } from "../../app/shapeOf";
import type {
  Check,
  Counts,
  DocumentState,
  Extraction,
  FailureFilter,
  PauseReason,
  Progress,
  RunRequest,
  RunWait,
  Shape,
  ShapeStep,
  StartMode,
} from "../../bindings";
import { bodyOf, cellOf, columnsFor, failureOf, hostOf, pageOf } from "./answers";
import { check, type FakePlan } from "./check";
import { arrangedColumns } from "./shape/columns";
import { ColumnIds, type FakeAnswer, type FakeTable, readAs, tableOf } from "./shape/table";

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
  /** What an answer is. */
  answers: "objects" | "pages" = "objects";
  /** Columns beside those of the sample. */
  extra = 0;
  /** The answer of "Test one" is there. */
  isTested = false;
  steps: ShapeStep[] = [];
  progress: Progress = { ...IDLE };
  stored = new Map<number, string[]>();
  /** Places in the plan with an answer, in plan order, and those that failed. */
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
  private readonly ids = new ColumnIds();
  private made: { key: string; table: FakeTable } | null = null;

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

  body(position: number): string {
    return this.answers === "pages" ? pageOf(position) : bodyOf(position);
  }

  /** The answers at some places of the plan. */
  answersAt(positions: readonly number[]): FakeAnswer[] {
    const plan = this.ran ?? this.plan();
    return positions.map((position) => ({
      position,
      page: 1,
      body: this.body(position),
      values: plan?.values(position) ?? [],
      address: plan?.address(position) ?? "",
    }));
  }

  /** Those that a preview is made of: the first that are stored, or the one that was tested. */
  firstAnswers(): FakeAnswer[] {
    return this.answersAt(this.rows.length > 0 ? this.rows.slice(0, 100) : this.isTested ? [0] : []);
  }

  /** Some answers as a table. */
  tableOf(answers: FakeAnswer[], shape: Shape): FakeTable {
    return tableOf(answers, (this.ran ?? this.plan())?.placeholders ?? [], shape, this.ids);
  }

  table(): FakeTable {
    const key = `${this.version} ${JSON.stringify(this.steps)}`;
    if (this.made?.key !== key) this.made = { key, table: this.makeTable(shapeOf(this.steps)) };
    return this.made.table;
  }

  private makeTable(shape: Shape): FakeTable {
    const isPlain = this.answers === "objects" && rowsText(shape) === rowsText(AUTO_SHAPE);
    if (!isPlain) return this.tableOf(this.answersAt(this.rows), shape);
    // A row an answer, each a function of its place: any number of them costs nothing.
    const columns = arrangedColumns(
      this.ran ? columnsFor(this.ran.placeholders, this.next, this.extra) : [],
      shape.columns,
    );
    const chosen = new Map(columns.filter((one) => one.typeIsChosen).map(({ id, type }) => [id, type]));
    return {
      rows: this.rows.length,
      columns,
      at: (row) => ({ position: this.rows[row] ?? 0, page: 1 }),
      cell: (row, column) => {
        const position = this.rows[row] ?? 0;
        const cell = cellOf(column, position, this.ran?.values(position) ?? []);
        const type = chosen.get(column);
        return type ? readAs(type, cell) : cell;
      },
      lists: [],
    };
  }

  /** Other steps for what was fetched, and for what will be. */
  reshape(steps: ShapeStep[]): void {
    this.steps = steps;
    this.version += 1;
  }

  counts(): Counts {
    return {
      planned: this.ran ? this.plannedTotal : 0,
      succeeded: this.rows.length,
      failed: this.failed.length,
      rows: this.table().rows,
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
      table: { rows: this.table().rows, columns: this.table().columns, version: this.version },
      shape: shapeOf(this.steps),
      steps: this.steps,
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
      ...IDLE,
      phase: "running",
      mode,
      ...this.whole(),
      runTotal: this.isAgain ? this.queue.length : this.plannedTotal - this.next,
      ...this.workers(),
      inFlight: Math.min(this.workers().workers, plan.total),
      rows: this.table().rows,
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
      rows: this.table().rows,
      tableVersion: this.version,
    };
  }

  /** As if the process had ended in the middle of a run of `done` answers. */
  interruptAt(done: number): void {
    this.start(runRequest("startOver"));
    this.advance(done, 4000);
    this.progress = { ...IDLE, ...this.whole(), tableVersion: this.version, rows: this.table().rows };
    this.interrupted = true;
  }
}
