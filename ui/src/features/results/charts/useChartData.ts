import { useEffect, useState } from "react";

import type { AppError, ChartData, ChartRequest } from "../../../bindings";
import { platform, toAppError } from "../../../platform";
import { renewedView } from "../renewedView";
import { useResults } from "../store";
import { type AveragedLines, averaged } from "./averaged";

/** While rows arrive the chart follows at a slow pace. */
const AGAIN_AFTER_MS = 1000;

/** What is drawn of the rows. */
export type DrawnData = Exclude<ChartData, { kind: "line" }> | AveragedLines;

const drawnOf = (data: ChartData): DrawnData => (data.kind === "line" ? averaged(data) : data);

interface Charted {
  /** What the data is of: another wish may be on its way. */
  of: ChartRequest | null;
  data: DrawnData | null;
  error: AppError | null;
}

/** A chart of the rows that are shown; the last one stays until the next is there. */
export function useChartData(chart: ChartRequest): Charted {
  const viewId = useResults((state) => state.info?.id);
  const [found, setFound] = useState<Charted>({ of: null, data: null, error: null });
  const isNew = found.of !== chart;
  // biome-ignore lint/correctness/useExhaustiveDependencies: other rows make another chart; a new wish does not wait.
  useEffect(() => {
    let isWanted = true;
    const timer = setTimeout(
      () =>
        renewedView((id) => platform().rows.chart(id, chart)).then(
          (data) => isWanted && setFound({ of: chart, data: drawnOf(data), error: null }),
          (thrown) => {
            const error = toAppError(thrown);
            if (isWanted && error.code !== "cancelled") setFound({ of: chart, data: null, error });
          },
        ),
      isNew ? 0 : AGAIN_AFTER_MS,
    );
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [chart, viewId]);
  return found;
}
