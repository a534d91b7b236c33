import type { RunRequest } from "../../bindings";
import { platform, toAppError } from "../../platform";
import { ALL_FAILURES, isAgain, runRequest } from "../runRequest";
import { showTab } from "../window";
import { flush, isRunnable } from "./editing";
import { eventsHeard } from "./events";
import { refresh } from "./refresh";
import { documentStore, type TestState } from "./store";

/** Saves the form and says whether a run may start; from now on all problems are shown. */
export async function prepareRun(): Promise<boolean> {
  documentStore.setState({ tried: true });
  await flush();
  return isRunnable(documentStore.getState().check);
}

/** Starts a run. The question "start over or fetch what is missing" is asked by `features/run` before this. */
export async function startRun(request: RunRequest): Promise<void> {
  await flush();
  const heard = eventsHeard();
  const progress = await platform().runs.start(request);
  // Whoever retries looks at what failed, and wants to see it become less.
  if (!isAgain(request.mode)) showTab("results");
  // A short run may be over before its start is answered: the events have the last word, then, and with the first of
  // them the document was asked for.
  if (heard !== eventsHeard()) return;
  documentStore.setState({ progress });
  await refresh();
}

/** Fetches the failed requests again; their answers take the old places. */
export const retryFailed = (failures = ALL_FAILURES) => startRun(runRequest("retryFailed", { failures }));

/** Fetches chosen requests again, whatever became of them. */
export const fetchAgain = (positions: number[]) => startRun(runRequest("selected", { positions }));

export const pauseRun = () => platform().runs.pause();
export const resumeRun = () => platform().runs.resume();
export const stopRun = () => platform().runs.stop();

/** Sends the first request alone and shows the Preview tab. */
export async function testOne(): Promise<void> {
  if (documentStore.getState().test.state === "running") return;
  if (!(await prepareRun())) return;
  showTab("preview");
  documentStore.setState({ test: { state: "running" } });
  const { generation, document } = documentStore.getState();
  const steps = document?.steps ?? [];
  const test: TestState = await platform()
    .runs.testOne()
    .then(
      (result): TestState => ({ state: "done", result, steps }),
      (thrown): TestState => ({ state: "failed", error: toAppError(thrown) }),
    );
  if (documentStore.getState().generation === generation) documentStore.setState({ test });
}

/** Forgets the last export, e.g. when its result was read. */
export const clearExportProgress = () => documentStore.setState({ exportProgress: null });
