import { shapeOf } from "../../app/shapeOf";
import type {
  Activity,
  FailedPage,
  FailureFilter,
  FailureGroup,
  HostPace,
  PagingFound,
  RowDetail,
  TestResult,
} from "../../bindings";
import { failureOf, TURN } from "./answers";
import type { FakeDocument } from "./document";

const HEADERS = [
  { name: "content-type", value: "application/json; charset=utf-8" },
  { name: "server", value: "fake" },
];
/** A fixed time, so that screenshots of the fake can be compared. */
const STARTED = 1_763_640_000_000;

/** What the answers that are pages show. */
const PAGING: PagingFound[] = [
  {
    rule: { kind: "pageNumber", parameter: "page", first: 1, until: { kind: "pages", path: "$.info.pages" } },
    evidence: [
      { place: "$.info.pages", value: "42" },
      { place: "$.info.next", value: "https://api.example.com/character?page=2" },
    ],
    records: 3,
    totalRecords: 126,
    totalPlace: "$.info.count",
    totalPages: 42,
    inParallel: true,
  },
  {
    rule: { kind: "nextAddress", path: "$.info.next" },
    evidence: [{ place: "$.info.next", value: "https://api.example.com/character?page=2" }],
    records: 3,
    totalRecords: 126,
    totalPlace: "$.info.count",
    totalPages: 42,
    inParallel: false,
  },
];

export function detailOf(document: FakeDocument, position: number, page: number): RowDetail {
  const plan = document.ran ?? document.plan();
  if (!plan) throw { code: "not_runnable", message: "There is no such request.", detail: null };
  const failure = document.failed.includes(position) ? failureOf(position, false) : null;
  const body = failure ? (failure.status ? '{"error":"not here"}' : null) : document.body(position);
  const values = plan.values(position);
  return {
    position,
    page,
    values: plan.placeholders.map((name, i) => ({ name, value: values[i] ?? "" })),
    address: plan.address(position),
    status: failure ? failure.status : 200,
    startedAtMs: STARTED + position * 25,
    durationMs: 180 + ((position * 37) % 90),
    attempts: failure ? 3 : 1,
    failure: failure && { category: failure.category, message: failure.message },
    headers: failure && !failure.status ? [] : HEADERS,
    body,
    bodyBytes: body?.length ?? 0,
    truncated: false,
  };
}

export function testResultOf(document: FakeDocument): TestResult {
  const plan = document.plan();
  if (!plan)
    throw { code: "not_runnable", message: "The form has problems that have to be solved first.", detail: null };
  const values = plan.values(0);
  const body = document.body(0);
  const { columns, rows, cell } = document.tableOf(document.answersAt([0]), shapeOf(document.steps));
  const cells = Array.from({ length: rows }, (_, row) => columns.map(({ id }) => cell(row, id)));
  return {
    detail: {
      position: 0,
      page: 1,
      values: plan.placeholders.map((name, i) => ({ name, value: values[i] ?? "" })),
      address: plan.address(0),
      status: 200,
      startedAtMs: STARTED,
      durationMs: 203.4,
      attempts: 1,
      failure: null,
      headers: HEADERS,
      body,
      bodyBytes: body.length,
      truncated: false,
    },
    records: document.answers === "pages" ? "the list `results`" : "the whole answer",
    columns,
    rows: cells.map((row) => row.map(([, text]) => text)),
    kinds: cells.map((row) => row.map(([kind]) => kind)),
    misfits: columns.map(() => []),
    totalRows: rows,
    paging: document.answers === "pages" ? PAGING : [],
  };
}

export function failureGroups(document: FakeDocument): FailureGroup[] {
  const groups = new Map<string, FailureGroup>();
  for (const position of document.failed) {
    const failure = failureOf(position, false);
    if (!failure) continue;
    const host = document.host(position);
    const atMs = STARTED + position * 25_000;
    const key = `${failure.category} ${failure.status} ${host}`;
    const group = groups.get(key) ?? {
      ...failure,
      host,
      count: 0,
      firstAtMs: atMs,
      lastAtMs: atMs,
      sample: position,
      samplePage: 1,
    };
    group.count += 1;
    group.lastAtMs = atMs;
    groups.set(key, group);
  }
  return [...groups.values()].sort((a, b) => b.count - a.count);
}

export function failedPage(document: FakeDocument, failures: FailureFilter, offset: number, limit: number): FailedPage {
  const matching = document.matching(failures);
  return {
    offset,
    total: matching.length,
    rows: matching.slice(offset, offset + limit).map((position) => {
      const failure = failureOf(position, false);
      return {
        position,
        page: 1,
        values: document.ran?.values(position) ?? [],
        address: document.ran?.address(position) ?? "",
        category: failure?.category ?? "connection",
        status: failure?.status ?? null,
        message: failure?.message ?? "",
        attempts: 3,
        startedAtMs: STARTED + position * 25,
      };
    }),
  };
}

export function activityOf(document: FakeDocument): Activity {
  const { progress } = document;
  const seconds = Math.floor(progress.elapsedMs / 1000);
  const workers = progress.workers;
  const share = seconds > 0 ? progress.runDone / seconds : 0;
  return {
    throughput: Array.from({ length: seconds }, (_, at) => ({
      at,
      done: Math.round(share * (0.85 + 0.3 * Math.abs(Math.sin(at * 0.7)))),
      failed: at % 4 === 0 ? 1 : 0,
    })),
    secondsPerPoint: 1,
    histogram: [2, 14, 31, 27, 12, 6, 3, 1].map((weight, i) => ({
      fromMs: 160 + i * 20,
      toMs: 180 + i * 20,
      count: Math.round((weight / 96) * progress.runDone),
    })),
    latency: { p50: 214, p95: 268, p99: 291 },
    workers: Array.from({ length: workers }, (_, i) => ({
      worker: i + 1,
      processId: 4711,
      threadId: 4720 + (i % 2),
      requests: Math.floor(progress.runDone / workers),
      state:
        progress.phase === "running" ? (i % 7 === 6 ? "heldBack" : i % 5 === 4 ? "backingOff" : "waiting") : "finished",
      label: document.ran?.values(Math.max(0, progress.runDone - 1 - i)).join(" ") ?? "",
    })),
    hosts: hostsOf(document),
    log: Array.from({ length: Math.min(1000, progress.runDone) }, (_, i) => ({
      number: i,
      atMs: STARTED + i * 25,
      worker: 1 + (i % workers),
      kind: i % 40 === 17 ? "failed" : "done",
      text: i % 40 === 17 ? `${i} failed after 190 ms: no such record (404)` : `${i} done 200 in ${190 + (i % 40)} ms`,
    })),
  };
}

function hostsOf(document: FakeDocument): HostPace[] {
  const { progress, extraction } = document;
  const { rate, maxInFlight, perDay } = extraction.settings.limits;
  const isRunning = progress.phase === "running";
  return Array.from({ length: document.hosts }, (_, i) => ({
    host: document.host(i * TURN),
    perSecond: isRunning ? progress.sentPerSecond / document.hosts : 0,
    rate: rate && rate.amount / { second: 1, minute: 60, hour: 3600 }[rate.per],
    inFlight: isRunning ? Math.round(progress.inFlight / document.hosts) : 0,
    maxInFlight,
    usedToday: perDay === null ? null : document.usedToday,
    perDay,
    remaining: progress.wait?.kind === "slow_down" ? 0 : null,
    wait: progress.wait?.host === document.host(i * TURN) ? progress.wait : null,
  }));
}
