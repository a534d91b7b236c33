import { create } from "zustand";

import type { AnswerRef } from "../../app/answerRef";
import type { AppError, Column, SelectionSummary, Sort, View, ViewInfo } from "../../bindings";
import { type GridRange, moved } from "../../components/DataGrid";

interface ResultsState {
  /** The document that all of this belongs to, see `useDocumentGeneration`. */
  generation: number;
  sort: Sort | null;
  search: string;
  /** The view as the backend made it ready last; it may still be of an older wish than `sort` and `search`. */
  info: ViewInfo | null;
  /** What `info` shows. */
  shown: View;
  busy: boolean;
  error: AppError | null;
  /** Ids in the order that the user dragged them to; columns not named here come after, as the table has them. */
  order: number[];
  hidden: number[];
  widths: Record<number, number>;
  range: GridRange | null;
  summary: SelectionSummary | null;
  /** The answer behind the current row. */
  answer: AnswerRef | null;
}

const FRESH: ResultsState = {
  generation: -1,
  sort: null,
  search: "",
  info: null,
  shown: { sort: null, search: "" },
  busy: false,
  error: null,
  order: [],
  hidden: [],
  widths: {},
  range: null,
  summary: null,
  answer: null,
};

/** What the user made of the table: sort, search, columns, selection. Lives as long as the document is open. */
export const useResults = create<ResultsState>(() => FRESH);

/** Forgets what belonged to another document; a tab that is only shown again keeps everything. */
export function adoptDocument(generation: number): void {
  if (useResults.getState().generation !== generation) useResults.setState({ ...FRESH, generation });
}

/** The columns that are shown, in their order; those that the shape leaves out are none of the table. */
export function shownColumns(
  columns: readonly Column[],
  order: readonly number[],
  hidden: readonly number[],
): Column[] {
  return orderedColumns(columns, order).filter(({ id }) => !hidden.includes(id));
}

/** All columns of the table in the order to which they were dragged. */
export function orderedColumns(columns: readonly Column[], order: readonly number[]): Column[] {
  const kept = columns.filter((column) => !column.hidden);
  const byId = new Map(kept.map((column) => [column.id, column]));
  const dragged = order.flatMap((id) => byId.get(id) ?? []);
  const named = new Set(order);
  return [...dragged, ...kept.filter(({ id }) => !named.has(id))];
}

/** The next state of a column's sort when its header is clicked: up, down, none. */
export function nextSort(sort: Sort | null, column: number): Sort | null {
  if (sort?.column !== column) return { column, descending: false };
  return sort.descending ? null : { column, descending: true };
}

export const setSort = (sort: Sort | null) => useResults.setState({ sort });
export const toggleSort = (column: number) => useResults.setState(({ sort }) => ({ sort: nextSort(sort, column) }));
export const setSearch = (search: string) => useResults.setState({ search });

export function setColumnShown(column: number, shown: boolean): void {
  useResults.setState(({ hidden }) => ({
    hidden: shown ? hidden.filter((id) => id !== column) : [...hidden.filter((id) => id !== column), column],
  }));
}

export const showAllColumns = () => useResults.setState({ hidden: [] });

/** Takes the columns to hide by id, e.g. all that a filter found. */
export function setColumnsShown(columns: readonly number[], shown: boolean): void {
  useResults.setState(({ hidden }) => {
    const rest = hidden.filter((id) => !columns.includes(id));
    return { hidden: shown ? rest : [...rest, ...columns] };
  });
}

/** A shown column was dragged to another place among the shown ones; hidden ones keep their neighbours on the left. */
export function moveColumn(from: number, to: number): void {
  useResults.setState(({ info, order, hidden }) => {
    if (info === null) return {};
    const all = orderedColumns(info.columns, order).map(({ id }) => id);
    const shown = all.filter((id) => !hidden.includes(id));
    const next = moved(shown, from, to);
    let at = 0;
    return { order: all.map((id) => (hidden.includes(id) ? id : (next[at++] ?? id))) };
  });
}

export const setWidth = (column: number, width: number) =>
  useResults.setState(({ widths }) => ({ widths: { ...widths, [column]: width } }));
