import type { Estimate, RunRequest } from "../../bindings";
import { hostOf } from "./answers";
import type { FakeDocument } from "./document";

/** More than this the fake asks about, as the app does about what is large. */
const LARGE = 10_000;
/** Seconds that one answer takes, once the fake was asked. */
const ANSWER_SECONDS = 0.2;

/** What `runs_estimate` says, in the fake's own measure. */
export function estimateOf(document: FakeDocument, request: RunRequest, isMeasured: boolean): Estimate {
  const plan = document.plan();
  if (!plan)
    throw { code: "not_runnable", message: "The form has problems that have to be solved first.", detail: null };
  const { limits, workers } = document.extraction.settings;
  const { counts, failed } = { counts: document.counts(), failed: document.matching(request.failures) };
  const requests =
    request.mode === "retryFailed"
      ? failed.length
      : request.mode === "selected"
        ? request.positions.length
        : request.mode === "startOver"
          ? plan.total
          : plan.total - counts.succeeded - counts.failed;
  const byRate = limits.rate && limits.rate.amount / { second: 1, minute: 60, hour: 3600 }[limits.rate.per];
  const byWorkers = isMeasured ? (workers === "auto" ? 64 : workers) / ANSWER_SECONDS : null;
  const perSecond = byRate ?? byWorkers;
  const usedToday = document.usedToday;
  const quota = limits.perDay && {
    host: hostOf(plan.address(0), 0, 1),
    perDay: limits.perDay,
    usedToday,
    days: Math.max(1, Math.ceil((requests + usedToday) / limits.perDay)),
  };
  const isFirst = request.mode === "startOver" || counts.succeeded + counts.failed === 0;
  const ask: Estimate["ask"] = [];
  if (isFirst && requests > LARGE) ask.push("large");
  if (isFirst && quota && quota.days > 1) ask.push("overQuota");
  if (isFirst && document.extraction.request.method !== "GET") ask.push("writes");
  return {
    requests,
    seconds: perSecond && requests / perSecond,
    perSecond,
    basis: byRate !== null ? "rate" : byWorkers !== null ? "measured" : null,
    quota: quota || null,
    ask,
  };
}
