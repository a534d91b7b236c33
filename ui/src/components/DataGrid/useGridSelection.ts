import type { GridSelection } from "@glideapps/glide-data-grid";
import { useCallback, useEffect, useRef, useState } from "react";

import { type AnswerRef, isSameAnswer } from "../../app/answerRef";
import type { GridColumnSpec } from "./columns";
import type { PageCache } from "./PageCache";
import { carryOver, type GridRange, NOTHING_SELECTED, rectangleSelection, shifted, toRange } from "./selection";

interface GridSelectionOptions {
  /** See `PageSource.lineage`. */
  lineage: string | undefined;
  rows: number;
  columns: readonly GridColumnSpec[];
  onSelect?: ((range: GridRange | null) => void) | undefined;
  onAnswer?: ((answer: AnswerRef | null) => void) | undefined;
  /** There are other rows now: another sort, search or table. */
  onOtherRows: () => void;
}

/** The row of the cursor and the answer behind it, as the outside was told. */
interface Followed {
  row: number;
  answer: AnswerRef;
  /** Its place among the rows of that answer that are known. */
  nth: number;
}

/**
 * What is selected, and of which answer that is. The two always agree: a row that moves because others came before it takes
 * the selection with it, and where a row cannot be followed both are given up.
 */
export function useGridSelection(options: GridSelectionOptions) {
  const { lineage, rows, columns } = options;
  const [selection, setSelection] = useState<GridSelection>(NOTHING_SELECTED);
  // Put there by us, and not by the grid's own keys and mouse.
  const [isPut, setPut] = useState(false);
  const latest = useRef({ ...options, selection });
  latest.current = { ...options, selection };
  /** The row whose answer the outside has not been told yet because its page is on the way. */
  const pending = useRef<number | null>(null);
  const followed = useRef<Followed | null>(null);

  const select = useCallback((next: GridSelection, isOwn = false) => {
    latest.current.selection = next;
    setSelection(next);
    setPut(!isOwn && next.current !== undefined);
    latest.current.onSelect?.(toRange(next, latest.current.columns));
  }, []);

  const forget = useCallback(() => {
    const wasTold = followed.current !== null;
    pending.current = null;
    followed.current = null;
    if (wasTold) latest.current.onAnswer?.(null);
  }, []);

  /** Pages arrived: tells the answer that was waited for, and follows the one that was told to where it is now. */
  const settle = useCallback(
    (cache: PageCache) => {
      if (pending.current !== null) {
        const row = pending.current;
        const answer = cache.answer(row);
        if (answer === undefined) return;
        pending.current = null;
        followed.current = { row, answer, nth: row - cache.firstRowOf(row) };
        latest.current.onAnswer?.(answer);
        return;
      }
      const told = followed.current;
      if (told === null) return;
      const found = cache.answer(told.row);
      if (found === undefined || isSameAnswer(found, told.answer)) return;
      const near = cache.rowWith(told.answer, told.row);
      if (near !== undefined) {
        const row = cache.firstRowOf(near) + told.nth;
        followed.current = { ...told, row };
        select(shifted(latest.current.selection, row - told.row, latest.current.rows));
      } else if (cache.isCurrent) {
        select(NOTHING_SELECTED);
        forget();
      }
    },
    [select, forget],
  );

  // Only for as long as the grid takes it over: then it goes on following its own keys.
  useEffect(() => {
    if (isPut) setPut(false);
  }, [isPut]);

  /** The user moved. `isOwn`: as the grid told. */
  const moveTo = useCallback(
    (next: GridSelection, cache: PageCache, isOwn = false) => {
      const before = toRange(latest.current.selection, latest.current.columns)?.row;
      select(next, isOwn);
      const row = toRange(next, latest.current.columns)?.row;
      if (row === undefined) forget();
      else if (row !== before || followed.current === null) {
        pending.current = row;
        settle(cache);
      }
    },
    [select, forget, settle],
  );

  const before = useRef({ lineage, columns });
  useEffect(() => {
    const { lineage: oldLineage, columns: oldColumns } = before.current;
    before.current = { lineage, columns };
    const old = latest.current.selection;
    const isSame = oldLineage === lineage;
    const kept = isSame ? carryOver(old, oldColumns, columns, rows) : NOTHING_SELECTED;
    if (kept !== old) select(kept);
    if (kept === NOTHING_SELECTED) forget();
    if (oldLineage !== undefined && !isSame) latest.current.onOtherRows();
  }, [lineage, columns, rows, select, forget]);

  /**
   * Columns `x .. x + width` over all rows, alone or beside what is selected; the cursor stays in its row, so that the answer
   * shown stays, too.
   */
  const selectColumns = useCallback(
    (x: number, width: number, adds = false) => {
      const { rows: all, columns: shown, selection: old } = latest.current;
      if (all === 0) return;
      const row = Math.min(toRange(old, shown)?.row ?? 0, all - 1);
      const kept = adds && old.current ? [...old.current.rangeStack, old.current.range] : [];
      select(rectangleSelection({ x, y: 0, width, height: all }, [x, row], kept));
    },
    [select],
  );

  return { selection, isPut, moveTo, settle, selectColumns };
}
