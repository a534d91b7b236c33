import { notifications } from "@mantine/notifications";
import { create } from "zustand";
import { countAttempt } from "../../app/attempts";
import {
  canContinue,
  documentStore,
  flush,
  isActive,
  isRunnable,
  pauseRun,
  prepareRun,
  refresh,
  restOf,
  resumeRun,
  startRun,
  stopRun,
  testOne,
} from "../../app/document";
import { keepResult } from "../../app/keptResult";
import { notifyDone, notifyError } from "../../app/notify";
import { focusField } from "../../app/problems";
import { isAgain, runRequest } from "../../app/runRequest";
import { setLeftOpen } from "../../app/window";
import type { Check, Counts, Problem, StartMode } from "../../bindings";
import i18n from "../../i18n";
import { askFirst } from "./question";

/** What the "Run again" dialog has to know; null while it is shut. */
interface Again {
  counts: Counts;
  planUnchanged: boolean;
  /** Requests of the plan as it stands. */
  planned: number;
  /** The last run paused by itself and can be gone on with. */
  canContinue: boolean;
}

export const useRunAgain = create<{ again: Again | null }>(() => ({ again: null }));
export const closeRunAgain = () => useRunAgain.setState({ again: null });

const NOT_READY = "not-ready";

/** A second click of a double click must not undo the first. */
const DOUBLE_CLICK_MS = 500;
let runPressedAt = 0;
let stopPressedAt = 0;

/** The problems that the note is about. */
let named = new Set<string>();
const keyOf = ({ field, code }: Problem) => JSON.stringify([field, code]);
const blocking = (check: Check | null) => (check?.problems ?? []).filter((problem) => problem.blocking);

documentStore.subscribe((state, before) => {
  // A click on one document is no first half of a double click on the next.
  if (state.generation !== before.generation) [runPressedAt, stopPressedAt] = [0, 0];
  // The note is about a fault: it goes with the fault, or with the document.
  const isGone = state.check !== before.check && !blocking(state.check).some((problem) => named.has(keyOf(problem)));
  if (named.size > 0 && (state.generation !== before.generation || isGone)) {
    named = new Set();
    notifications.hide(NOT_READY);
  }
});

/** Says what keeps the run from starting and goes to the first field of it. */
export function showProblems(): void {
  const problems = blocking(documentStore.getState().check);
  named = new Set(problems.map(keyOf));
  setLeftOpen(true);
  countAttempt();
  notifications.show({
    id: NOT_READY,
    color: "yellow",
    title: i18n.t("run:blockedTitle"),
    message: i18n.t("run:blocked", { count: Math.max(1, problems.length) }),
    autoClose: 6000,
    withBorder: true,
    closeButtonProps: { "aria-label": i18n.t("app:close") },
  });
  const first = problems[0];
  // The field may be inside a part that only opens now.
  if (first) setTimeout(() => focusField(first.field));
}

async function begin(mode: StartMode): Promise<void> {
  try {
    if (await prepareRun()) await startOrAsk(mode);
    else showProblems();
  } catch (thrown) {
    notifyError(thrown);
  }
}

/** Starts at once, unless it is large, over a quota, or may change something: that is asked about first. */
async function startOrAsk(mode: StartMode): Promise<void> {
  const request = runRequest(mode);
  if (await askFirst(request)) await startRun(request);
}

/** The first button: Run, Pause, Resume, Continue or Fetch the rest, as it reads. */
export function pressPrimary(): void {
  const { phase } = documentStore.getState().progress;
  const now = Date.now();
  if (phase === "running") {
    if (now - runPressedAt >= DOUBLE_CLICK_MS) pauseRun().catch(notifyError);
  } else if (now - stopPressedAt >= DOUBLE_CLICK_MS) {
    runPressedAt = now;
    void requestRun();
  }
}

export function pressStop(): void {
  if (Date.now() - runPressedAt >= DOUBLE_CLICK_MS) void requestStop();
}

/** Starts at once what there is no doubt about; asks only when everything was fetched or the plan changed since. */
export async function requestRun(): Promise<void> {
  const state = documentStore.getState();
  if (state.progress.phase === "paused") return resumeRun().catch(notifyError);
  if (!state.document || state.document.readOnly || isActive(state.progress)) return;
  try {
    if (!(await prepareRun())) return showProblems();
    if (!(await refresh())) return;
    if (canContinue(documentStore.getState())) await startOrAsk("continue");
    else if (restOf(documentStore.getState()) > 0) await startOrAsk("missing");
    else await askRunAgain();
  } catch (thrown) {
    notifyError(thrown);
  }
}

/** Starts when nothing was fetched yet, otherwise asks what to fetch. */
export async function askRunAgain(): Promise<void> {
  try {
    if (!(await prepareRun())) return showProblems();
    const fresh = await refresh();
    if (!fresh) return;
    const { counts, planUnchanged } = fresh;
    if (counts.succeeded + counts.failed === 0) return await startOrAsk("startOver");
    const planned = documentStore.getState().check?.requests ?? counts.planned;
    useRunAgain.setState({
      again: { counts, planUnchanged, planned, canContinue: canContinue(documentStore.getState()) },
    });
  } catch (thrown) {
    notifyError(thrown);
  }
}

/** Sends the first request, or shows what is in the way. */
export async function requestTest(): Promise<void> {
  try {
    await testOne();
    if (!isRunnable(documentStore.getState().check)) showProblems();
  } catch (thrown) {
    notifyError(thrown);
  }
}

/** Goes on with a run that did not finish or that paused by itself. */
export const continueRun = () => begin("continue");

/** The answer of the "Run again" dialog. */
export async function runAgain(mode: StartMode): Promise<void> {
  closeRunAgain();
  await begin(mode);
}

/** Stops without asking, by button and by key alike: everything that arrived is kept, and the rest can be fetched. */
export async function requestStop(): Promise<void> {
  const { progress, generation } = documentStore.getState();
  if (progress.phase !== "running" && progress.phase !== "paused") return;
  stopPressedAt = Date.now();
  const unsubscribe = documentStore.subscribe((state) => {
    const run = state.progress;
    if (state.generation === generation && isActive(run)) return;
    unsubscribe();
    if (state.generation !== generation || run.phase !== "stopped") return;
    notifyDone(
      isAgain(run.mode)
        ? i18n.t("run:stoppedRetry", { done: run.runDone, total: run.runTotal })
        : i18n.t("run:stoppedKept", { done: run.done, total: run.total }),
    );
  });
  await stopRun().catch((thrown) => {
    unsubscribe();
    notifyError(thrown);
  });
}

/** Keeps what was fetched in a file of its own, and then fetches everything anew. */
export async function keepAndStartOver(): Promise<void> {
  try {
    await flush();
    if (await keepResult()) await runAgain("startOver");
  } catch (thrown) {
    notifyError(thrown);
  }
}
