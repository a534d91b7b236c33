import { useCallback, useMemo, useRef, useState } from "react";
import type { GridColumnSpec, GridSort } from "./columns";
import type { CellValue, PageCache, PageSource } from "./PageCache";
import { firstWidth, grownWidth, naturalWidth, SAMPLE_ROWS, sortedWidth } from "./widths";

interface WidthsOptions {
  columns: readonly GridColumnSpec[];
  given: Readonly<Record<number, number>>;
  fonts: { header: string; cell: string };
  scale: number;
  sort: readonly GridSort[];
  cache: PageCache;
  source: PageSource | null;
}

/**
 * Widths of columns in pixels of the screen. A column is measured when its first cells arrive and may grow, never shrink,
 * while fewer than a sample of rows were seen; after that it never moves by itself, and what the user sized never does.
 * Widths are kept for the usual text size.
 */
export function useColumnWidths({ columns, given, fonts, scale, sort, cache, source }: WidthsOptions): {
  widths: Record<number, number>;
  measure: (fromRow: number, toRow: number) => void;
} {
  const known = useRef<Record<number, number>>({});
  const sampled = useRef(new Map<number, number>());
  const latest = useRef({ columns, fonts });
  latest.current = { columns, fonts };

  const grow = useCallback(
    (fromRow: number, toRow: number) => {
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
      const isGrown = Object.entries(found).some(([id, width]) => known.current[Number(id)] !== width);
      if (isGrown) known.current = { ...known.current, ...found };
    },
    [cache],
  );

  // What the rows need that come with a source is known before anything is drawn of them.
  const measuredOf = useRef(source);
  if (measuredOf.current !== source) {
    measuredOf.current = source;
    if (source?.first) grow(0, SAMPLE_ROWS);
  }
  const [, setDrawn] = useState(known.current);
  const measure = useCallback(
    (fromRow: number, toRow: number) => {
      grow(fromRow, toRow);
      setDrawn(known.current);
    },
    [grow],
  );

  const measured = known.current;
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
