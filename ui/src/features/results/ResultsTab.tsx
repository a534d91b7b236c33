import { useCallback, useEffect, useMemo, useRef } from "react";

import type { AnswerRef } from "../../app/answerRef";
import { useColumns, useIsRunning, useRowCount } from "../../app/document";
import type { DataGridHandle } from "../../components/DataGrid";
import { useFollowRow } from "../detail";
import { AnalysisDialogs } from "./AnalysisDialogs";
import { ChipBar } from "./ChipBar";
import { ColumnPanel } from "./columns/ColumnPanel";
import { withoutLost } from "./filter/tree";
import { useFindFollow } from "./find/useFindFollow";
import { GoToRow } from "./GoToRow";
import { useOpened } from "./opened";
import { ResultsEmpty } from "./ResultsEmpty";
import { ResultsGrid } from "./ResultsGrid";
import classes from "./ResultsTab.module.css";
import { dropFromLook, useResults } from "./store";
import { useSelectionSummary } from "./summary";
import { Toolbar } from "./Toolbar";
import { useResultsFeed } from "./useResultsFeed";
import { useShownColumns } from "./useShownColumns";
import { ViewNameDialog } from "./views/ViewNameDialog";

const NO_COLUMNS: ReturnType<typeof useShownColumns> = [];

/** The same columns stay the same list: a new view brings its columns anew with every commit. */
function useSteadyColumns() {
  const known = useRef({ key: "", columns: NO_COLUMNS });
  const shown = useShownColumns();
  return useMemo(() => {
    const key = JSON.stringify(shown);
    if (key !== known.current.key) known.current = { key, columns: shown };
    return known.current.columns;
  }, [shown]);
}

/** What is asked of a column that the shape does not make any more, or leaves out, could neither be seen nor taken back. */
function useForgetLostColumns(): void {
  const columns = useColumns();
  const sort = useResults((state) => state.sort);
  const filter = useResults((state) => state.filter);
  useEffect(() => {
    if (columns.length === 0) return;
    const there = new Set(columns.flatMap(({ id, hidden }) => (hidden ? [] : [id])));
    const keys = sort.filter(({ column }) => there.has(column));
    const kept = withoutLost(filter, there);
    if (keys.length < sort.length || kept !== filter)
      dropFromLook({ sort: keys.length < sort.length ? keys : sort, filter: kept });
  }, [columns, sort, filter]);
}

/** The table of everything that was fetched: find, filter, sort, pick columns, select, copy, sum up. */
export function ResultsTab() {
  const grid = useRef<DataGridHandle>(null);
  const renew = useResultsFeed(grid);
  const info = useResults((state) => state.info);
  const range = useResults((state) => state.range);
  const isColumnsOpen = useOpened((state) => state.columns);
  useSelectionSummary(range, info?.id);
  useFindFollow();
  useForgetLostColumns();
  const followRow = useFollowRow("results");
  const columns = useSteadyColumns();
  const tableRows = useRowCount();

  const focusGrid = useCallback(() => grid.current?.focus(), []);
  const onAnswer = useCallback(
    (answer: AnswerRef | null) => {
      useResults.setState({ answer });
      followRow(answer);
    },
    [followRow],
  );
  const hasRows = info === null ? tableRows > 0 : info.rows > 0;
  // The grid is made with the tab, unseen, and shows its headers before the first row: making it takes longer than
  // filling it.
  const isRunning = useIsRunning();
  const isAwaited = isRunning && !hasRows && columns.length > 0 && (info?.totalRows ?? 0) === 0;
  const isShown = hasRows || isAwaited;
  useEffect(() => {
    if (hasRows) return;
    useResults.setState({ range: null });
    onAnswer(null);
  }, [hasRows, onAnswer]);
  const hasTable = isAwaited || (info?.totalRows ?? tableRows) > 0;

  return (
    <div className={classes.tab}>
      {hasTable && <Toolbar focusGrid={focusGrid} />}
      {hasTable && <ChipBar />}
      <div className={classes.middle}>
        <div className={classes.table}>
          <div className={classes.grid} data-hidden={!isShown || undefined}>
            <ResultsGrid grid={grid} columns={columns} isShown={isShown} renew={renew} onAnswer={onAnswer} />
          </div>
          {!hasRows && (
            <div className={classes.empty} data-passes={isAwaited || undefined}>
              <ResultsEmpty />
            </div>
          )}
        </div>
        {hasTable && isColumnsOpen && <ColumnPanel focusGrid={focusGrid} />}
      </div>
      <GoToRow focusGrid={focusGrid} />
      <ViewNameDialog />
      <AnalysisDialogs />
    </div>
  );
}
