import { describe, expect, it } from "vitest";

import { shapeOf } from "../../app/shapeOf";
import type { ShapeStep, TestResult } from "../../bindings";
import { columnOf } from "../../test/column";
import { withRequest } from "./requestColumns";

const step = (kind: "show" | "hide", ...names: string[]): ShapeStep => ({
  kind,
  columns: names.map((name) => ({ origin: "request", name })),
});
const result = {
  columns: [columnOf({ id: 1, name: "sku" })],
  rows: [["a"], ["b"]],
  kinds: [["text"], ["text"]],
  misfits: [[]],
  detail: {
    address: "http://x/1",
    status: 200,
    startedAtMs: Date.UTC(2026, 10, 30, 6, 18, 20, 120),
    durationMs: 203.4,
    attempts: 1,
    page: 2,
  },
} as unknown as TestResult;
const cells = (steps: ShapeStep[], of: TestResult = result) => {
  const { columns, rows, kinds, misfits } = withRequest(of, shapeOf(steps), ({ name }) => name);
  expect([columns.length, kinds[0]?.length, misfits.length]).toEqual(Array(3).fill(rows[0]?.length));
  return columns.map(({ title, type }, at) => [title, type, kinds[1]?.[at], rows[1]?.[at]]);
};

describe("the columns of a tested request", () => {
  it("are there as soon as they are switched on, with what is known of it", () => {
    expect(cells([step("show", "page", "status", "fetchedAt", "milliseconds", "attempts", "address")])).toEqual([
      ["address", "text", "text", "http://x/1"],
      ["status", "integer", "number", "200"],
      ["fetchedAt", "dateTime", "text", "2026-11-30T06:18:20.12Z"],
      ["milliseconds", "decimal", "number", "203.4"],
      ["attempts", "integer", "number", "1"],
      ["page", "integer", "number", "2"],
      ["sku", "text", "text", "b"],
    ]);
    const none = { ...result, detail: { ...result.detail, status: null, startedAtMs: Date.UTC(2026, 0, 1) } };
    expect(cells([step("show", "status", "fetchedAt")], none)).toEqual([
      ["status", "integer", "null", ""],
      ["fetchedAt", "dateTime", "text", "2026-01-01T00:00:00Z"],
      ["sku", "text", "text", "b"],
    ]);
  });
  it("are not there twice, nor when they are switched off", () => {
    expect(withRequest(result, shapeOf([step("show", "page"), step("hide", "page")]), () => "")).toBe(result);
    const own = { ...result, columns: [columnOf({ name: "page", origin: "request" })] };
    expect(withRequest(own, shapeOf([step("show", "page")]), () => "")).toBe(own);
  });
});
