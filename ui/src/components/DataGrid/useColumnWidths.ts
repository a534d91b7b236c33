import { useCallback, useMemo, useRef, useState } from "react";
import type { GridColumnSpec } from "./columns";
import type { CellValue, PageCache } from "./PageCache";
import { firstWidth, naturalWidth, SAMPLE_ROWS } from "./widths";

/**
 * Widths of columns in pixels of the screen. A column is measured when its first cells arrive and may grow while
 * fewer than a sample of rows were seen; after that it never moves by itself, and what the user sized never does. Widths are kept for the usual text size.
 */
export function useColumnWidths(
  columns: readonly GridColumnSpec[],
  given: Readonly<Record<number, number>>,
  fonts: { header: string; cell: string },
  scale: number,
): { widths: Record<number, number>; measure: (cache: PageCache, fromRow: number, toRow: number) => void } {
  const [measured, setMeasured] = useState<Record<number, number>>({});
  const sampled = useRef(new Map<number, number>());
  const latest = useRef({ columns, fonts });
  latest.current = { columns, fonts };

  const measure = useCallback((cache: PageCache, fromRow: number, toRow: number) => {
    const found: Record<number, number> = {};
    for (const { id, name } of latest.current.columns) {
      if ((sampled.current.get(id) ?? 0) >= SAMPLE_ROWS) continue;
      const cells: CellValue[] = [];
      for (let row = fromRow; row < toRow && cells.length < SAMPLE_ROWS; row += 1) {
        const cell = cache.cell(row, id);
        if (cell !== undefined) cells.push(cell);
      }
      if (cells.length <= (sampled.current.get(id) ?? 0)) continue;
      sampled.current.set(id, cells.length);
      found[id] = naturalWidth(name, cells, latest.current.fonts);
    }
    if (Object.keys(found).length === 0) return;
    setMeasured((before) => {
      const after = { ...before };
      let changed = false;
      for (const [id, width] of Object.entries(found)) {
        if (width > (before[Number(id)] ?? 0)) {
          after[Number(id)] = width;
          changed = true;
        }
      }
      return changed ? after : before;
    });
  }, []);

  const widths = useMemo(() => {
    const all: Record<number, number> = {};
    for (const { id, name, type } of columns) {
      all[id] = Math.round((given[id] ?? measured[id] ?? firstWidth(name, type, fonts)) * scale);
    }
    return all;
  }, [columns, given, measured, fonts, scale]);

  return { widths, measure };
}
