import { arranged, isLeftOut, ruleOf } from "../../../app/shapeOf";
import { inferred } from "../../../app/tally";
import type { Column, ColumnKey, Columns } from "../../../bindings";

const FACTS: Record<string, string> = {
  address: "Address",
  status: "Status",
  fetchedAt: "Fetched at",
  milliseconds: "Milliseconds",
  attempts: "Attempts",
  page: "Page",
};

function titleOf({ origin, name }: ColumnKey): string {
  if (origin === "request") return FACTS[name] ?? name;
  return origin === "answer" ? name.replace(/^\$\./, "") : name;
}

const shortOf = (key: ColumnKey) => (key.origin === "field" ? (key.name.split(".").at(-1) ?? "") : titleOf(key));

type Found = Pick<Column, "id" | "origin" | "name" | "tally">;

/** Columns with their titles and types, those left out among them, in the order of the shape. */
export function arrangedColumns(found: readonly Found[], says: Columns): Column[] {
  const shorts = found.map(shortOf);
  const columns = found.map((column, at): Column => {
    const rule = ruleOf(says, column);
    const short = shorts[at] ?? "";
    const isShort = says.naming === "short" && shorts.filter((one) => one === short).length === 1;
    return {
      ...column,
      title: rule?.name ?? (isShort ? short : titleOf(column)),
      type: rule?.type ?? inferred(column.tally),
      typeIsChosen: rule?.type != null,
      hidden: isLeftOut(says, column),
    };
  });
  return arranged(columns, says.order);
}
