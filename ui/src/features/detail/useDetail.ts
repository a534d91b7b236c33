import { useEffect } from "react";

import type { AnswerRef } from "../../app/answerRef";
import { useDocumentGeneration, useIsRunning } from "../../app/document";
import { platform, toAppError } from "../../platform";
import { useDetailStore } from "./store";

/** An arrow key held down passes dozens of rows; only the one it rests on is read. */
const SETTLE_MS = 60;

const NOTHING = { detail: null, error: null };

/** Reads the request behind a row: when another row is picked, and when a run ends, which may have answered it again. */
export function useDetail(answer: AnswerRef | null) {
  const generation = useDocumentGeneration();
  const isRunning = useIsRunning();
  const reading = useDetailStore((state) => state.reading);

  const position = answer?.position ?? -1;
  const page = answer?.page ?? 1;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the end of a run changes what is read.
  useEffect(() => {
    if (position < 0) return;
    let live = true;
    const timer = setTimeout(() => {
      platform()
        .rows.detail(position, page)
        .then(
          (detail) => live && useDetailStore.setState({ reading: { generation, detail, error: null } }),
          (thrown) =>
            live && useDetailStore.setState({ reading: { generation, detail: null, error: toAppError(thrown) } }),
        );
    }, SETTLE_MS);
    return () => {
      live = false;
      clearTimeout(timer);
    };
  }, [position, page, generation, isRunning]);

  // What was read of another document says nothing about this one.
  return reading.generation === generation ? reading : NOTHING;
}
