import { create } from "zustand";

import type { AnswerRef } from "../../app/answerRef";
import { changed, type History, redone, undone } from "../../app/history";
import { NO_FILTER, PLAIN_VIEW, today } from "../../app/view";
import type { AppError, Column, Filter, SelectionSummary, Sort, View, ViewInfo } from "../../bindings";
import type { GridRange, PageSource } from "../../components/DataGrid";
import { type ColumnLook, movedColumn } from "./columnOrder";

/** What the user made of the table: which rows, in what order, which columns and how. It can be undone, and kept by a name. */
export interface Look extends ColumnLook {
  sort: Sort[];
  filter: Filter;
  search: string;
  widths: Readonly<Record<number, number>>;
}

interface ResultsState extends Look, History<Look> {
  /** The document that all of this belongs to, see `useDocumentGeneration`. */
  generation: number;
  /** What changed last: further steps of one gesture are undone together. */
  gesture: string;
  /** The view as the backend made it ready last; it may still be of an older wish. */
  info: ViewInfo | null;
  /** The columns of `info`; the same list as before while nothing but what is counted of them changed. */
  columns: Column[];
  /** What columns are called, those too that are not there any more, or not yet again. */
  titles: Readonly<Record<number, string>>;
  /** What `info` shows. */
  shown: View;
  /** How the rows that are seen moved when `info` took the place of an older state of the same view. */
  moved: Pick<PageSource, "ready" | "shift">;
  busy: boolean;
  error: AppError | null;
  range: GridRange | null;
  summary: SelectionSummary | null;
  /** The answer behind the current row. */
  answer: AnswerRef | null;
}

export const FRESH_LOOK: Look = {
  sort: [],
  filter: NO_FILTER,
  search: "",
  order: [],
  hidden: [],
  pinned: [],
  widths: {},
};

const FRESH: ResultsState = {
  ...FRESH_LOOK,
  generation: -1,
  past: [],
  future: [],
  gesture: "",
  info: null,
  columns: [],
  titles: {},
  shown: PLAIN_VIEW,
  moved: {},
  busy: false,
  error: null,
  range: null,
  summary: null,
  answer: null,
};

/** Looks that can be gone back to: more than anyone remembers. */
const MOST_PAST = 200;

/** What the user made of the table, and what is shown of it. Lives as long as the document is open. */
export const useResults = create<ResultsState>(() => FRESH);

/** Forgets what belonged to another document; a tab that is only shown again keeps everything. */
export function adoptDocument(generation: number): void {
  if (useResults.getState().generation !== generation) useResults.setState({ ...FRESH, generation });
}

const columnsText = (columns: readonly Column[]) => JSON.stringify(columns.map(({ tally: _, ...column }) => column));

/** Takes a view that the backend made ready as the one to show. */
export function takeView(info: ViewInfo, shown: View, moved: ResultsState["moved"] = {}): void {
  useResults.setState(({ columns, titles }) => {
    const known = { info, shown, moved, error: null };
    if (columnsText(columns) === columnsText(info.columns)) return known;
    const called = Object.fromEntries(info.columns.map(({ id, title }) => [id, title]));
    return { ...known, columns: info.columns, titles: { ...titles, ...called } };
  });
}

export function lookOf({ sort, filter, search, order, hidden, pinned, widths }: Look): Look {
  return { sort, filter, search, order, hidden, pinned, widths };
}

/** What is asked of the backend for a look. */
export function viewOf({ sort, filter, search }: Pick<Look, "sort" | "filter" | "search">): View {
  return { sort, filter, search, today: today() };
}

/** Every change of the look goes this way, so that it can be undone. Changes of one `gesture` in a row are one. */
export function changeLook(make: (look: Look) => Partial<Look>, gesture = ""): void {
  useResults.setState((state) => {
    const before = lookOf(state);
    const part = make(before);
    const isSame = Object.entries(part).every(([key, value]) => before[key as keyof Look] === value);
    if (isSame) return {};
    const goesOn = gesture !== "" && gesture === state.gesture;
    const { past } = goesOn ? state : changed(state, before);
    return { ...part, past: past.slice(-MOST_PAST), future: [], gesture };
  });
}

function travel(go: typeof undone<Look>): boolean {
  const state = useResults.getState();
  const travelled = go(state, lookOf(state));
  if (travelled === null) return false;
  const { value, past, future } = travelled;
  useResults.setState({ ...value, past, future, gesture: "" });
  return true;
}

/** False when there is nothing to undo. */
export const undoLook = () => travel(undone);
export const redoLook = () => travel(redone);

/** Takes back what the table cannot show any more, for no fault of the user's; it is not a step of the history. */
export const dropFromLook = (part: Partial<Look>) => useResults.setState(part);

export const setSort = (sort: Sort[]) => changeLook(() => ({ sort }));
export const setFilter = (filter: Filter) => changeLook(() => ({ filter }));
export const setSearch = (search: string) => changeLook(() => ({ search }), "search");
/** All rows, in the order of the requests; the columns stay. */
export const clearView = () => changeLook(() => ({ sort: [], filter: NO_FILTER, search: "" }));

export function setColumnsShown(columns: readonly number[], shown: boolean): void {
  changeLook(({ hidden }) => {
    const rest = hidden.filter((id) => !columns.includes(id));
    return { hidden: shown ? rest : [...rest, ...columns] };
  });
}

export const setColumnShown = (column: number, shown: boolean) => setColumnsShown([column], shown);

export function setPinned(column: number, isPinned: boolean): void {
  changeLook(({ pinned }) => {
    const rest = pinned.filter((id) => id !== column);
    return { pinned: isPinned ? [...rest, column] : rest };
  });
}

/** A shown column was moved to another place among the shown ones. */
export function moveColumn(from: number, to: number): void {
  const { columns } = useResults.getState();
  changeLook((look) => movedColumn(columns, look, from, to));
}

/** The same among all columns, the hidden ones too. */
export function moveAmongAll(from: number, to: number): void {
  const { columns } = useResults.getState();
  changeLook((look) => movedColumn(columns, { ...look, hidden: [] }, from, to));
}

/** All columns, in the order and with the widths that the table has by itself. */
export const resetColumns = () => changeLook(() => ({ order: [], hidden: [], pinned: [], widths: {} }));

export const setWidth = (column: number, width: number) =>
  changeLook(({ widths }) => ({ widths: { ...widths, [column]: width } }), `width ${column}`);

/** As wide as what is seen of it needs. */
export const fitWidth = (column: number) => changeLook(({ widths: { [column]: _, ...widths } }) => ({ widths }));
