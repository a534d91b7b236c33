import "@glideapps/glide-data-grid/index.css";

import {
  type CellClickedEventArgs,
  DataEditor,
  type DataEditorRef,
  type GridMouseEventArgs,
  type GridSelection,
  type Item,
  type Rectangle,
} from "@glideapps/glide-data-grid";
import { useMantineTheme } from "@mantine/core";
import { useElementSize, useMergedRef } from "@mantine/hooks";
import { type KeyboardEvent, type Ref, useCallback, useImperativeHandle, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import type { AnswerRef } from "../../app/answerRef";
import type { Sort } from "../../bindings";
import { useRootScale } from "../useRootScale";
import { cellStyle, toGridCell } from "./cells";
import { type GridColumnSpec, toGridColumns } from "./columns";
import classes from "./DataGrid.module.css";
import { cellPainter } from "./draw";
import { HEADER_ICONS } from "./icons";
import { gridCommand, isMove } from "./keys";
import { misfitWords, RENDERERS } from "./misfit";
import type { PageSource } from "./PageCache";
import { scrollBarHeight, scrollToRow } from "./scroll";
import { type GridRange, rectangleSelection, toRange, withoutHoles } from "./selection";
import { gridFonts, useGridColors } from "./theme";
import { useColumnWidths } from "./useColumnWidths";
import { useGridPages } from "./useGridPages";
import { useGridSelection } from "./useGridSelection";
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
  /** With the answer behind the row, when it is known. */
  onCellMenu?: (range: GridRange, bounds: GridBounds, answer: AnswerRef | undefined) => void;
  onSelect?: (range: GridRange | null) => void;
  /** The user moved to a row, and it is known which answer made it; null when no row is selected any more. */
  onAnswer?: (answer: AnswerRef | null) => void;
  onCopy?: (range: GridRange, headers: boolean) => void;
  onError?: (error: unknown) => void;
  /** The grid was scrolled or pressed: what hangs on a cell or a header is no longer at its place, or no longer wanted. */
  onAway?: () => void;
  ref?: Ref<DataGridHandle>;
}

