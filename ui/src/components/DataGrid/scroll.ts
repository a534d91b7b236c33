/** Browsers stop making elements taller here; beyond it the grid's scroll bar stands for a share of the rows. */
export const MAX_ELEMENT_HEIGHT = 33_554_400;

/** A move of more than this between two scroll events is read by the grid as a share of the whole, less as pixels. */
const JUMP = 2000;

export interface ScrollGeometry {
  rows: number;
  rowHeight: number;
  headerHeight: number;
  /** Of the scrolling element, with the header. */
  clientHeight: number;
  scrollHeight: number;
}

/** Where the scroll bar has to stand so that the row is in the middle of the window. */
export function scrollTopFor(row: number, geometry: ScrollGeometry): number {
  const { rows, rowHeight, headerHeight, clientHeight, scrollHeight } = geometry;
  const reach = scrollHeight - clientHeight;
  const content = rows * rowHeight + headerHeight - clientHeight;
  if (reach <= 0 || content <= 0) return 0;
  const wanted = row * rowHeight - clientHeight / 2;
  return Math.max(0, Math.min(reach, (wanted / content) * reach));
}

/**
 * Brings a row into the middle of the window, whatever the height of the table. The grid's own `scrollTo` is wrong past
 * the height limit.
 */
export function scrollToRow(
  scroller: HTMLElement,
  row: number,
  geometry: Omit<ScrollGeometry, "clientHeight" | "scrollHeight">,
): void {
  const { clientHeight, scrollHeight } = scroller;
  const target = scrollTopFor(row, { ...geometry, clientHeight, scrollHeight });
  const scaled = geometry.rows * geometry.rowHeight + geometry.headerHeight > scrollHeight + 5;
  if (scaled && Math.abs(target - scroller.scrollTop) <= JUMP) {
    // A short move would be taken as pixels. Going by the far end first makes it a jump, which is read as a share.
    scroller.scrollTop = target > (scrollHeight - clientHeight) / 2 ? 0 : scrollHeight - clientHeight;
    requestAnimationFrame(() => requestAnimationFrame(() => scroller.scrollTo({ top: target })));
    return;
  }
  scroller.scrollTop = target;
}

/** Beside a column that came into sight, so that it is seen that there are others. */
const AROUND = 24;

/**
 * Where the scroll bar has to stand so that the column is seen: as near as possible to where it stands. `width` is that of
 * the part that scrolls, without the numbers of the rows; what is pinned lies over its beginning.
 */
export function scrollLeftFor(
  at: number,
  { widths, pinned, width, left }: { widths: readonly number[]; pinned: number; width: number; left: number },
): number {
  const sum = (from: number, to: number) => widths.slice(from, to).reduce((total, one) => total + one, 0);
  if (at < pinned) return left;
  const start = sum(0, at) - sum(0, pinned) - AROUND;
  const end = sum(0, at + 1) - width + AROUND;
  // Of a column wider than the window the beginning is seen.
  return Math.max(0, Math.min(start, Math.max(left, end)));
}

/** Moves what is seen by so many rows, keeping the pixels within the row. */
export function scrollByRows(
  scroller: HTMLElement,
  by: number,
  firstRow: number,
  geometry: Omit<ScrollGeometry, "clientHeight" | "scrollHeight">,
): void {
  const pixels = by * geometry.rowHeight;
  const isScaled = geometry.rows * geometry.rowHeight + geometry.headerHeight > MAX_ELEMENT_HEIGHT;
  // Of a table taller than that a short move is read as pixels, too; a long one only as a share.
  if (!isScaled || Math.abs(pixels) < JUMP) scroller.scrollTop += pixels;
  else scrollToRow(scroller, firstRow + by, geometry);
}

let barHeight: number | undefined;

/** Height that a horizontal scroll bar takes from its element; 0 where bars lie over the content. */
export function scrollBarHeight(): number {
  if (barHeight === undefined) {
    const probe = document.createElement("div");
    probe.style.cssText = "position:absolute;visibility:hidden;width:50px;height:50px;overflow:scroll";
    document.body.append(probe);
    barHeight = probe.offsetHeight - probe.clientHeight;
    probe.remove();
  }
  return barHeight;
}
