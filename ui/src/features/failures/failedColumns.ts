import type { TFunction } from "i18next";
import { formatTime } from "../../app/date";
import type { CellKind, FailedPage, FailedRow, Page } from "../../bindings";
import type { GridColumnSpec } from "../../components/DataGrid";
import { said } from "../../i18n/sentences";

type Text = TFunction<"failures">;

interface FailedColumn extends GridColumnSpec {
  cell: (row: FailedRow) => [CellKind, string];
}

/** Ids of the columns that are not values; values are counted from 1. */
const FIXED = { category: 1001, status: 1002, message: 1003, attempts: 1004, time: 1005, address: 1006, page: 1007 };

/** The columns of the table of failed requests: the values first, with the page where there are several, then what happened. */
export function failedColumns(placeholders: readonly string[], hasPages: boolean, t: Text): FailedColumn[] {
  const values = placeholders.map(
    (name, at): FailedColumn => ({
      id: at + 1,
      title: name,
      isPlain: true,
      type: "text",
      origin: "value",
      cell: (row) => ["text", row.values[at] ?? ""],
    }),
  );
  const fixed: FailedColumn[] = [
    {
      id: FIXED.category,
      title: t("column.category"),
      isPlain: true,
      type: "text",
      origin: "field",
      isError: true,
      cell: (row) => ["text", t(`detail:category.${row.category}`)],
    },
    {
      id: FIXED.status,
      title: t("column.status"),
      isPlain: true,
      type: "integer",
      origin: "field",
      cell: (row) => (row.status === null ? ["missing", ""] : ["number", String(row.status)]),
    },
    {
      id: FIXED.message,
      title: t("column.message"),
      isPlain: true,
      grows: true,
      type: "text",
      origin: "field",
      cell: (row) => ["text", said(row.message)],
    },
    {
      id: FIXED.address,
      title: t("column.address"),
      isPlain: true,
      type: "text",
      origin: "field",
      cell: (row) => ["text", row.address],
    },
    {
      id: FIXED.attempts,
      title: t("column.attempts"),
      isPlain: true,
      type: "integer",
      origin: "field",
      cell: (row) => ["number", String(row.attempts)],
    },
    {
      id: FIXED.time,
      title: t("column.time"),
      isPlain: true,
      type: "text",
      origin: "field",
      cell: (row) => ["text", formatTime(row.startedAtMs)],
    },
  ];
  const page: FailedColumn = {
    id: FIXED.page,
    title: t("column.page"),
    isPlain: true,
    type: "integer",
    origin: "field",
    cell: (row) => ["number", String(row.page)],
  };
  return [...values, ...(hasPages ? [page] : []), ...fixed];
}

/** A page of failed requests in the form in which the grid reads pages. */
export function toPage(page: FailedPage, columns: readonly FailedColumn[], ids: readonly number[]): Page {
  return {
    offset: page.offset,
    positions: page.rows.map((row) => row.position),
    pages: page.rows.map((row) => row.page),
    columns: columns
      .filter(({ id }) => ids.includes(id))
      .map(({ id, cell }) => {
        const cells = page.rows.map(cell);
        return { id, kinds: cells.map(([kind]) => kind), texts: cells.map(([, text]) => text), misfits: [] };
      }),
  };
}
