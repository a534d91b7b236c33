import { useEffect, useState } from "react";
import { useCounts, useDocumentGeneration, useIsRunning, useTableVersion, useTest } from "../../app/document";
import { useActiveTab } from "../../app/window";
import type { ShapeSurvey } from "../../bindings";
import { platform } from "../../platform";
import { look } from "./store";

/**
 * Looks at the first answers while the tab is seen: when it is opened, when something else was fetched or tested, and when
 * the table was made anew. Not while a run goes on: nothing can be changed then. Answers where the rows may be.
 */
export function useShapeLook(): ShapeSurvey | null {
  const generation = useDocumentGeneration();
  const version = useTableVersion();
  const test = useTest();
  const isRunning = useIsRunning();
  const isSeen = useActiveTab() === "shape";
  const [survey, setSurvey] = useState<ShapeSurvey | null>(null);
  // While it runs the version moves all the time: the first answers are looked at, and then the end is waited for.
  const hasAnswers = useCounts().succeeded > 0;
  const moved = isRunning ? -1 : version;

  // biome-ignore lint/correctness/useExhaustiveDependencies: those are what changes the answers or the table.
  useEffect(() => {
    if (!isSeen) return;
    let live = true;
    void look();
    platform()
      .shaping.survey()
      .then(
        (found) => live && setSurvey(found),
        // The preview fails for the same reason, and says so.
        () => undefined,
      );
    return () => {
      live = false;
    };
  }, [isSeen, generation, moved, hasAnswers, test]);

  return survey;
}
