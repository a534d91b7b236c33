import { useEffect, useState } from "react";

import { useDocumentGeneration, useIsRunning } from "../../app/document";
import type { AppError, RowDetail } from "../../bindings";
import { platform, toAppError } from "../../platform";

/** An arrow key held down passes dozens of rows; only the one it rests on is read. */
const SETTLE_MS = 60;

export interface DetailReading {
  /** The last that was read: it stays until the next one comes, so that the panel does not blink. */
  detail: RowDetail | null;
  error: AppError | null;
}

/** The request behind a row, read anew when another row is picked and when a run ends, which may have answered it again. */
export function useDetail(position: number | null): DetailReading {
  const generation = useDocumentGeneration();
  const isRunning = useIsRunning();
  const [reading, setReading] = useState<DetailReading>({ detail: null, error: null });

  // biome-ignore lint/correctness/useExhaustiveDependencies: another document and the end of a run change what is read.
  useEffect(() => {
    if (position === null) return;
    let live = true;
    const timer = setTimeout(() => {
      platform()
        .rows.detail(position)
        .then(
          (detail) => live && setReading({ detail, error: null }),
          (thrown) => live && setReading({ detail: null, error: toAppError(thrown) }),
        );
    }, SETTLE_MS);
    return () => {
      live = false;
      clearTimeout(timer);
    };
  }, [position, generation, isRunning]);

  return reading;
}
