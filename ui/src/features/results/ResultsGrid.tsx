import { type RefObject, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import type { AnswerRef } from "../../app/answerRef";
import { useDocumentGeneration } from "../../app/document";
import { notifyError } from "../../app/notify";
import { TYPES } from "../../app/tally";
import {
  DataGrid,
  type DataGridHandle,
  type GridBounds,
  type GridColumnSpec,
  type GridRange,
  type LookedAt,
  type PageSource,
} from "../../components/DataGrid";
import { platform, toAppError } from "../../platform";
import { toggleDetail } from "../detail";
import { lookAt } from "../value";
import { CellMenu } from "./CellMenu";
import { pinnedCount } from "./columnOrder";
import { copyRange } from "./copy";
import { FilterPanel } from "./filter/FilterPanel";
import { filteredColumns } from "./filter/tree";
import { useFind } from "./find/store";
import { useGoal } from "./goal";
import { HeaderMenu } from "./HeaderMenu";
import { openFilter, useOpened } from "./opened";
import { toggleSort } from "./sorting";
import { moveColumn, setWidth, useResults } from "./store";
import { useShownColumns } from "./useShownColumns";

/**
 * Of the unseen grid: what is slow the first time that anything is drawn, such as the signs of the types, is over before
 * there are rows.
 */
const UNSEEN: GridColumnSpec[] = [
  { id: -1, title: "", type: "text", origin: "value" },
  ...TYPES.map((type, at): GridColumnSpec => ({ id: -2 - at, title: "", type, origin: "field" })),
];

interface ResultsGridProps {
  grid: RefObject<DataGridHandle | null>;
  isShown: boolean;
  /** Asks for the view again. */
  renew: () => void;
  onAnswer: (answer: AnswerRef | null) => void;
}

interface CellMenuAt {
  range: GridRange;
  bounds: GridBounds;
  answer: AnswerRef | undefined;
  cell: LookedAt | undefined;
}

/** The table with what hangs on its headers and cells. */
export function ResultsGrid({ grid, isShown, renew, onAnswer }: ResultsGridProps) {
  const { t } = useTranslation("results");
  const generation = useDocumentGeneration();
  const info = useResults((state) => state.info);
  const moved = useResults((state) => state.moved);
  const shown = useResults((state) => state.shown);
  const widths = useResults((state) => state.widths);
  const pinned = useResults((state) => state.pinned);
  const columns = useShownColumns();
  const text = useFind((state) => state.text);
  const hit = useFind((state) => state.hit);
  const filterAt = useOpened((state) => state.filter);
  const [headerMenu, setHeaderMenu] = useState<{ column: number; bounds: GridBounds } | null>(null);
  const [cellMenu, setCellMenu] = useState<CellMenuAt | null>(null);

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

  const goal = useGoal((state) => state.goal);
  const met = useRef(goal);
  useEffect(() => {
    if (goal === null || goal === met.current) return;
    met.current = goal;
    grid.current?.toCell(goal.row, goal.column);
  }, [goal, grid]);

  const onError = useCallback(
    (thrown: unknown) => {
      const error = toAppError(thrown);
      if (error.code === "view_gone") renew();
      else notifyError(error);
    },
    [renew],
  );
  const shutMenus = useCallback(() => {
    setHeaderMenu(null);
    setCellMenu(null);
    openFilter(null);
  }, []);
  const focusGrid = useCallback(() => grid.current?.focus(), [grid]);
  const filtered = useMemo(() => filteredColumns(shown.filter), [shown.filter]);
  const look = ({ row, column, value }: LookedAt) =>
    lookAt({
      title: columns.find(({ id }) => id === column)?.title ?? "",
      row,
      cell: { kind: value.kind, text: value.text },
    });

  return (
    <>
      <DataGrid
        // Columns of another document are others, whatever their ids.
        key={generation}
        ref={grid}
        label={t("grid")}
        source={source}
        columns={isShown ? columns : UNSEEN}
        widths={widths}
        sort={shown.sort}
        filtered={filtered}
        pinned={isShown ? pinnedCount(columns, pinned) : 0}
        isMulti
        search={text}
        hit={hit}
        onResize={setWidth}
        onMove={moveColumn}
        onHeaderClick={toggleSort}
        onHeaderMenu={(column, bounds) => setHeaderMenu({ column, bounds })}
        onFilter={(column, bounds) => openFilter({ column, bounds })}
        onCellMenu={(range, bounds, answer, cell) => setCellMenu({ range, bounds, answer, cell })}
        onSelect={(range) => useResults.setState({ range })}
        onAnswer={onAnswer}
        onAway={shutMenus}
        onCopy={(range, headers) => void copyRange(range, headers)}
        onLook={look}
        onDetail={toggleDetail}
        onError={onError}
      />
      {headerMenu !== null && (
        <HeaderMenu
          {...headerMenu}
          onClose={() => setHeaderMenu(null)}
          onSelectColumn={(column) => grid.current?.selectColumn(column)}
          focusGrid={focusGrid}
        />
      )}
      {cellMenu !== null && (
        <CellMenu {...cellMenu} onLook={look} onClose={() => setCellMenu(null)} focusGrid={focusGrid} />
      )}
      {filterAt !== null && (
        <FilterPanel
          key={filterAt.column}
          {...filterAt}
          onClose={() => {
            openFilter(null);
            focusGrid();
          }}
        />
      )}
    </>
  );
}
