import { useThrottledCallback } from "@mantine/hooks";
import { useEffect, useRef, useState } from "react";

import { useCounts, useDocumentGeneration, useTableVersion } from "../../app/document";
import { useActiveTab } from "../../app/window";
import type { AppError, FailureGroup } from "../../bindings";
import { platform, toAppError } from "../../platform";
import { byCategory, type CategoryGroup } from "./groups";

const EVERY_MS = 1000;

export interface Failures {
  /** Null until they were read once. */
  groups: CategoryGroup[] | null;
  /** Counts up with every reading: pages of an older one are stale. */
  reading: number;
  error: AppError | null;
}

/** What failed, by category; read when the tab is seen and, while the table moves, once a second. */
export function useFailures(): Failures {
  const generation = useDocumentGeneration();
  const version = useTableVersion();
  const failed = useCounts().failed;
  const isSeen = useActiveTab() === "failed";
  const [failures, setFailures] = useState<Failures>({ groups: null, reading: 0, error: null });
  const current = useRef(generation);
  current.current = generation;

  const read = useThrottledCallback((asked: number) => {
    const take = (next: (before: Failures) => Failures) => {
      if (current.current === asked) setFailures(next);
    };
    platform()
      .failures.groups()
      .then(
        (groups: FailureGroup[]) =>
          take(({ reading }) => ({ groups: byCategory(groups), reading: reading + 1, error: null })),
        (thrown: unknown) => take((before) => ({ ...before, error: toAppError(thrown) })),
      );
  }, EVERY_MS);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another document begins with nothing read.
  useEffect(() => setFailures({ groups: null, reading: 0, error: null }), [generation]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: read again whenever the table or the number of failures moved.
  useEffect(() => {
    if (isSeen) read(generation);
  }, [isSeen, generation, version, failed]);

  return failures;
}
