import type { PauseCode, PauseReason, RunWait, WaitKind } from "../../bindings";

/** What a run pauses itself for, in the words of the backend. */
export const PAUSES: Record<PauseCode, PauseReason> = {
  sign_in: {
    code: "sign_in",
    message: "The API did not accept your key. Fix it under Sign-in and continue: what it refused is fetched again.",
    untilMs: null,
  },
  failure_limit: {
    code: "failure_limit",
    message: "50 requests failed, as many as you allow. Look at them under Failed, and continue when it is all right.",
    untilMs: null,
  },
  first_all_failed: {
    code: "first_all_failed",
    message:
      "The first 20 requests all failed. The server had a problem (500). Press Retry failed later. Fix what is wrong and continue: they are fetched again.",
    untilMs: null,
  },
  quota: {
    code: "quota",
    message:
      "The daily quota of 1000 requests for 127.0.0.1:4010 is used up. It begins anew at midnight UTC; continue then.",
    untilMs: 1_763_683_200_000,
  },
  disk_full: {
    code: "disk_full",
    message: "The disk is full. Everything counted so far is kept. Make room and continue.",
    untilMs: null,
  },
};

export const waitOf = (kind: WaitKind, host: string, untilMs: number): RunWait => ({ kind, host, untilMs });
