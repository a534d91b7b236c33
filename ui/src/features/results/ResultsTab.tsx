import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import type { AnswerRef } from "../../app/answerRef";
import { useColumns, useDocumentGeneration, useIsRunning, useRowCount } from "../../app/document";
import { notifyError } from "../../app/notify";
import {
  DataGrid,
  type DataGridHandle,
  type GridBounds,
  type GridColumnSpec,
  type GridRange,
  type PageSource,
} from "../../components/DataGrid";
import { platform, toAppError } from "../../platform";
import { useFollowRow } from "../detail";
import { CellMenu } from "./CellMenu";
import { pinnedCount } from "./columnOrder";
import { copyRange } from "./copy";
import { HeaderMenu } from "./HeaderMenu";
import { ResultsEmpty } from "./ResultsEmpty";
import classes from "./ResultsTab.module.css";
import { toggleSort } from "./sorting";
import { dropFromLook, moveColumn, setWidth, useResults } from "./store";
import { useSelectionSummary } from "./summary";
import { Toolbar } from "./Toolbar";
import { useResultsFeed } from "./useResultsFeed";
import { useShownColumns } from "./useShownColumns";

const NO_COLUMNS: ReturnType<typeof useShownColumns> = [];
/** Of the unseen grid: what is slow the first time that anything is drawn is over before there are rows. */
const UNSEEN: GridColumnSpec[] = [{ id: 0, title: "", type: "text", origin: "field" }];

/** The table of everything that was fetched: find, sort, pick columns, select, copy. */
export function ResultsTab() {
  const { t } = useTranslation("results");
  const generation = useDocumentGeneration();
  const grid = useRef<DataGridHandle>(null);
  const renew = useResultsFeed(grid);
  const info = useResults((state) => state.info);
  const shown = useResults((state) => state.shown);
  const moved = useResults((state) => state.moved);
  const pinned = useResults((state) => state.pinned);
  const widths = useResults((state) => state.widths);
  const range = useResults((state) => state.range);
  useSelectionSummary(range, info?.id);
  const followRow = useFollowRow("results");
  const [headerMenu, setHeaderMenu] = useState<{ column: number; bounds: GridBounds } | null>(null);
  const [cellMenu, setCellMenu] = useState<{
    range: GridRange;
    bounds: GridBounds;
    answer: AnswerRef | undefined;
  } | null>(null);

  // A new view brings its columns anew with every commit; the same columns stay the same list, so that nothing is redrawn.
  const known = useRef({ key: "", columns: NO_COLUMNS });
  const shownNow = useShownColumns();
  const tableColumns = useColumns();
  const tableRows = useRowCount();
  const columns = useMemo(() => {
    const key = JSON.stringify(shownNow);
    if (key !== known.current.key) known.current = { key, columns: shownNow };
    return known.current.columns;
  }, [shownNow]);

  // A sort by a column that the shape does not make any more, or leaves out, could neither be seen nor taken back.
  const sort = useResults((state) => state.sort);
  useEffect(() => {
    const there = new Set(tableColumns.flatMap(({ id, hidden }) => (hidden ? [] : [id])));
    const kept = sort.filter(({ column }) => there.has(column));
    if (tableColumns.length > 0 && kept.length < sort.length) dropFromLook({ sort: kept });
  }, [sort, tableColumns]);

  const source = useMemo<PageSource | null>(() => {
    if (info === null) return null;
    return {
      lineage: JSON.stringify([generation, shown]),
      rows: info.rows,
      first: info.first,
      ...moved,
      load: (offset, limit, ids) => platform().rows.page(info.id, offset, limit, [...ids]),
    };
  }, [info, moved, shown, generation]);

  const onError = useCallback(
    (thrown: unknown) => {
      const error = toAppError(thrown);
      if (error.code === "view_gone") renew();
      else notifyError(error);
    },
    [renew],
  );

  const focusGrid = useCallback(() => grid.current?.focus(), []);
  const onAnswer = useCallback(
    (answer: AnswerRef | null) => {
      useResults.setState({ answer });
      followRow(answer);
    },
    [followRow],
  );
  const shutMenus = useCallback(() => {
    setHeaderMenu(null);
    setCellMenu(null);
  }, []);
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

  return (
    <div className={classes.tab}>
      {(isAwaited || (info?.totalRows ?? tableRows) > 0) && <Toolbar focusGrid={focusGrid} />}
      <div className={classes.table}>
        <div className={classes.grid} data-hidden={!isShown || undefined}>
          <DataGrid
            ref={grid}
            label={t("grid")}
            source={source}
            columns={isShown ? columns : UNSEEN}
            widths={widths}
            sort={shown.sort}
            search={shown.search}
            pinned={pinnedCount(columns, pinned)}
            isMulti
            onResize={setWidth}
            onMove={moveColumn}
            onHeaderClick={toggleSort}
            onHeaderMenu={(column, bounds) => setHeaderMenu({ column, bounds })}
            onCellMenu={(selected, bounds, answer) => setCellMenu({ range: selected, bounds, answer })}
            onSelect={(selected) => useResults.setState({ range: selected })}
            onAnswer={onAnswer}
            onAway={shutMenus}
            onCopy={(selected, headers) => void copyRange(selected, headers)}
            onError={onError}
          />
        </div>
        {!hasRows && (
          <div className={classes.empty} data-passes={isAwaited || undefined}>
            <ResultsEmpty />
          </div>
        )}
      </div>
      {headerMenu !== null && (
        <HeaderMenu
          {...headerMenu}
          onClose={() => setHeaderMenu(null)}
          onSelectColumn={(column) => grid.current?.selectColumn(column)}
          focusGrid={focusGrid}
        />
      )}
      {cellMenu !== null && <CellMenu {...cellMenu} onClose={() => setCellMenu(null)} focusGrid={focusGrid} />}
    </div>
  );
}
