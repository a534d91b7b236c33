import { useEffect, useState } from "react";

import type { AppError, ColumnProfile } from "../../../bindings";
import { platform, toAppError } from "../../../platform";
import { renewedView } from "../renewedView";
import { useResults } from "../store";

/** While rows arrive the figures follow at a slow pace. */
const AGAIN_AFTER_MS = 1000;

/** What a column holds in the rows that are shown; the last figures stay until the next come. */
export function useProfile(column: number): { profile: ColumnProfile | null; error: AppError | null } {
  const viewId = useResults((state) => state.info?.id);
  const [found, setFound] = useState<{ profile: ColumnProfile | null; error: AppError | null }>({
    profile: null,
    error: null,
  });
  const isFirst = found.profile === null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another view has other figures; the first do not wait.
  useEffect(() => {
    let isWanted = true;
    const timer = setTimeout(
      () =>
        renewedView((id) => platform().rows.profile(id, column)).then(
          (profile) => isWanted && setFound({ profile, error: null }),
          (thrown) => isWanted && setFound((before) => ({ ...before, error: toAppError(thrown) })),
        ),
      isFirst ? 0 : AGAIN_AFTER_MS,
    );
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [column, viewId]);
  return found;
}
