import "@glideapps/glide-data-grid/index.css";

import {
  type CellClickedEventArgs,
  DataEditor,
  type DataEditorRef,
  type GridSelection,
  type Item,
  type Rectangle,
} from "@glideapps/glide-data-grid";
import { useMantineTheme } from "@mantine/core";
import { useElementSize, useMergedRef } from "@mantine/hooks";
import {
  type KeyboardEvent,
  type Ref,
  useCallback,
  useEffect,
  useImperativeHandle,
  useMemo,
  useRef,
  useState,
} from "react";

import type { Sort } from "../../bindings";
import { useRootScale } from "../useRootScale";
import { cellStyle, toGridCell } from "./cells";
import { type GridColumnSpec, toGridColumns } from "./columns";
import classes from "./DataGrid.module.css";
import { cellPainter } from "./draw";
import { HEADER_ICONS } from "./icons";
import { gridCommand } from "./keys";
import { PageCache, type PageSource } from "./PageCache";
import { scrollBarHeight, scrollToRow } from "./scroll";
import {
  carryOver,
  type GridRange,
  NOTHING_SELECTED,
  rectangleSelection,
  startOver,
  toRange,
  withoutHoles,
} from "./selection";
import { gridFonts, useGridColors } from "./theme";
import { useColumnWidths } from "./useColumnWidths";
import { useScrollMemory } from "./useScrollMemory";
import { MAX_WIDTH, MIN_WIDTH, markerWidth } from "./widths";

/** A rectangle in the pixels of the window, to hang a menu on. */
export type GridBounds = Rectangle;

export interface DataGridHandle {
  focus(): void;
  scrollToRow(row: number): void;
  selectAll(): void;
  selectColumn(column: number): void;
}

export interface DataGridProps {
  /** The table's accessible name. */
  label: string;
  source: PageSource | null;
  /** The columns shown, in order. */
  columns: readonly GridColumnSpec[];
  /** In pixels at the usual text size; they grow with the text. */
  widths?: Readonly<Record<number, number>>;
  sort?: Sort | null;
  /** Marked where it is found in a cell. */
  search?: string;
  onResize?: (column: number, width: number) => void;
  /** A column was dragged: its place among the shown columns before and after. */
  onMove?: (from: number, to: number) => void;
  onHeaderClick?: (column: number) => void;
  onHeaderMenu?: (column: number, bounds: GridBounds) => void;
  /** With the request behind the row, when it is known. */
  onCellMenu?: (range: GridRange, bounds: GridBounds, position: number | undefined) => void;
  onSelect?: (range: GridRange | null) => void;
  /** The user moved to a row, and it is known which request made it. */
  onPosition?: (position: number) => void;
  onCopy?: (range: GridRange, headers: boolean) => void;
  onError?: (error: unknown) => void;
  ref?: Ref<DataGridHandle>;
}

const ROW_HEIGHT = 28;
const HEADER_HEIGHT = 36;
/** Rows and columns asked for beyond those seen, so that a turn of the wheel finds them there. */
const ROWS_AROUND = 64;
const COLUMNS_AROUND = 6;
const NO_WIDTHS = {};

/** Copying is done in Rust; the other keys would shadow those of the window. */
const KEYS = {
  search: false,
  copy: false,
  cut: false,
  paste: false,
  delete: false,
  scrollToSelectedCell: false,
  downFill: false,
  rightFill: false,
} as const;

// Chromium and Firefox draw the grid without tearing by themselves; WebKit needs the second buffer.
const EXPERIMENTAL = /Chrome|Firefox/.test(navigator.userAgent)
  ? undefined
  : ({ renderStrategy: "double-buffer" } as const);

