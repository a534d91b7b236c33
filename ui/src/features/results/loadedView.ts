import type { View, ViewInfo } from "../../bindings";
import { type DataGridHandle, PAGE_ROWS, type PageSource } from "../../components/DataGrid";
import { platform } from "../../platform";
import { useResults } from "./store";

/** What of the view is on the screen. */
type Seen = ReturnType<DataGridHandle["seen"]>;

/** A view, and what keeps the screen as it is when it takes the place of an older state of itself. */
export type LoadedView = ViewInfo & Pick<PageSource, "ready" | "shift">;

/** Pages read ahead at most: a screen of rows lies in one or two. */
const MOST_AHEAD = 3;

/**
 * The view as the table stands now. Rows that came before those on the screen move them down: they are found again by the
 * first of them, and read before anything is drawn.
 */
export async function loadedView(view: View, seen: Seen | null): Promise<LoadedView> {
  const { info: before } = useResults.getState();
  if (before === null || seen === null || seen.row === 0) return platform().rows.view(view);
  const info = await platform().rows.view(view, 0, { viewId: before.id, row: seen.row });
  const shift = info.anchor === null ? 0 : info.anchor - seen.row;
  if (shift === 0 || seen.columns.length === 0) return info;
  const first = Math.floor((seen.row + shift) / PAGE_ROWS);
  const last = Math.floor((seen.row + shift + seen.rows) / PAGE_ROWS);
  const pages = Array.from({ length: Math.min(MOST_AHEAD, last - first + 1) }, (_, at) => (first + at) * PAGE_ROWS);
  const ready = await Promise.all(
    pages.map((offset) => platform().rows.page(info.id, offset, PAGE_ROWS, seen.columns)),
  );
  return { ...info, ready, shift };
}
