import { useDebouncedValue } from "@mantine/hooks";
import { useEffect, useState } from "react";

import type { AppError, Facet } from "../../../bindings";
import { platform, toAppError } from "../../../platform";
import { renewedView } from "../renewedView";
import { useResults } from "../store";

/** Values that are listed: more are found by the search, not by scrolling. */
export const MOST_LISTED = 300;
const BINS = 24;
const SEARCH_AFTER_MS = 150;

/** The values of a column, without what is asked of that column; asked again when something else about the view changes. */
export function useFacet(column: number, search: string): { facet: Facet | null; error: AppError | null } {
  const viewId = useResults((state) => state.info?.id);
  const [wanted] = useDebouncedValue(search, SEARCH_AFTER_MS);
  const [found, setFound] = useState<{ facet: Facet | null; error: AppError | null }>({ facet: null, error: null });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another view has other values.
  useEffect(() => {
    let isWanted = true;
    const request = { column, search: wanted, limit: MOST_LISTED, bins: BINS };
    renewedView((id) => platform().rows.facet(id, request)).then(
      (facet) => isWanted && setFound({ facet, error: null }),
      (thrown) => {
        const error = toAppError(thrown);
        if (isWanted && error.code !== "cancelled") setFound((before) => ({ ...before, error }));
      },
    );
    return () => {
      isWanted = false;
    };
  }, [column, wanted, viewId]);
  return found;
}
