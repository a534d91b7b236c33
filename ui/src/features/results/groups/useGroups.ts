import { useEffect, useState } from "react";

import type { AppError, GroupInfo, Grouping } from "../../../bindings";
import { platform, toAppError } from "../../../platform";
import { renewedView } from "../renewedView";
import { useResults } from "../store";

interface Groups {
  info: GroupInfo | null;
  error: AppError | null;
}

const NONE: Groups = { info: null, error: null };

/** The groups of the rows that are shown; the last ones stay until the next are there. Answers how to make them again. */
export function useGroups(grouping: Grouping): Groups & { renew: () => void } {
  const viewId = useResults((state) => state.info?.id);
  const [found, setFound] = useState(NONE);
  const [round, setRound] = useState(0);
  const hasKeys = grouping.by.length > 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: other rows make other groups.
  useEffect(() => {
    if (!hasKeys) {
      setFound(NONE);
      return;
    }
    let isWanted = true;
    renewedView((id) => platform().rows.group(id, grouping)).then(
      (info) => isWanted && setFound({ info, error: null }),
      (thrown) => {
        const error = toAppError(thrown);
        if (isWanted && error.code !== "cancelled") setFound({ info: null, error });
      },
    );
    return () => {
      isWanted = false;
    };
  }, [grouping, hasKeys, viewId, round]);
  return { ...found, renew: () => setRound((before) => before + 1) };
}
