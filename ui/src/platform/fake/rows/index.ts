import type {
  Anchor,
  CellPosition,
  ChartRequest,
  CompareRequest,
  CompareWhich,
  CopyFormat,
  FacetRequest,
  FindDirection,
  Grouping,
  NamedView,
  Page,
  Selection,
  View,
  ViewInfo,
} from "../../../bindings";
import type { Platform } from "../../platform";
import type { Command } from "../command";
import type { FakeDocument } from "../document";
import { detailOf } from "../readings";
import { isOf } from "../shape/table";
import { chartOf } from "./charts";
import { comparedCells, compareOf, comparePage, type FakeComparison, lookOf } from "./compare";
import { facetOf, profileOf } from "./facets";
import { findOf, hitsOf, stepOf } from "./find";
import { type FakeGroups, groupPage, groupsOf } from "./groups";
import { FakeViews } from "./namedViews";
import { orderOf } from "./order";
import { sizeOf, summaryOf } from "./summary";

/** As many old views as the store keeps, about. */
const KEPT = 8;
const MOST_COPIED = 2_000_000;

const gone = () => ({ code: "view_gone", message: "This view is too old.", detail: null });

function got<T>(kept: Map<number, T>, id: number): T {
  const found = kept.get(id);
  if (found === undefined) throw gone();
  return found;
}

interface KeptView {
  view: View;
  order: number[];
}

/** The commands of the fake about rows: views, facets, groups, comparisons. */
export function createRows(need: () => FakeDocument, command: Command) {
  const views = new Map<number, KeptView>();
  const groups = new Map<number, FakeGroups>();
  const comparisons = new Map<number, FakeComparison>();
  let count = 0;
  const keep = <T>(kept: Map<number, T>, one: T): number => {
    count += 1;
    kept.set(count, one);
    for (const id of kept.keys()) if (kept.size > KEPT) kept.delete(id);
    return count;
  };
  const order = (id: number) => got(views, id).order;
  const table = () => need().table();
  const hits = (id: number, text: string, columns: number[]) => hitsOf(table(), order(id), text, columns);

  const page = (viewId: number, offset: number, limit: number, columns: number[]): Page => {
    const rows = order(viewId).slice(offset, offset + limit);
    const { at, cell, columns: known } = table();
    const answers = rows.map(at);
    return {
      offset,
      positions: answers.map(({ position }) => position),
      pages: answers.map((answer) => answer.page),
      columns: columns.map((id) => {
        const cells = rows.map((row) => cell(row, id));
        const type = known.find((column) => column.id === id)?.type ?? "text";
        return {
          id,
          kinds: cells.map(([kind]) => kind),
          texts: cells.map(([, text]) => text),
          misfits: cells.flatMap((one, place) => (isOf(type, one) ? [] : [place])),
        };
      }),
    };
  };

  /** Where the row of an older view stands in a new one: rows are told apart by what made them. */
  const anchored = ({ viewId, row }: Anchor, next: readonly number[]): number | null => {
    const old = views.get(viewId);
    if (!old) return null;
    const places = new Map(next.map((of, at) => [of, at]));
    for (let at = Math.min(row, old.order.length - 1); at >= 0; at -= 1) {
      const place = places.get(old.order[at] ?? -1);
      if (place !== undefined) return place;
    }
    return 0;
  };

  const rows: Platform["rows"] = {
    view: command("rows.view", (view: View, firstRows = 0, anchor: Anchor | null = null): ViewInfo => {
      const found = orderOf(table(), view);
      const place = anchor && anchored(anchor, found);
      const id = keep(views, { view, order: found });
      const { columns } = table();
      const ids = columns.map((column) => column.id);
      return {
        id,
        rows: found.length,
        totalRows: table().rows,
        columns,
        version: need().state().table.version,
        first: firstRows > 0 && found.length > 0 ? page(id, 0, firstRows, ids) : null,
        anchor: place,
      };
    }),
    page: command("rows.page", page),
    detail: command("rows.detail", (position: number, of: number) => detailOf(need(), position, of)),
    facet: command("rows.facet", (id: number, request: FacetRequest) => facetOf(table(), got(views, id).view, request)),
    profile: command("rows.profile", (id: number, column: number) => profileOf(table(), order(id), column)),
    find: command("rows.find", (id: number, text: string, columns: number[]) => findOf(hits(id, text, columns))),
    findStep: command(
      "rows.findStep",
      (id: number, text: string, columns: number[], from: CellPosition | null, direction: FindDirection) =>
        stepOf(hits(id, text, columns), from, direction),
    ),
    findMarks: command("rows.findMarks", (id: number, text: string, offset: number, limit: number, columns: number[]) =>
      hits(id, text, columns).filter(({ row }) => row >= offset && row < offset + limit),
    ),
    summary: command("rows.summary", (id: number, selection: Selection) => summaryOf(table(), order(id), selection)),
    copy: command("rows.copy", (id: number, selection: Selection, _format: CopyFormat, _headers: boolean) =>
      sizeOf(selection, order(id).length, MOST_COPIED),
    ),
    group: command("rows.group", (id: number, grouping: Grouping) => {
      const made = groupsOf(table(), order(id), grouping);
      return { id: keep(groups, made), ...made.info };
    }),
    groupPage: command("rows.groupPage", (id: number, offset: number, limit: number) =>
      groupPage(got(groups, id), offset, limit),
    ),
    groupCopy: command("rows.groupCopy", (id: number, _format: CopyFormat, _headers: boolean) => {
      const { info, rows: all } = got(groups, id);
      return all.length * info.columns.length;
    }),
    chart: command("rows.chart", (id: number, chart: ChartRequest) => chartOf(table(), order(id), chart)),
    saveChart: command("rows.saveChart", (_path: string, _data: Uint8Array) => null),
  };

  const kept = new WeakMap<FakeDocument, FakeViews>();
  const named = () => {
    const known = kept.get(need()) ?? new FakeViews();
    kept.set(need(), known);
    return known;
  };
  const written = () => {
    if (need().readOnly) throw { code: "read_only", message: "This document is read-only.", detail: null };
    return named();
  };

  return {
    rows,
    views: {
      list: command("views.list", () => named().list()),
      save: command("views.save", (view: NamedView) => written().save(view)),
      rename: command("views.rename", (id: number, name: string) => written().rename(id, name)),
      remove: command("views.remove", (id: number) => written().remove(id)),
    } satisfies Platform["views"],
    compare: {
      keep: command("compare.keep", (_path: string) => null),
      look: command("compare.look", (path: string) => lookOf(table(), path)),
      start: command("compare.start", (request: CompareRequest) => {
        const made = compareOf(table(), request);
        return { id: keep(comparisons, made), ...made.info };
      }),
      page: command("compare.page", (id: number, which: CompareWhich, offset: number, limit: number) =>
        comparePage(got(comparisons, id), which, offset, limit),
      ),
      copy: command("compare.copy", (id: number, which: CompareWhich, _format: CopyFormat, _headers: boolean) =>
        comparedCells(got(comparisons, id), which),
      ),
    } satisfies Platform["compare"],
  };
}
