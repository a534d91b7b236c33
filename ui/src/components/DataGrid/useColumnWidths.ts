import { useCallback, useMemo, useRef, useState } from "react";
import type { GridColumnSpec, GridSort } from "./columns";
import type { CellValue, PageCache } from "./PageCache";
import { firstWidth, grownWidth, naturalWidth, SAMPLE_ROWS, sortedWidth } from "./widths";

/**
 * Widths of columns in pixels of the screen. A column is measured when its first cells arrive and may grow, never shrink,
 * while fewer than a sample of rows were seen; after that it never moves by itself, and what the user sized never does.
 * Widths are kept for the usual text size.
 */
export function useColumnWidths(
  columns: readonly GridColumnSpec[],
  given: Readonly<Record<number, number>>,
  fonts: { header: string; cell: string },
  scale: number,
  sort: readonly GridSort[],
): { widths: Record<number, number>; measure: (cache: PageCache, fromRow: number, toRow: number) => void } {
  const [measured, setMeasured] = useState<Record<number, number>>({});
  const known = useRef(measured);
  const sampled = useRef(new Map<number, number>());
  const latest = useRef({ columns, fonts });
  latest.current = { columns, fonts };

  const measure = useCallback((cache: PageCache, fromRow: number, toRow: number) => {
    const found: Record<number, number> = {};
    for (const column of latest.current.columns) {
      const { id } = column;
      if ((sampled.current.get(id) ?? 0) >= SAMPLE_ROWS) continue;
      const cells: CellValue[] = [];
      for (let row = fromRow; row < toRow && cells.length < SAMPLE_ROWS; row += 1) {
        const cell = cache.cell(row, id);
        if (cell !== undefined) cells.push(cell);
      }
      if (cells.length <= (sampled.current.get(id) ?? 0)) continue;
      sampled.current.set(id, cells.length);
      const now = known.current[id] ?? firstWidth(column, latest.current.fonts);
      found[id] = grownWidth(column, now, naturalWidth(column, cells, latest.current.fonts));
    }
    const grown = Object.entries(found).filter(([id, width]) => known.current[Number(id)] !== width);
    if (grown.length === 0) return;
    known.current = { ...known.current, ...Object.fromEntries(grown) };
    setMeasured(known.current);
  }, []);

  const widths = useMemo(() => {
    const all: Record<number, number> = {};
    for (const column of columns) {
      const { id } = column;
      const own = measured[id] ?? firstWidth(column, fonts);
      all[id] = Math.round(
        (given[id] ?? (sort.some(({ column }) => column === id) ? Math.max(own, sortedWidth(column, fonts)) : own)) *
          scale,
      );
    }
    return all;
  }, [columns, given, measured, fonts, scale, sort]);

  return { widths, measure };
}
