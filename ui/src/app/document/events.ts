import type { AppEvent, Progress } from "../../bindings";
import { platform } from "../../platform";
import { adopt } from "./opening";
import { refresh } from "./refresh";
import { documentStore, isActive } from "./store";

/** Asks the backend what is open and listens from then on. Once, at the start. */
export async function connect(): Promise<void> {
  await platform().subscribe(receive);
  await adopt(await platform().documents.state());
}

/** How often counts and columns are asked for during a run; they are for badges, not for the grid. */
const REFRESH_EVERY_MS = 1000;
/** The rows that a snapshot tells of are asked for and drawn first. */
const REFRESH_AFTER_MS = 150;
/** The document that is asked about soon, and when one was asked about last. */
let dueFor: number | null = null;
let refreshedAt = 0;
/** Snapshots heard so far. */
let eventCount = 0;
export const eventsHeard = (): number => eventCount;

/** Milliseconds of the run that is going on that it was paused, and when the pause that is going on began. */
let paused = { ms: 0, since: null as number | null };

/** Time that went by while a run was paused says nothing about how long it takes. */
function withoutPauses(before: Progress, now: Progress): Progress {
  if (!isActive(before) && isActive(now)) paused = { ms: 0, since: null };
  if (now.phase === "paused") paused.since ??= now.elapsedMs;
  else if (paused.since !== null) paused = { ms: paused.ms + now.elapsedMs - paused.since, since: null };
  const ms = paused.ms + (paused.since === null ? 0 : now.elapsedMs - paused.since);
  return ms === 0 ? now : { ...now, elapsedMs: Math.max(0, now.elapsedMs - ms) };
}

function receive(event: AppEvent): void {
  if (event.kind === "export") {
    documentStore.setState({ exportProgress: event.progress });
  } else if (event.kind === "shaping") {
    documentStore.setState({ shapingProgress: event.progress });
  } else if (event.kind === "opened") {
    void adopt(event.document);
  } else if (event.kind === "progress") {
    const before = documentStore.getState().progress;
    eventCount += 1;
    documentStore.setState({ progress: withoutPauses(before, event.progress) });
    if (before.phase === event.progress.phase) refreshSoon();
    else refreshQuietly();
  }
}

/** Every piece of news is followed by a question, and many of them by one. */
function refreshSoon(): void {
  const { generation } = documentStore.getState();
  if (dueFor === generation) return;
  dueFor = generation;
  const wait = Math.min(REFRESH_EVERY_MS, Math.max(REFRESH_AFTER_MS, refreshedAt + REFRESH_EVERY_MS - Date.now()));
  setTimeout(() => {
    dueFor = null;
    refreshQuietly();
  }, wait);
}

// A missed refresh only leaves a badge a second old; the next one or the next command says what is wrong.
function refreshQuietly(): void {
  refreshedAt = Date.now();
  refresh().catch(() => undefined);
}