/** A table of any length, read page by page. The only place that knows the grid library. */
export function DataGrid(props: DataGridProps) {
  const { label, source, columns, widths: given = NO_WIDTHS, sort = null, search = "", onHeaderMenu, ref } = props;
  const scale = useRootScale();
  const colors = useGridColors(scale);
  const { fontFamily } = useMantineTheme();
  const { ref: sizeRef, width, height } = useElementSize<HTMLElement>();
  const boxRef = useRef<HTMLElement>(null);
  const setBox = useMergedRef(sizeRef, boxRef);
  const grid = useRef<DataEditorRef>(null);
  const shown = width > 0 && height > 0;
  const scrollerOf = useCallback(() => boxRef.current?.querySelector<HTMLElement>(".dvn-scroller"), []);
  const rememberScroll = useScrollMemory(scrollerOf, shown);
  const [selection, setSelection] = useState<GridSelection>(NOTHING_SELECTED);
  const rowHeight = Math.round(ROW_HEIGHT * scale);
  const headerHeight = Math.round(HEADER_HEIGHT * scale);
  const rows = source?.rows ?? 0;

  const fonts = useMemo(() => gridFonts(fontFamily), [fontFamily]);
  const { widths, measure } = useColumnWidths(columns, given, fonts, scale);

  // What callbacks of the cache and the grid read: always the newest, without making them anew.
  const latest = useRef({ props, columns, selection, measure });
  latest.current = { props, columns, selection, measure };
  const region = useRef<Rectangle>({ x: 0, y: 0, width: 24, height: 60 });
  /** The row whose request the outside has not been told yet because its page is on the way. */
  const pendingRow = useRef<number | null>(null);
  const isHeaderPressed = useRef(false);

  const tellPosition = useCallback((cache: PageCache) => {
    if (pendingRow.current === null) return;
    const position = cache.position(pendingRow.current);
    if (position === undefined) return;
    pendingRow.current = null;
    latest.current.props.onPosition?.(position);
  }, []);

  const [cache] = useState(() => {
    const made: PageCache = new PageCache({
      onRows: (fromRow, toRow) => {
        latest.current.measure(made, fromRow, toRow);
        tellPosition(made);
        const { x, y, width: across, height: down } = region.current;
        const damaged: { cell: Item }[] = [];
        for (let row = Math.max(fromRow, y); row < Math.min(toRow, y + down + 1); row += 1) {
          for (let col = x; col < Math.min(x + across + 1, latest.current.columns.length); col += 1)
            damaged.push({ cell: [col, row] });
        }
        if (damaged.length > 0) grid.current?.updateCells(damaged);
      },
      onError: (error) => latest.current.props.onError?.(error),
    });
    return made;
  });

  const want = useCallback(() => {
    const { x, y, width: across, height: down } = region.current;
    const ids = latest.current.columns
      .slice(Math.max(0, x - COLUMNS_AROUND), x + across + COLUMNS_AROUND)
      .map((column) => column.id);
    cache.want(y - ROWS_AROUND, y + down + ROWS_AROUND, ids);
  }, [cache]);

  useEffect(() => {
    cache.setSource(source);
    want();
  }, [cache, source, want]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: other columns may be seen now, and they are read from `latest`.
  useEffect(() => want(), [columns, want]);

  const select = useCallback((next: GridSelection) => {
    setSelection(next);
    latest.current.props.onSelect?.(toRange(next, latest.current.columns));
  }, []);

  // Rows and columns change under the selection; other rows (a new search or sort) have nothing selected.
  const lineage = source?.lineage;
  const before = useRef({ lineage, columns });
  useEffect(() => {
    const { lineage: oldLineage, columns: oldColumns } = before.current;
    before.current = { lineage, columns };
    const old = latest.current.selection;
    const kept = oldLineage === lineage ? carryOver(old, oldColumns, columns, rows) : startOver(old, columns, rows);
    if (kept !== latest.current.selection) select(kept);
    if (oldLineage !== undefined && oldLineage !== lineage) {
      region.current = { ...region.current, y: 0 };
      scrollerOf()?.scrollTo({ top: 0 });
      want();
    }
  }, [lineage, columns, rows, select, want, scrollerOf]);

  useImperativeHandle(
    ref,
    () => ({
      focus: () => grid.current?.focus(),
      scrollToRow: (row) => {
        const scroller = scrollerOf();
        if (scroller) scrollToRow(scroller, row, { rows, rowHeight, headerHeight });
      },
      selectAll: () => select(rectangleSelection({ x: 0, y: 0, width: columns.length, height: rows })),
      selectColumn: (column) => {
        const x = columns.findIndex(({ id }) => id === column);
        if (x >= 0 && rows > 0) select(rectangleSelection({ x, y: 0, width: 1, height: rows }));
      },
    }),
    [rows, rowHeight, headerHeight, columns, select, scrollerOf],
  );

  const style = useMemo(() => cellStyle(colors.grid, colors.error), [colors]);
  const getCellContent = useCallback(
    ([col, row]: Item) => {
      const column = columns[col];
      return toGridCell(column && cache.cell(row, column.id), column?.type ?? "text", style, column?.isError);
    },
    [cache, columns, style],
  );
  const drawCell = useMemo(
    () =>
      cellPainter({
        search,
        matchColor: colors.match,
        markerColor: colors.marker,
        valueAt: (col, row) => {
          const column = columns[col];
          return column && cache.cell(row, column.id);
        },
      }),
    [search, colors, cache, columns],
  );
  const gridColumns = useMemo(
    () => toGridColumns(columns, widths, sort, onHeaderMenu !== undefined),
    [columns, widths, sort, onHeaderMenu],
  );

  const boundsOf = (column: number | null, row: number) =>
    grid.current?.getBounds(
      Math.max(
        0,
        columns.findIndex(({ id }) => id === column),
      ),
      row,
    );

  const onKeyDown = (event: KeyboardEvent) => {
    isHeaderPressed.current = false;
    // The open cell's text is in a portal; its keys are its own.
    if (!boxRef.current?.contains(event.target as Node)) return;
    const command = gridCommand(event);
    const range = toRange(selection, columns);
    if (command === null || range === null) return;
    event.preventDefault();
    event.stopPropagation();
    if (command === "copy" || command === "copyWithHeaders") {
      props.onCopy?.(range, command === "copyWithHeaders");
    } else if (command === "cellMenu") {
      const bounds = boundsOf(range.column, range.row);
      if (bounds) props.onCellMenu?.(range, bounds, cache.position(range.row));
    } else if (range.column !== null) {
      const bounds = boundsOf(range.column, -1);
      if (bounds) onHeaderMenu?.(range.column, bounds);
    }
  };

  const moveTo = (next: GridSelection) => {
    select(next);
    const row = toRange(next, columns)?.row;
    // A click on a header brings the focus and with it a first cell, which nobody asked to see the response of.
    if (row === undefined || isHeaderPressed.current || row === toRange(selection, columns)?.row) return;
    pendingRow.current = row;
    tellPosition(cache);
  };

  const onCellContextMenu = ([col, row]: Item, event: CellClickedEventArgs) => {
    event.preventDefault();
    const column = columns[col];
    if (column === undefined) return;
    let range = toRange(selection, columns);
    if (range === null || row < range.fromRow || row >= range.toRow || !range.columns.includes(column.id)) {
      const next = rectangleSelection({ x: col, y: row, width: 1, height: 1 });
      moveTo(next);
      range = toRange(next, columns);
    }
    const at = { x: event.bounds.x + event.localEventX, y: event.bounds.y + event.localEventY, width: 1, height: 1 };
    if (range !== null) props.onCellMenu?.(range, at, cache.position(row));
  };

  const markers = markerWidth(rows) * scale;
  const isWider = columns.reduce((sum, { id }) => sum + (widths[id] ?? 0), markers) > width;
  // A short table ends where its rows end: lines of rows that are not there would look like rows.
  const contentHeight = headerHeight + rows * rowHeight + (isWider ? scrollBarHeight() : 0) + 1;
  return (
    <section
      ref={setBox}
      className={classes.box}
      aria-label={label}
      onKeyDownCapture={onKeyDown}
      onPointerDownCapture={(event) => {
        const top = boxRef.current?.getBoundingClientRect().top ?? 0;
        isHeaderPressed.current = event.clientY - top < headerHeight;
      }}
    >
      {shown && (
        <DataEditor
          ref={grid}
          width={width}
          height={Math.min(height, contentHeight)}
          columns={gridColumns}
          rows={rows}
          getCellContent={getCellContent}
          getCellsForSelection={true}
          rowHeight={rowHeight}
          headerHeight={headerHeight}
          rowMarkers={{ kind: "clickable-number", width: markers }}
          theme={colors.grid}
          headerIcons={HEADER_ICONS}
          drawCell={drawCell}
          gridSelection={selection}
          onGridSelectionChange={(next) => moveTo(withoutHoles(next, selection))}
          rangeSelect="rect"
          columnSelect="none"
          rowSelect="multi"
          spanRangeBehavior="allowPartial"
          cellActivationBehavior="double-click"
          keybindings={KEYS}
          experimental={EXPERIMENTAL}
          minColumnWidth={Math.round(MIN_WIDTH * scale)}
          maxColumnWidth={Math.round(MAX_WIDTH * scale)}
          maxColumnAutoWidth={Math.round(MAX_WIDTH * scale)}
          smoothScrollX
          smoothScrollY
          overscrollX={48}
          onVisibleRegionChanged={(seen) => {
            region.current = seen;
            rememberScroll();
            want();
          }}
          onColumnResize={(column, size) => props.onResize?.(Number(column.id), Math.round(size / scale))}
          onColumnMoved={props.onMove}
          onHeaderClicked={(col, event) => {
            const column = columns[col];
            if (column && !event.isEdge && event.button === 0) props.onHeaderClick?.(column.id);
          }}
          onHeaderMenuClick={(col, bounds) => {
            const column = columns[col];
            if (column) onHeaderMenu?.(column.id, bounds);
          }}
          onHeaderContextMenu={(col, event) => {
            event.preventDefault();
            const column = columns[col];
            if (column) onHeaderMenu?.(column.id, event.bounds);
          }}
          onCellContextMenu={onCellContextMenu}
        />
      )}
    </section>
  );
}
