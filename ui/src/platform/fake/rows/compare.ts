import type {
  ColumnKey,
  ComparedDocument,
  CompareInfo,
  ComparePage,
  CompareRequest,
  CompareWhich,
  RowChange,
  SharedColumn,
} from "../../../bindings";
import type { Cell } from "../shape/json";
import type { FakeTable } from "../shape/table";

interface ComparedRow {
  change: RowChange;
  cells: Cell[];
  before: (Cell | null)[];
}

export interface FakeComparison {
  info: Omit<CompareInfo, "id">;
  rows: ComparedRow[];
}

const keyText = ({ origin, name }: ColumnKey) => `${origin} ${name}`;

const sharedOf = (table: FakeTable): SharedColumn[] =>
  table.columns
    .filter(({ hidden }) => !hidden)
    .map(({ origin, name, title, type }) => ({ key: { origin, name }, title, type }));

/** The earlier file of the fake: the same table with a few rows fewer, a few more, and other prices. */
export function lookOf(table: FakeTable, path: string): ComparedDocument {
  const shared = sharedOf(table);
  const values = shared.filter(({ key }) => key.origin === "value").map(({ key }) => key);
  return {
    path,
    name: path.replace(/^.*[/\\]/, "").replace(/\.fetchgrid$/, ""),
    rows: Math.max(0, table.rows - 2),
    fetchedAtMs: 1_763_500_000_000,
    shared,
    keys: values.length > 0 ? values : shared.slice(0, 1).map(({ key }) => key),
  };
}

/** Every ninth row is new, every thirteenth was another, and of every twentieth there is one that is gone. */
export function compareOf(table: FakeTable, { keys, columns }: CompareRequest): FakeComparison {
  if (keys.length === 0)
    throw { code: "bad_view", message: "Choose the columns that tell the rows apart.", detail: null };
  const shared = sharedOf(table);
  const isKey = ({ key }: SharedColumn) => keys.some((one) => keyText(one) === keyText(key));
  const isCompared = ({ key }: SharedColumn) =>
    columns.length === 0 || columns.some((one) => keyText(one) === keyText(key));
  const shown = [...shared.filter(isKey), ...shared.filter((one) => !isKey(one) && isCompared(one))];
  const idOf = ({ key }: SharedColumn) =>
    table.columns.find(({ origin, name }) => keyText({ origin, name }) === keyText(key))?.id ?? 0;
  const rows: ComparedRow[] = [];
  let unchanged = 0;
  for (let row = 0; row < table.rows; row += 1) {
    const cells = shown.map((column) => table.cell(row, idOf(column)));
    const none = cells.map(() => null);
    if (row % 9 === 4) rows.push({ change: "added", cells, before: none });
    else if (row % 13 === 6) {
      const before = shown.map((column, at): Cell | null => {
        const [kind, text] = cells[at] ?? ["missing", ""];
        if (isKey(column)) return null;
        if (kind === "number") return ["number", String(Number(text) - 1)];
        return kind === "null" ? ["text", "n/a"] : null;
      });
      if (before.some((cell) => cell !== null)) rows.push({ change: "changed", cells, before });
      else unchanged += 1;
    } else unchanged += 1;
    if (row % 20 === 19)
      rows.push({
        change: "removed",
        cells: cells.map(([kind, text], at): Cell => (at === 0 ? ["text", `${text}-old`] : [kind, text])),
        before: none,
      });
  }
  const of = (change: RowChange) => rows.filter((row) => row.change === change).length;
  return {
    info: {
      added: of("added"),
      removed: of("removed"),
      changed: of("changed"),
      unchanged,
      repeatedKeys: 0,
      columns: shown,
    },
    rows,
  };
}

const rowsOf = ({ rows }: FakeComparison, which: CompareWhich) =>
  which === "differing" ? rows : rows.filter(({ change }) => change === which);

/** Cells of a copy: what became of each row, what it holds, and what changed cells were, in columns of their own. */
export function comparedCells(comparison: FakeComparison, which: CompareWhich): number {
  const rows = rowsOf(comparison, which);
  const { columns } = comparison.info;
  const changed = columns.filter((_, at) => rows.some(({ before }) => before[at] != null));
  return rows.length * (1 + columns.length + changed.length);
}

export function comparePage(
  comparison: FakeComparison,
  which: CompareWhich,
  offset: number,
  limit: number,
): ComparePage {
  const { info } = comparison;
  const all = rowsOf(comparison, which);
  const part = all.slice(offset, offset + limit);
  return {
    offset,
    total: all.length,
    changes: part.map(({ change }) => change),
    columns: info.columns.map((_, column) => ({
      kinds: part.map(({ cells }) => cells[column]?.[0] ?? "missing"),
      texts: part.map(({ cells }) => cells[column]?.[1] ?? ""),
      before: part.flatMap(({ before }, row) => {
        const cell = before[column];
        return cell ? [{ row, cell: { kind: cell[0], text: cell[1] } }] : [];
      }),
    })),
  };
}
