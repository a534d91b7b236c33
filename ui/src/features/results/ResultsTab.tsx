import { memo, useCallback, useEffect, useRef } from "react";

import type { AnswerRef } from "../../app/answerRef";
import { useHasRows, useIsRunning } from "../../app/document";
import type { DataGridHandle } from "../../components/DataGrid";
import { useFollowRow } from "../detail";
import { AnalysisDialogs } from "./AnalysisDialogs";
import { ChipBar } from "./ChipBar";
import { ColumnPanel } from "./columns/ColumnPanel";
import { useFindFollow } from "./find/useFindFollow";
import { GoToRow } from "./GoToRow";
import { useOpened } from "./opened";
import { ResultsEmpty } from "./ResultsEmpty";
import { ResultsGrid } from "./ResultsGrid";
import classes from "./ResultsTab.module.css";
import { useResults } from "./store";
import { useSelectionSummary } from "./summary";
import { Toolbar } from "./Toolbar";
import { useForgetLostColumns } from "./useForgetLostColumns";
import { useResultsFeed } from "./useResultsFeed";
import { useTableColumns } from "./useShownColumns";
import { ViewNameDialog } from "./views/ViewNameDialog";

/** Keeps in step with the view what is not drawn; by itself, so that nothing else is drawn for it. */
function InStep() {
  useSelectionSummary();
  useFindFollow();
  useForgetLostColumns();
  return null;
}

interface PartProps {
  focusGrid: () => void;
}

// Neither is drawn anew for rows that arrive.

const Bars = memo(function Bars({ focusGrid }: PartProps) {
  return (
    <>
      <Toolbar focusGrid={focusGrid} />
      <ChipBar />
    </>
  );
});

const Dialogs = memo(function Dialogs({ focusGrid }: PartProps) {
  return (
    <>
      <GoToRow focusGrid={focusGrid} />
      <ViewNameDialog />
      <AnalysisDialogs />
    </>
  );
});

/** The table of everything that was fetched: find, filter, sort, pick columns, select, copy, sum up. */
export function ResultsTab() {
  const grid = useRef<DataGridHandle>(null);
  const renew = useResultsFeed(grid);
  const hasTableRows = useHasRows();
  const hasRows = useResults(({ info }) => (info === null ? hasTableRows : info.rows > 0));
  const isTable = useResults(({ info }) => (info === null ? hasTableRows : info.totalRows > 0));
  const hasColumns = useTableColumns().length > 0;
  const isColumnsOpen = useOpened((state) => state.columns);
  const followRow = useFollowRow("results");

  const focusGrid = useCallback(() => grid.current?.focus(), []);
  const onAnswer = useCallback(
    (answer: AnswerRef | null) => {
      useResults.setState({ answer });
      followRow(answer);
    },
    [followRow],
  );
  // The grid is made with the tab, unseen, and shows its headers before the first row; the bars above it come with the
  // run: making them takes longer than filling them, and the first row waits for none of it.
  const isRunning = useIsRunning();
  const isAwaited = isRunning && !isTable && !hasRows && hasColumns;
  const isShown = hasRows || isAwaited;
  const hasBars = isRunning || isTable;
  useEffect(() => {
    if (hasRows) return;
    useResults.setState({ range: null });
    onAnswer(null);
  }, [hasRows, onAnswer]);

  return (
    <div className={classes.tab}>
      <InStep />
      {hasBars && <Bars focusGrid={focusGrid} />}
      <div className={classes.middle}>
        <div className={classes.table}>
          <div className={classes.grid} data-hidden={!isShown || undefined}>
            <ResultsGrid grid={grid} isShown={isShown} renew={renew} onAnswer={onAnswer} />
          </div>
          {!hasRows && (
            <div className={classes.empty} data-passes={isAwaited || undefined}>
              <ResultsEmpty />
            </div>
          )}
        </div>
        {hasBars && isColumnsOpen && <ColumnPanel focusGrid={focusGrid} />}
      </div>
      <Dialogs focusGrid={focusGrid} />
    </div>
  );
}
