import { create } from "zustand";

import type { AppError, CellPosition, FindDirection, FindHit, FindSummary } from "../../../bindings";
import { platform, toAppError } from "../../../platform";
import { shownColumns } from "../columnOrder";
import { goToCell } from "../goal";
import { renewedView } from "../renewedView";
import { setSearch, useResults } from "../store";

interface FindState {
  text: string;
  /** Only rows that contain the text are shown. */
  isOnly: boolean;
  summary: FindSummary | null;
  /** The cell that the search stands on, its column by its id. */
  hit: { row: number; column: number; ordinal: number; matches: number } | null;
  error: AppError | null;
}

const NOTHING: FindState = { text: "", isOnly: false, summary: null, hit: null, error: null };

/** The quick find: it marks and counts, and changes nothing about the view unless it is told to. */
export const useFind = create<FindState>(() => NOTHING);

const shownIds = () => {
  const state = useResults.getState();
  return shownColumns(state.columns, state).map(({ id }) => id);
};

export const forgetFind = () => useFind.setState(NOTHING);

/** What is found is another text; what stood out of the old one does so no more. */
export function setFindText(text: string): void {
  if (useFind.getState().text === text) return;
  useFind.setState({ text, summary: null, hit: null, error: null });
  if (useFind.getState().isOnly) setSearch(text);
}

/** Shows only rows that contain the text, or all again. */
export function setFindOnly(isOnly: boolean): void {
  useFind.setState({ isOnly });
  setSearch(isOnly ? useFind.getState().text : "");
}

function fail(thrown: unknown): void {
  const error = toAppError(thrown);
  // A newer search came in between.
  if (error.code !== "cancelled") useFind.setState({ error });
}

/** Counts the cells that contain the text. */
export async function countMatches(): Promise<void> {
  const { text } = useFind.getState();
  if (text === "" || useResults.getState().info === null) return;
  try {
    const summary = await renewedView((id) => platform().rows.find(id, text, shownIds()));
    if (useFind.getState().text === text) useFind.setState({ summary, error: null });
  } catch (thrown) {
    fail(thrown);
  }
}

/** Where the search goes on from: the last hit, else the cursor. */
function startOf(columns: readonly number[]): CellPosition | null {
  const { hit } = useFind.getState();
  const { range } = useResults.getState();
  const at = hit ?? (range?.column == null ? null : { row: range.row, column: range.column });
  if (at === null) return null;
  const column = columns.indexOf(at.column);
  return column < 0 ? null : { row: at.row, column };
}

/** Goes to the next cell that contains the text, round the end. */
export async function stepFind(direction: FindDirection): Promise<void> {
  const { text } = useFind.getState();
  if (text === "" || useResults.getState().info === null) return;
  const columns = shownIds();
  try {
    const found: FindHit | null = await renewedView((id) =>
      platform().rows.findStep(id, text, columns, startOf(columns), direction),
    );
    if (useFind.getState().text !== text) return;
    const column = found && columns[found.at.column];
    if (found === null || column == null) {
      useFind.setState({ hit: null, summary: { matches: 0, rows: 0 }, error: null });
      return;
    }
    const { at, ordinal, matches } = found;
    useFind.setState({ hit: { row: at.row, column, ordinal, matches }, error: null });
    goToCell(at.row, column);
  } catch (thrown) {
    fail(thrown);
  }
}

export const findNext = () => void stepFind("next");
export const findPrevious = () => void stepFind("previous");
