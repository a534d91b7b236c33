import type { Item } from "@glideapps/glide-data-grid";
import { useCallback, useMemo } from "react";
import { useTranslation } from "react-i18next";

import { cellStyle, toGridCell } from "./cells";
import { type GridSort, toGridColumns } from "./columns";
import { cellPainter } from "./draw";
import { headerPainter } from "./header";
import type { PageCache } from "./PageCache";
import type { DataGridProps } from "./props";
import type { GridColors } from "./theme";

interface GridDrawingOptions {
  props: DataGridProps;
  cache: PageCache;
  /** See `useGridPages`. */
  late: number;
  widths: Record<number, number>;
  scale: number;
  colors: GridColors;
}

export const NO_SORT: readonly GridSort[] = [];
const NOT_FILTERED: ReadonlySet<number> = new Set();

/** What the cells hold, and how they and the headers are drawn. */
export function useGridDrawing({ props, cache, late, widths, scale, colors }: GridDrawingOptions) {
  const {
    source,
    columns,
    sort = NO_SORT,
    filtered = NOT_FILTERED,
    search = "",
    hit = null,
    pinned = 0,
    marked = null,
    onHeaderMenu,
  } = props;
  const hasMenu = onHeaderMenu !== undefined;
  const { language } = useTranslation().i18n;
  const style = useMemo(() => cellStyle(colors.grid, colors.error), [colors]);
  const drawCell = useMemo(
    () =>
      cellPainter({
        search,
        hit,
        matchColor: colors.match,
        markerColor: colors.marker,
        misfitColor: colors.misfit,
        hitColor: colors.hit,
        changedColor: colors.changed,
        scale,
        columnAt: (col) => columns[col]?.id,
        valueAt: (col, row) => {
          const column = columns[col];
          return column && cache.cell(row, column.id);
        },
      }),
    [search, hit, colors, scale, cache, columns],
  );
  // The grid draws nothing anew for another `drawCell` alone.
  // biome-ignore lint/correctness/useExhaustiveDependencies: other cells with another source or come late, said in this language and marked so.
  const getCellContent = useCallback(
    ([col, row]: Item) => {
      const column = columns[col];
      return toGridCell(column && cache.cell(row, column.id), column?.type ?? "text", style, column?.isError);
    },
    [cache, source, late, columns, style, language, drawCell],
  );
  const drawHeader = useMemo(() => headerPainter(filtered, scale), [filtered, scale]);
  const gridColumns = useMemo(
    () =>
      toGridColumns(
        columns,
        widths,
        sort,
        hasMenu,
        marked === null ? undefined : { column: marked, color: colors.marked },
        pinned,
      ),
    [columns, widths, sort, hasMenu, marked, colors, pinned],
  );
  return { getCellContent, drawCell, drawHeader, columns: gridColumns };
}
