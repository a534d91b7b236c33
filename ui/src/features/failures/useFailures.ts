import { useThrottledCallback } from "@mantine/hooks";
import { useEffect, useRef, useState } from "react";

import { useCounts, useDocumentGeneration, useIsRunning, useTableVersion } from "../../app/document";
import { useActiveTab } from "../../app/window";
import type { AppError, FailureGroup } from "../../bindings";
import { platform, toAppError } from "../../platform";
import { inOrder } from "./groups";

const EVERY_MS = 1000;

export interface Failures {
  /** Null until they were read once. */
  groups: FailureGroup[] | null;
  /** Counts up with every reading: pages of an older one are stale. */
  reading: number;
  error: AppError | null;
}

const NOTHING: Failures = { groups: null, reading: 0, error: null };

/** What failed, in groups; read when the tab is seen and, while the table moves, once a second. */
export function useFailures(): Failures {
  const generation = useDocumentGeneration();
  const version = useTableVersion();
  const failed = useCounts().failed;
  const isRunning = useIsRunning();
  const isSeen = useActiveTab() === "failed";
  const [failures, setFailures] = useState<Failures & { generation: number }>({ ...NOTHING, generation: -1 });
  const current = useRef(generation);
  current.current = generation;

  const read = (asked: number) => {
    const take = (next: (before: Failures) => Failures) => {
      if (current.current !== asked) return;
      setFailures((before) => ({ ...next(before.generation === asked ? before : NOTHING), generation: asked }));
    };
    platform()
      .failures.groups()
      .then(
        (groups: FailureGroup[]) =>
          take(({ reading }) => ({ groups: inOrder(groups), reading: reading + 1, error: null })),
        (thrown: unknown) => take((before) => ({ ...before, error: toAppError(thrown) })),
      );
  };
  const readSlowly = useThrottledCallback(read, EVERY_MS);

  // biome-ignore lint/correctness/useExhaustiveDependencies: read again whenever the table or the number of failures moved.
  useEffect(() => {
    if (!isSeen) return;
    // Between runs, and at the end of one, nothing more comes that would be worth waiting for.
    if (isRunning) readSlowly(generation);
    else read(generation);
  }, [isSeen, isRunning, generation, version, failed]);

  // What was read of another document says nothing about this one.
  return failures.generation === generation ? failures : NOTHING;
}
