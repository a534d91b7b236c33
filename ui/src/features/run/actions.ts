import { notifications } from "@mantine/notifications";
import { create } from "zustand";
import {
  documentStore,
  isActive,
  isRunnable,
  prepareRun,
  refresh,
  startRun,
  stopRun,
  testOne,
} from "../../app/document";
import { notifyError } from "../../app/notify";
import { focusField } from "../../app/problems";
import { setLeftOpen } from "../../app/window";
import type { Counts, StartMode } from "../../bindings";
import { confirm } from "../../components/confirm";
import i18n from "../../i18n";

/** What the "Run again" dialog has to know; null while it is shut. */
interface Again {
  counts: Counts;
  planUnchanged: boolean;
  /** Requests of the plan as it stands. */
  planned: number;
}

export const useRunAgain = create<{ again: Again | null }>(() => ({ again: null }));
export const closeRunAgain = () => useRunAgain.setState({ again: null });

/** Says what keeps the run from starting and goes to the first field of it. */
export function showProblems(): void {
  const problems = (documentStore.getState().check?.problems ?? []).filter((problem) => problem.blocking);
  setLeftOpen(true);
  notifications.show({
    id: "not-ready",
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
    if (await prepareRun()) await startRun(mode);
    else showProblems();
  } catch (thrown) {
    notifyError(thrown);
  }
}

/** The Run button: starts at once when nothing was fetched yet, otherwise asks what to fetch. */
export async function requestRun(): Promise<void> {
  const { document, progress } = documentStore.getState();
  if (!document || document.readOnly || isActive(progress)) return;
  try {
    if (!(await prepareRun())) return showProblems();
    const fresh = await refresh();
    if (!fresh) return;
    const { counts, planUnchanged } = fresh;
    if (counts.succeeded + counts.failed === 0) return await startRun("startOver");
    const planned = documentStore.getState().check?.requests ?? counts.planned;
    useRunAgain.setState({ again: { counts, planUnchanged, planned } });
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

/** Goes on with a run that did not finish. */
export const fetchMissing = () => begin("missing");

/** The answer of the "Run again" dialog. */
export async function runAgain(mode: StartMode): Promise<void> {
  closeRunAgain();
  await begin(mode);
}

/** Stop by the Esc key asks first: the key is pressed for many reasons. */
export async function requestStop(): Promise<void> {
  const { progress } = documentStore.getState();
  if (progress.phase !== "running" && progress.phase !== "paused") return;
  const isSure = await confirm({
    title: i18n.t("run:stopConfirm.title"),
    text: i18n.t("run:stopConfirm.text", { done: progress.done, total: progress.total }),
    yes: i18n.t("run:stopConfirm.yes"),
    no: i18n.t("run:stopConfirm.no"),
    isDanger: true,
  });
  if (isSure && isActive(documentStore.getState().progress)) await stopRun().catch(notifyError);
}