const ROW_HEIGHT = 28;
const HEADER_HEIGHT = 36;
/** Of a scroll bar that lies over the content, as GTK draws it, with the room around it. */
const OVERLAY_BAR_HEIGHT = 14;
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
  const { language } = useTranslation().i18n;
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
  const rowHeight = Math.round(ROW_HEIGHT * scale);
  const headerHeight = Math.round(HEADER_HEIGHT * scale);
  const rows = source?.rows ?? 0;

  const fonts = useMemo(() => gridFonts(fontFamily), [fontFamily]);
  const { widths, measure } = useColumnWidths(columns, given, fonts, scale, sort?.column);

  const { cache, region, want } = useGridPages({
    source,
    columns,
    grid,
    onRows: (pages, fromRow, toRow) => {
      measure(pages, fromRow, toRow);
      settle(pages);
    },
    onError: (error) => props.onError?.(error),
  });
  const { selection, moveTo, settle, selectColumns } = useGridSelection({
    lineage: source?.lineage,
    rows,
    columns,
    onSelect: props.onSelect,
    onAnswer: props.onAnswer,
    onOtherRows: () => {
      region.current = { ...region.current, y: 0 };
      scrollerOf()?.scrollTo({ top: 0 });
      want();
    },
  });
  const isHeaderPressed = useRef(false);
  // Of the cell below the pointer, where there is something to say of it.
  const [tip, setTip] = useState<string | undefined>(undefined);

  useImperativeHandle(
    ref,
    () => ({
      focus: () => grid.current?.focus(),
      scrollToRow: (row) => {
        const scroller = scrollerOf();
        if (scroller) scrollToRow(scroller, row, { rows, rowHeight, headerHeight });
      },
      selectAll: () => selectColumns(0, columns.length),
      selectColumn: (column) => {
        const x = columns.findIndex(({ id }) => id === column);
        if (x >= 0) selectColumns(x, 1);
      },
    }),
    [rows, rowHeight, headerHeight, columns, selectColumns, scrollerOf],
  );

  const style = useMemo(() => cellStyle(colors.grid, colors.error), [colors]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is said of a cell is said in this language.
  const getCellContent = useCallback(
    ([col, row]: Item) => {
      const column = columns[col];
      return toGridCell(column && cache.cell(row, column.id), column?.type ?? "text", style, column?.isError);
    },
    [cache, columns, style, language],
  );
  const drawCell = useMemo(
    () =>
      cellPainter({
        search,
        matchColor: colors.match,
        markerColor: colors.marker,
        misfitColor: colors.misfit,
        scale,
        valueAt: (col, row) => {
          const column = columns[col];
          return column && cache.cell(row, column.id);
        },
      }),
    [search, colors, scale, cache, columns],
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
    if (range === null && isMove(event) && rows > 0 && columns.length > 0) {
      // Nothing is selected among new rows; the keys begin at the first that is seen.
      event.preventDefault();
      event.stopPropagation();
      const y = Math.min(region.current.y, rows - 1);
      moveTo(rectangleSelection({ x: 0, y, width: 1, height: 1 }), cache);
      return;
    }
    if (command === null || range === null) return;
    event.preventDefault();
    event.stopPropagation();
    if (command === "copy" || command === "copyWithHeaders") {
      props.onCopy?.(range, command === "copyWithHeaders");
    } else if (command === "cellMenu") {
      const bounds = boundsOf(range.column, range.row);
      if (bounds) props.onCellMenu?.(range, bounds, cache.answer(range.row));
    } else if (range.column !== null) {
      const bounds = boundsOf(range.column, -1);
      if (bounds) onHeaderMenu?.(range.column, bounds);
    }
  };

  const onSelection = (next: GridSelection) => {
    // A press on a header brings the focus and with it a first cell, which nobody asked for.
    if (isHeaderPressed.current && next.rows.length === 0) return;
    moveTo(withoutHoles(next, selection), cache);
  };

  const onHover = ({ kind, location: [col, row] }: GridMouseEventArgs) => {
    const column = kind === "cell" ? columns[col] : undefined;
    setTip(column && cache.cell(row, column.id)?.isMisfit ? misfitWords(column.type) : undefined);
  };

  const onCellContextMenu = ([col, row]: Item, event: CellClickedEventArgs) => {
    event.preventDefault();
    const column = columns[col];
    if (column === undefined) return;
    let range = toRange(selection, columns);
    if (range === null || row < range.fromRow || row >= range.toRow || !range.columns.includes(column.id)) {
      const next = rectangleSelection({ x: col, y: row, width: 1, height: 1 });
      moveTo(next, cache);
      range = toRange(next, columns);
    }
    const at = { x: event.bounds.x + event.localEventX, y: event.bounds.y + event.localEventY, width: 1, height: 1 };
    if (range !== null) props.onCellMenu?.(range, at, cache.answer(row));
  };

  const markers = markerWidth(rows) * scale;
  const isWider = columns.reduce((sum, { id }) => sum + (widths[id] ?? 0), markers) > width;
  // A scroll bar that takes no room of its own would lie on the last row.
  const barHeight = isWider ? Math.max(scrollBarHeight(), OVERLAY_BAR_HEIGHT) : 0;
  // A short table ends where its rows end: lines of rows that are not there would look like rows.
  const contentHeight = headerHeight + rows * rowHeight + barHeight + 1;
  return (
    <section
      ref={setBox}
      className={classes.box}
      aria-label={label}
      title={tip}
      onKeyDownCapture={onKeyDown}
      onScrollCapture={props.onAway}
      onPointerDownCapture={(event) => {
        props.onAway?.();
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
          renderers={RENDERERS}
          onItemHovered={onHover}
          gridSelection={selection}
          onGridSelectionChange={onSelection}
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
          overscrollY={barHeight > scrollBarHeight() ? barHeight : 0}
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
