import { formatDecimalText } from "../../../app/format";
import type { GroupInfo, PageColumn } from "../../../bindings";
import type { PageSource } from "../../../components/DataGrid";
import { platform } from "../../../platform";
import { decimals } from "../decimals";

/** The digits after the point that a column of a page needs, and no fewer than it has. */
function needed({ kinds, texts }: PageColumn, before: number): number {
  return texts.reduce((most, text, at) => (kinds[at] === "number" ? Math.max(most, decimals(text)) : most), before);
}

/** Written alike: thousands apart, and as many digits after the point as the others have. */
function written(column: PageColumn, digits: number): PageColumn {
  const texts = column.texts.map((text, at) =>
    column.kinds[at] === "number" ? formatDecimalText(text, digits) : text,
  );
  return { ...column, texts };
}

/**
 * The groups by position, with figures that read as figures: keys stay as they came. `digits` are those after the point by
 * the place of a column; where a page needs more, `onDigits` hears of it, and the pages before it are to be read again.
 */
export function groupSource(
  info: GroupInfo,
  digits: readonly number[],
  onDigits: (digits: readonly number[]) => void,
): PageSource {
  const isKey = (at: number) => info.columns[at]?.role === "key";
  return {
    lineage: `${info.id}`,
    rows: info.rows,
    load: async (offset, limit) => {
      const page = await platform().rows.groupPage(info.id, offset, limit);
      const all = page.columns.map((column, at) => (isKey(at) ? 0 : needed(column, digits[at] ?? 0)));
      if (all.some((count, at) => count > (digits[at] ?? 0))) onDigits(all);
      const rows = page.columns[0]?.kinds.length ?? 0;
      const positions = Array.from({ length: rows }, (_, at) => offset + at);
      return {
        ...page,
        columns: page.columns.map((column, at) => (isKey(at) ? column : written(column, all[at] ?? 0))),
        positions,
        pages: positions.map(() => 1),
      };
    },
  };
}
