import type { CompareInfo, ComparePage, RowChange } from "../../../bindings";
import type { GridColumnSpec, GridPage } from "../../../components/DataGrid";

/** The column that says what became of a row; those of the table are known by their place. */
export const CHANGE = -1;

/** Signs beside the words: a change is told by more than its colour. */
export const SIGNS: Record<RowChange, string> = { added: "+", removed: "−", changed: "≠" };

export function compareColumns(info: CompareInfo, change: string): GridColumnSpec[] {
  return [
    { id: CHANGE, title: change, type: "text", origin: "request", isPlain: true },
    ...info.columns.map(
      ({ key, title, type }, id): GridColumnSpec => ({ id, title, type, origin: key.origin, isPlain: true }),
    ),
  ];
}

/** A page of a comparison as the grid reads pages. */
export function toGridPage(page: ComparePage, words: (change: RowChange) => string): GridPage {
  const positions = page.changes.map((_, at) => page.offset + at);
  return {
    offset: page.offset,
    positions,
    pages: positions.map(() => 1),
    columns: [
      {
        id: CHANGE,
        kinds: page.changes.map(() => "text"),
        texts: page.changes.map((change) => `${SIGNS[change]} ${words(change)}`),
        misfits: [],
      },
      ...page.columns.map(({ kinds, texts, before }, id) => ({ id, kinds, texts, before, misfits: [] })),
    ],
  };
}
