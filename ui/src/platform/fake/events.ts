import type { PauseCode, PauseReason, RunWait, WaitKind } from "../../bindings";

/** What a run pauses itself for, in the words of the backend. */
export const PAUSES: Record<PauseCode, PauseReason> = {
  sign_in: {
    code: "sign_in",
    message:
      "The API did not accept your key (401). Everything fetched so far is kept. Fix the key under Sign-in, then Continue.",
    untilMs: null,
  },
  failure_limit: {
    code: "failure_limit",
    message: "50 requests failed, as many as are allowed. Look at what failed, then Continue.",
    untilMs: null,
  },
  first_all_failed: {
    code: "first_all_failed",
    message: "The first 20 requests failed, every one of them. Look at what failed, then Continue.",
    untilMs: null,
  },
  quota: {
    code: "quota",
    message: "The daily quota of 127.0.0.1:4010 is used up (1000). Continue tomorrow.",
    untilMs: 1_763_683_200_000,
  },
  disk_full: {
    code: "disk_full",
    message: "There is no room left on the disk. Make some, then Continue; everything counted so far is kept.",
    untilMs: null,
  },
};

export const waitOf = (kind: WaitKind, host: string, untilMs: number): RunWait => ({ kind, host, untilMs });
