import { useEffect, useState } from "react";
import { documentStore, isRunnable, restOf, useCheck, useIsRunning, useRest, useTest } from "../../app/document";
import { runRequest } from "../../app/runRequest";
import type { Estimate } from "../../bindings";
import { platform } from "../../platform";

/** Beyond the quarter of a second that a check waits for: while somebody types, nothing is estimated. */
const AFTER_MS = 250;

/** How long the run would take that Run starts now; null while it is not known, or while one is going on. */
export function useEstimate(): Estimate | null {
  const check = useCheck();
  const test = useTest();
  const rest = useRest();
  const isRunning = useIsRunning();
  const [estimate, setEstimate] = useState<Estimate | null>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a test and the end of a run tell more about the speed.
  useEffect(() => {
    if (isRunning || !isRunnable(check)) return setEstimate(null);
    let live = true;
    const timer = setTimeout(() => {
      const mode = restOf(documentStore.getState()) > 0 ? "missing" : "startOver";
      platform()
        .runs.estimate(runRequest(mode))
        // Without an estimate the form works as well.
        .then(
          (next) => live && setEstimate(next),
          () => live && setEstimate(null),
        );
    }, AFTER_MS);
    return () => {
      live = false;
      clearTimeout(timer);
    };
  }, [check, test, rest, isRunning]);
  return estimate;
}
