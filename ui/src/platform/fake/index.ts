import { runRequest } from "../../app/runRequest";
import type { AppEvent, Extraction, RunRequest } from "../../bindings";
import { withEnding } from "../paths";
import type { FileDrop, Platform } from "../platform";
import type { FakeControls } from "./controls";
import { FakeDocument } from "./document";
import { estimateOf } from "./estimate";
import { PAUSES, waitOf } from "./events";
import { createExporting } from "./exporting";
import { FILE, PICKED, PICTURE } from "./files";
import { DEFAULTS, type FakeOptions } from "./options";
import { activityOf, failedPage, failureGroups, testResultOf } from "./readings";
import { RECENT } from "./recent";
import { createRows } from "./rows";
import { EMPTY, sampleExtraction } from "./sample";
import { createShaping } from "./shaping";

export type { FakeControls } from "./controls";
export { type FakeOptions, fakeOptionsFrom } from "./options";

export type FakePlatform = Platform & { controls: FakeControls };

const TICK_MS = 100;

/** How long a wait takes that is played. */
const PLAYED_WAIT_MS = 20_000;

export function createFake(given: Partial<FakeOptions> = {}): FakePlatform {
  const options = { ...DEFAULTS, ...given };
  let listener: (event: AppEvent) => void = () => undefined;
  let dropListener: (drop: FileDrop) => void = () => undefined;
  let doc: FakeDocument | null = null;
  let storedCount = 0;
  let recent = RECENT;
  const failing = new Map<string, unknown>();
  const calls: FakeControls["calls"] = [];

  let isTested = false;
  const made = (document: FakeDocument) => {
    document.hosts = options.hosts;
    document.answers = options.answers;
    document.extra = options.extra;
    return document;
  };
  const open = (document: FakeDocument) => {
    doc = made(document);
    return document.state();
  };
  const need = (): FakeDocument => {
    if (!doc) throw { code: "no_document", message: "No document is open.", detail: null };
    return doc;
  };
  const emitProgress = () => listener({ kind: "progress", progress: need().progress });

  if (options.open !== "welcome") {
    doc = made(new FakeDocument("inventory", "/home/ana/inventory.fetchgrid", sampleExtraction(options.ids)));
    if (options.open === "pausedItself") doc.pausedAt(Math.floor(options.ids * 0.84), PAUSES.sign_in);
    if (options.open === "interrupted") doc.interruptAt(Math.floor(options.ids * 0.84));
    if (options.open === "finished") {
      doc.start(runRequest("startOver"));
      doc.advance(options.ids * 2, 5000);
    }
    doc.readOnly = options.open === "readOnly";
  }

  /** In the middle of the run what was asked for comes to pass, once. */
  const playAt = (document: FakeDocument, done: number) => {
    const { play } = options;
    const half = document.progress.runTotal / 2;
    if (play === null || done >= half || document.progress.runDone < half) return;
    // A quota is both: the window waits for it.
    if (play === "slow_down" || play === "offline" || play === "quota") {
      document.wait(waitOf(play, document.host(0), Date.now() + PLAYED_WAIT_MS));
      if (options.auto) setTimeout(() => document.wait(null), PLAYED_WAIT_MS);
    } else document.pauseItself(PAUSES[play]);
  };

  const tick = (count: number) => {
    if (doc?.progress.phase === "running") {
      const done = doc.progress.runDone;
      doc.advance(count, TICK_MS);
      if (doc.progress.phase === "running") playAt(doc, done);
      emitProgress();
    } else if (doc?.progress.phase === "stopping") {
      doc.progress = { ...doc.progress, phase: "stopped", inFlight: 0, leftMs: null };
      emitProgress();
    }
    shaping.tick();
    exporting.tick();
  };
  if (options.auto) setInterval(() => tick(Math.max(1, Math.round((options.rate * TICK_MS) / 1000))), TICK_MS);

  /** Logs the call, fails it when a test asked for it, and answers later, as a command does. */
  const command =
    <A extends unknown[], R>(name: string, run: (...args: A) => R) =>
    async (...args: A): Promise<Awaited<R>> => {
      calls.push({ name, args });
      await Promise.resolve();
      if (failing.has(name)) {
        const error = failing.get(name);
        failing.delete(name);
        throw error;
      }
      return await run(...args);
    };
  const exporting = createExporting({ need, emit: (event) => listener(event), command });
  const shaping = createShaping({ need, emit: (event) => listener(event), command, ticks: options.shapingTicks });

  const fileName = (path: string) => path.replace(/^.*[/\\]/, "").replace(/\.fetchgrid$/, "");
  const picks: FakeControls["picks"] = [];
  const pick = (made: string) => (picks.length > 0 ? (picks.shift() ?? null) : made);

  return {
    subscribe: async (to) => {
      listener = to;
    },
    documents: {
      state: command("documents.state", () => doc?.state() ?? null),
      create: command("documents.create", () => open(new FakeDocument("Untitled", null, structuredClone(EMPTY)))),
      sample: command("documents.sample", () => open(new FakeDocument("Sample", null, sampleExtraction(options.ids)))),
      open: command("documents.open", (path: string) =>
        open(new FakeDocument(fileName(path), path, sampleExtraction(options.ids))),
      ),
      saveAs: command("documents.saveAs", (path: string) => {
        const document = need();
        document.path = path;
        document.name = fileName(path);
        return document.state();
      }),
      close: command("documents.close", () => {
        doc = null;
        return null;
      }),
      recent: command("documents.recent", () => recent),
      forget: command("documents.forget", (path: string) => {
        recent = recent.filter((one) => one.path !== path);
        return recent;
      }),
    },
    extraction: {
      update: command("extraction.update", (extraction: Extraction) => {
        const document = need();
        document.extraction = extraction;
        return document.check();
      }),
    },
    values: {
      inspect: command("values.inspect", (path: string) => ({ path, ...FILE })),
      import: command("values.import", (path: string, sheet: string | null, column: string | null) => {
        const found = FILE.sheets.find((one) => one.name === sheet)?.columns.find((one) => one.name === column);
        const count = found?.count ?? 0;
        storedCount += 1;
        need().stored.set(
          storedCount,
          Array.from({ length: count }, (_, i) => found?.sample[i] ?? `value ${i}`),
        );
        return { kind: "file" as const, path, sheet, column, count, stored: storedCount };
      }),
    },
    runs: {
      testOne: command("runs.testOne", () => {
        isTested = true;
        need().isTested = true;
        return testResultOf(need());
      }),
      estimate: command("runs.estimate", (request: RunRequest) => estimateOf(need(), request, isTested)),
      start: command("runs.start", (request: RunRequest) => {
        need().start(request);
        return need().progress;
      }),
      pause: command("runs.pause", () => {
        need().progress = { ...need().progress, phase: "paused", inFlight: 0, leftMs: null };
        emitProgress();
      }),
      resume: command("runs.resume", () => {
        need().progress = { ...need().progress, phase: "running" };
        emitProgress();
      }),
      stop: command("runs.stop", () => {
        need().progress = { ...need().progress, phase: "stopping" };
        emitProgress();
      }),
      activity: command("runs.activity", () => (doc && doc.progress.phase !== "idle" ? activityOf(doc) : null)),
    },
    ...createRows(need, command),
    shaping: shaping.shaping,
    failures: {
      groups: command("failures.groups", () => failureGroups(need())),
      page: command("failures.page", (failures, offset, limit) => failedPage(need(), failures, offset, limit)),
    },
    exports: exporting.exports,
    links: {
      open: command("links.open", (_address: string) => null),
      picture: command("links.picture", (_address: string) => PICTURE),
    },
    window: {
      setTheme: command("window.setTheme", (_theme: "light" | "dark") => undefined),
    },
    clipboard: {
      write: command("clipboard.write", (_text: string) => undefined),
    },
    files: {
      pickOpen: command("files.pickOpen", (_title, kinds) =>
        pick(PICKED[kinds[0]?.extensions[0] ?? ""] ?? "/home/ana/orders.xlsx"),
      ),
      pickSave: command("files.pickSave", (_title, kinds, suggestion: string) => {
        const picked = pick(`/home/ana/${fileName(suggestion)}`);
        return picked && withEnding(picked, kinds);
      }),
      onDrop: async (to) => {
        dropListener = to;
        return () => {
          dropListener = () => undefined;
        };
      },
    },
    controls: {
      advance: tick,
      calls,
      failNext: (name, error) => failing.set(name, error),
      picks,
      drop: (drop) => dropListener(drop),
      wait: (wait) => {
        need().wait(wait);
        emitProgress();
      },
      pauseItself: (code) => {
        need().pauseItself(PAUSES[code]);
        emitProgress();
      },
      emit: (event) => listener(event),
      document: () => doc,
    },
  };
}
