import type { DataEditorRef, Item, Rectangle } from "@glideapps/glide-data-grid";
import { useDebouncedCallback } from "@mantine/hooks";
import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";

import type { GridColumnSpec } from "./columns";
import { PageCache, type PageSource } from "./PageCache";

/** Rows and columns asked for beyond those seen, so that a turn of the wheel finds them there. */
const ROWS_AROUND = 64;
const COLUMNS_AROUND = 6;
/** After the last page that arrived: nobody listens to what scrolls by. */
const SPEAK_AFTER_MS = 300;

interface GridPagesOptions {
  source: PageSource | null;
  columns: readonly GridColumnSpec[];
  grid: RefObject<DataEditorRef | null>;
  /** Cells of these rows (end excluded) arrived. */
  onRows: (cache: PageCache, fromRow: number, toRow: number) => void;
  onError: (error: unknown) => void;
  /** What is seen moved down by so many rows. */
  onShift: (rows: number) => void;
}

interface GridPages {
  cache: PageCache;
  /** The cells that are seen, as the grid last said. */
  region: RefObject<Rectangle>;
  /** Asks for what is seen and not there, or is about to be seen. */
  want: (seen?: Rectangle) => void;
  /** Grows when cells that came by themselves are all drawn: the grid does not know by itself that they can be read aloud. */
  late: number;
}

/** The pages behind a grid: asks for what it shows, and has drawn anew what arrives. */
export function useGridPages(options: GridPagesOptions): GridPages {
  const { source, columns } = options;
  const [late, setLate] = useState(0);
  const onLate = useDebouncedCallback(() => setLate((before) => before + 1), SPEAK_AFTER_MS);
  const latest = useRef({ ...options, onLate });
  latest.current = { ...options, onLate };
  const region = useRef<Rectangle>({ x: 0, y: 0, width: 24, height: 60 });

  const [cache] = useState(() => {
    const made: PageCache = new PageCache({
      onRows: (fromRow, toRow, isWithSource) => {
        latest.current.onRows(made, fromRow, toRow);
        if (isWithSource) return;
        latest.current.onLate();
        const { x, y, width, height } = region.current;
        const damaged: { cell: Item }[] = [];
        for (let row = Math.max(fromRow, y); row < Math.min(toRow, y + height + 1); row += 1) {
          for (let col = x; col < Math.min(x + width + 1, latest.current.columns.length); col += 1)
            damaged.push({ cell: [col, row] });
        }
        if (damaged.length > 0) latest.current.grid.current?.updateCells(damaged);
      },
      onError: (error) => latest.current.onError(error),
    });
    return made;
  });

  const want = useCallback(
    ({ x, y, width, height } = region.current) => {
      const ids = latest.current.columns
        .slice(Math.max(0, x - COLUMNS_AROUND), x + width + COLUMNS_AROUND)
        .map((column) => column.id);
      cache.want(y - ROWS_AROUND, y + height + ROWS_AROUND, ids);
    },
    [cache],
  );

  // Before anything is drawn of the new source: its cells are there to be drawn, and its place on the screen changes with
  // them.
  cache.setSource(source);
  useLayoutEffect(() => {
    if (source?.shift) latest.current.onShift(source.shift);
    cache.announce();
    want();
  }, [cache, source, want]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: other columns may be seen now, and they are read from `latest`.
  useEffect(() => want(), [columns, want]);

  return { cache, region, want, late };
}
