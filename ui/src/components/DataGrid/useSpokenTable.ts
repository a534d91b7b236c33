import { type RefObject, useEffect } from "react";

import i18n from "../../i18n";
import type { GridColumnSpec, GridSort } from "./columns";

interface SpokenTableOptions {
  box: RefObject<HTMLElement | null>;
  /** The table's name. */
  label: string;
  columns: readonly GridColumnSpec[];
  sort: readonly GridSort[];
  canSort: boolean;
  /** So many of the first columns stay in place. */
  pinned: number;
}

function say(element: Element, name: string, value: string | null): void {
  if (element.getAttribute(name) === value) return;
  if (value === null) element.removeAttribute(name);
  else element.setAttribute(name, value);
}

/**
 * The grid draws on a canvas and keeps a table of what is seen inside it, for who listens. That table knows neither its name
 * nor its sort nor what is pinned; all are written into it whenever the grid made it anew.
 */
export function useSpokenTable({ box, label, columns, sort, canSort, pinned }: SpokenTableOptions): void {
  useEffect(() => {
    const section = box.current;
    if (section === null) return;
    const sortOf = (id: number | undefined) => {
      const key = sort.find(({ column }) => column === id);
      return key === undefined ? "none" : key.descending ? "descending" : "ascending";
    };
    const speak = () => {
      const table = section.querySelector("table[role=grid]");
      if (table === null) return;
      say(table, "aria-label", label);
      for (const header of table.querySelectorAll("th")) {
        const place = Number(header.getAttribute("aria-colindex")) - 1;
        const column = columns[place];
        say(header, "aria-sort", canSort ? sortOf(column?.id) : null);
        say(header, "aria-label", column && place < pinned ? i18n.t("app:pinnedColumn", { name: column.title }) : null);
      }
      // Rows have their number; some readers look for it at the cell.
      for (const row of table.querySelectorAll("tbody > tr"))
        for (const cell of row.children) say(cell, "aria-rowindex", row.getAttribute("aria-rowindex"));
    };
    speak();
    const observer = new MutationObserver(speak);
    observer.observe(section, { subtree: true, childList: true, characterData: true });
    return () => observer.disconnect();
  }, [box, label, columns, sort, canSort, pinned]);
}
