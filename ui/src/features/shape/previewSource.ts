import type { Page, ShapePreview } from "../../bindings";
import { misfitsOf, PAGE_ROWS, type PageSource } from "../../components/DataGrid";

/** The first rows of a preview in the form in which the grid reads pages. */
export function previewPage(
  { columns, rows, kinds, misfits }: ShapePreview,
  offset: number,
  limit: number,
  ids: readonly number[],
): Page {
  const shown = rows.slice(offset, offset + limit);
  const shownKinds = kinds.slice(offset, offset + limit);
  return {
    offset,
    // Of which answers the rows are is not told, and nothing follows them.
    positions: shown.map((_, at) => offset + at),
    pages: shown.map(() => 1),
    columns: columns.flatMap(({ id }, at) =>
      ids.includes(id)
        ? [
            {
              id,
              kinds: shownKinds.map((row) => row[at] ?? "missing"),
              texts: shown.map((row) => row[at] ?? ""),
              misfits: misfitsOf(misfits[at], offset, limit),
            },
          ]
        : [],
    ),
  };
}

/** `lineage`: the same while the rows are the same and only called or arranged otherwise. */
export function previewSource(preview: ShapePreview, lineage: string): PageSource {
  const ids = preview.columns.map(({ id }) => id);
  return {
    lineage,
    rows: preview.rows.length,
    first: previewPage(preview, 0, PAGE_ROWS, ids),
    load: async (offset, limit, asked) => previewPage(preview, offset, limit, asked),
  };
}
