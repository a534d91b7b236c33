import { useEffect } from "react";

import { useDocumentGeneration } from "../../app/document";
import { openAnalysis, useAnalysis } from "./analysis";
import { ChartDialog } from "./charts/ChartDialog";
import { setChart } from "./charts/store";
import { CompareDialog } from "./compare/CompareDialog";
import { GroupsDialog } from "./groups/GroupsDialog";
import { forgetGrouping } from "./groups/store";

/** What the table is looked at with in dialogs of their own. */
export function AnalysisDialogs() {
  const analysis = useAnalysis();
  const generation = useDocumentGeneration();
  // biome-ignore lint/correctness/useExhaustiveDependencies: a look at one document is no look at the next.
  useEffect(
    () => () => {
      openAnalysis(null);
      forgetGrouping();
      setChart(null);
    },
    [generation],
  );
  switch (analysis?.kind) {
    case "groups":
      return <GroupsDialog by={analysis.by} />;
    case "chart":
      return <ChartDialog column={analysis.column} />;
    case "compare":
      return <CompareDialog />;
    default:
      return null;
  }
}
