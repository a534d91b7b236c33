import { useDocumentVisibility } from "@mantine/hooks";
import { useEffect, useState } from "react";

import { useDocumentGeneration, useIsRunning, usePhase } from "../../app/document";
import { useActiveTab } from "../../app/window";
import type { Activity } from "../../bindings";
import { platform } from "../../platform";

/** Twice a second: charts of a point a second need no more. */
const EVERY_MS = 500;

/** What the workers are doing; asked for only while somebody looks and something goes on. Undefined until the first answer. */
export function useActivity(): Activity | null | undefined {
  const generation = useDocumentGeneration();
  const isSeen = useActiveTab() === "activity";
  const isVisible = useDocumentVisibility() !== "hidden";
  const isRunning = useIsRunning();
  const phase = usePhase();
  const [reading, setReading] = useState<{ generation: number; activity: Activity | null } | null>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the end of a run is read once more, for its last figures.
  useEffect(() => {
    if (!isSeen || !isVisible) return;
    let live = true;
    let timer: ReturnType<typeof setTimeout>;
    const read = () => {
      platform()
        .runs.activity()
        .then((activity) => live && setReading({ generation, activity }))
        // The next reading makes up for a missed one; a broken run says so in the bar above.
        .catch(() => undefined)
        .finally(() => {
          if (live && isRunning) timer = setTimeout(read, EVERY_MS);
        });
    };
    read();
    return () => {
      live = false;
      clearTimeout(timer);
    };
  }, [isSeen, isVisible, isRunning, phase, generation]);

  // What was read of another document says nothing about this one.
  return reading?.generation === generation ? reading.activity : undefined;
}
