import "@glideapps/glide-data-grid/index.css";

import {
  type CellClickedEventArgs,
  DataEditor,
  type DataEditorRef,
  type GridMouseEventArgs,
  type GridSelection,
  type Item,
} from "@glideapps/glide-data-grid";
import { useMantineTheme } from "@mantine/core";
import { useElementSize, useMergedRef } from "@mantine/hooks";
import { useCallback, useMemo, useRef, useState } from "react";

import { useRootScale } from "../useRootScale";
import classes from "./DataGrid.module.css";
import { HEADER_ICONS } from "./icons";
import { misfitWords, RENDERERS } from "./misfit";
import type { DataGridProps } from "./props";
import { scrollBarHeight, scrollByRows } from "./scroll";
import { covers, rectangleSelection, toRange, withoutHoles } from "./selection";
import { gridFonts, useGridColors } from "./theme";
import { useColumnWidths } from "./useColumnWidths";
import { useFreshHeader } from "./useFreshHeader";
import { NO_SORT, useGridDrawing } from "./useGridDrawing";
import { useGridHandle } from "./useGridHandle";
import { useGridKeys } from "./useGridKeys";
import { useGridPages } from "./useGridPages";
import { useGridSelection } from "./useGridSelection";
import { useMarkedColumn } from "./useMarkedColumn";
import { useScrollMemory } from "./useScrollMemory";
import { useSpokenTable } from "./useSpokenTable";
import { MAX_WIDTH, MIN_WIDTH, markerWidth } from "./widths";

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
  // Tab goes on to the next control, as out of any grid; it would walk through all cells before.
  goLeftCell: "ArrowLeft",
  goRightCell: "ArrowRight",
  // Space is for the value viewer.
  activateCell: "Enter|shift+Enter",
} as const;

// Chromium and Firefox draw the grid without tearing by themselves; WebKit needs the second buffer.
const EXPERIMENTAL = /Chrome|Firefox/.test(navigator.userAgent)
  ? undefined
  : ({ renderStrategy: "double-buffer" } as const);

