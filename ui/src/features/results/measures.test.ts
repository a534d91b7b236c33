import { describe, expect, it } from "vitest";

import { NO_TALLY } from "../../app/tally";
import type { ColumnType } from "../../bindings";
import { columnOf } from "../../test/column";
import { functionsOf, isIdentifier, keysOf, numbersOf, usualFunction } from "./measures";

describe("an identifier", () => {
  const check = (expected: boolean, type: ColumnType, ...names: string[]) =>
    expect(names.filter((name) => isIdentifier(columnOf({ name, type })) !== expected)).toEqual([]);
  it("is known by the last part of its path", () => {
    check(true, "integer", "id", "ID", "Id", "user_id", "userId", "userid", "userID", "order.id", "item-ids", "uuid");
    check(true, "text", "id", "customer.externalId");
    check(false, "integer", "paid", "unpaid", "amountPaid", "amount_paid", "grid", "bid", "idle", "id.count", "width");
  });
  it("is a number that nobody adds up", () => {
    check(true, "integer", "number", "houseNumber", "zip", "zipCode", "zip_plus4", "postal code", "huisnummer");
    check(false, "integer", "numberOfRooms", "codes.count", "gzipped");
    check(false, "decimal", "number", "code");
    check(false, "text", "zip", "country_code");
  });
});

describe("texts that are figures", () => {
  const sku = columnOf({ name: "sku", tally: { ...NO_TALLY, numeric: 9 } });
  it.each([
    ["tell rows apart", sku, true],
    ["do not where the user typed them", { ...sku, origin: "value" as const }, false],
    ["do not where others are among them", { ...sku, tally: { ...NO_TALLY, numeric: 9, text: 1 } }, false],
  ])("%s", (_, column, expected) => expect(isIdentifier(column)).toBe(expected));
});

describe("what a column can be asked for", () => {
  const of = (type: ColumnType, name = "x") => columnOf({ name, type });
  it("follows its type", () => {
    expect(functionsOf(of("integer"))).toContain("sum");
    for (const type of ["text", "bool", "date", "json"] as const)
      expect(functionsOf(of(type)), type).toEqual(["count", "distinct"]);
  });
  it("is a sum first, of what measures something", () => {
    expect(usualFunction(of("decimal", "price"))).toBe("sum");
    expect(usualFunction(of("integer", "userId"))).toBe("count");
    expect(usualFunction(of("text"))).toBe("count");
  });
});

describe("columns that are proposed", () => {
  const columns = [
    columnOf({ id: 1, name: "id", type: "integer" }),
    columnOf({ id: 2, name: "tags", type: "json" }),
    columnOf({ id: 3, name: "year", type: "integer", origin: "value" }),
    columnOf({ id: 4, name: "price", type: "decimal" }),
    columnOf({ id: 5, name: "city" }),
    columnOf({ id: 6, name: "isOpen", type: "bool" }),
    columnOf({ id: 7, name: "added", type: "date" }),
  ];
  const ids = (found: readonly { id: number }[]) => found.map(({ id }) => id);
  it("measure before they tell apart", () => expect(ids(numbersOf(columns))).toEqual([4, 3, 1]));
  it("put rows together before they measure", () => expect(ids(keysOf(columns))).toEqual([5, 6, 7, 3, 4, 2, 1]));
});