/** A table of any length, read page by page. The only place that knows the grid library. */
export function DataGrid(props: DataGridProps) {
  const { label, source, columns, widths: given = NO_WIDTHS, sort = NO_SORT, onHeaderMenu } = props;
  const { pinned = 0, isMulti = false } = props;
  const scale = useRootScale();
  const colors = useGridColors(scale);
  const { fontFamily } = useMantineTheme();
  const { ref: sizeRef, width, height } = useElementSize<HTMLElement>();
  const boxRef = useRef<HTMLElement>(null);
  const setBox = useMergedRef(sizeRef, boxRef);
  const grid = useRef<DataEditorRef>(null);
  const shown = width > 0 && height > 0;
  useFreshHeader(boxRef, width, EXPERIMENTAL !== undefined);
  useSpokenTable({ box: boxRef, label, columns, sort, canSort: props.onHeaderClick !== undefined, pinned });
  const scrollerOf = useCallback(() => boxRef.current?.querySelector<HTMLElement>(".dvn-scroller"), []);
  const rememberScroll = useScrollMemory(scrollerOf, shown);
  const rowHeight = Math.round(ROW_HEIGHT * scale);
  const headerHeight = Math.round(HEADER_HEIGHT * scale);
  const rows = source?.rows ?? 0;

  const fonts = useMemo(() => gridFonts(fontFamily), [fontFamily]);
  const { cache, region, want, late } = useGridPages({
    source,
    columns,
    grid,
    onRows: (pages, fromRow, toRow) => {
      measure(fromRow, toRow);
      settle(pages);
    },
    onError: (error) => props.onError?.(error),
    onShift: (by) => {
      const scroller = scrollerOf();
      if (scroller) scrollByRows(scroller, by, region.current.y, { rows, rowHeight, headerHeight });
    },
  });
  const { widths, measure } = useColumnWidths({ columns, given, fonts, scale, sort, cache, source });
  const { selection, isPut, moveTo, settle, selectColumns } = useGridSelection({
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

  const markers = markerWidth(rows) * scale;
  useMarkedColumn({ marked: props.marked ?? null, columns, widths, pinned, markers, isShown: shown, scrollerOf });

  const toCell = useGridHandle({
    props,
    grid,
    region,
    selection,
    cache,
    want,
    moveTo,
    selectColumns,
    scrollerOf,
    rowHeight,
    headerHeight,
  });

  const drawing = useGridDrawing({ props, cache, late, widths, scale, colors });

  const pressKey = useGridKeys({
    props,
    box: boxRef,
    grid,
    region,
    selection,
    cache,
    moveTo,
    selectColumns,
    toCell,
  });

  const onSelection = (next: GridSelection) => {
    // A press on a header brings the focus and with it a first cell, which nobody asked for.
    if (isHeaderPressed.current && next.rows.length === 0) return;
    moveTo(isMulti ? next : withoutHoles(next, selection), cache, true);
  };

  const onHover = ({ kind, location: [col, row] }: GridMouseEventArgs) => {
    const column = kind === "cell" ? columns[col] : undefined;
    const value = column && cache.cell(row, column.id);
    const own = value && props.tipOf?.(value, column.id);
    setTip(own ?? (column && value?.isMisfit ? misfitWords(column.type) : undefined));
  };

  const onCellContextMenu = ([col, row]: Item, event: CellClickedEventArgs) => {
    event.preventDefault();
    const column = columns[col];
    if (column === undefined) return;
    let range = toRange(selection, columns);
    if (range === null || !covers(range, row, column.id)) {
      const next = rectangleSelection({ x: col, y: row, width: 1, height: 1 });
      moveTo(next, cache);
      range = toRange(next, columns);
    }
    const at = { x: event.bounds.x + event.localEventX, y: event.bounds.y + event.localEventY, width: 1, height: 1 };
    const value = cache.cell(row, column.id);
    if (range !== null) props.onCellMenu?.(range, at, cache.answer(row), value && { row, column: column.id, value });
  };

  const isWider = columns.reduce((sum, { id }) => sum + (widths[id] ?? 0), markers) > width;
  // A scroll bar that takes no room of its own would lie on the last row.
  const barHeight = isWider ? Math.max(scrollBarHeight(), OVERLAY_BAR_HEIGHT) : 0;
  // A short table ends where its rows end: lines of rows that are not there would look like rows.
  const contentHeight = headerHeight + rows * rowHeight + barHeight + 1;
  // Cut off there, where nothing below is needed: a grid of another height would be laid out and drawn anew with every
  // row that arrives.
  const isCut = contentHeight < height && (!isWider || rows === 0);
  return (
    <section
      ref={setBox}
      className={classes.box}
      aria-label={label}
      title={tip}
      style={isCut ? { clipPath: `inset(0 0 ${height - contentHeight}px)` } : undefined}
      onKeyDownCapture={(event) => {
        isHeaderPressed.current = false;
        pressKey(event);
      }}
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
          height={isCut ? height : Math.min(height, contentHeight)}
          rows={rows}
          {...drawing}
          getCellsForSelection={true}
          rowHeight={rowHeight}
          headerHeight={headerHeight}
          rowMarkers={{ kind: "clickable-number", width: markers }}
          theme={colors.grid}
          headerIcons={HEADER_ICONS}
          renderers={RENDERERS}
          onItemHovered={onHover}
          gridSelection={selection}
          onGridSelectionChange={onSelection}
          // Where the cursor was put the view is put, too, or stays: past the height limit the grid would go astray.
          scrollToActiveCell={!isPut}
          rangeSelect={isMulti ? "multi-rect" : "rect"}
          columnSelect="none"
          freezeColumns={pinned}
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
            if (!column || event.isEdge || event.button !== 0) return;
            if (isMulti && (event.ctrlKey || event.metaKey)) selectColumns(col, 1, true);
            else props.onHeaderClick?.(column.id, event.shiftKey);
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
