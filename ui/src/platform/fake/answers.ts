import { NO_TALLY } from "../../app/tally";
import type { CellKind, Column, FailureCategory, Tally } from "../../bindings";

/** What the fake API answers, as a pure function of the place in the plan: any number of rows costs nothing. */
export interface FakeFailure {
  category: FailureCategory;
  status: number | null;
  message: string;
}

const NAMES = [
  "Steel bolt M8",
  "Copper pipe 15 mm",
  "Crème brûlée torch",
  "Łódź hinge",
  "日本の釘",
  "Oak panel",
  "=SUM(A1)",
];
const CITIES = ["Paris", "Berlin", "Kraków", "Lisboa", "Osaka", "Austin"];

const FAILURES: FakeFailure[] = [
  {
    category: "not_found",
    status: 404,
    message: "The API has no record for these values (404). Usually the ID does not exist.",
  },
  {
    category: "server_error",
    status: 500,
    message: "The server had a problem (500). Tried 3 times. Press Retry failed later.",
  },
  {
    category: "timeout",
    status: null,
    message: "No answer in 30 s. Tried 3 times. Raise the time-out or use fewer workers, and press Retry failed.",
  },
];

/** As many requests go to one host before the next one has its turn: with three kinds of failures, each meets each host. */
export const TURN = 120;

/** The host of an address; of several, the fake's requests go to them in turn. */
export function hostOf(address: string, position: number, hosts: number): string {
  const own = /^https?:\/\/([^/?#]+)/.exec(address)?.[1] ?? "";
  const turn = Math.floor(position / TURN) % hosts;
  return turn > 0 ? `mirror-${turn}.example.com` : own;
}

/** The first try fails for these; on "Retry failed" only the missing pages (404) fail again. */
export function failureOf(position: number, isRetry: boolean): FakeFailure | null {
  if (position % 40 !== 17) return null;
  const failure = FAILURES[Math.floor(position / 40) % FAILURES.length] ?? null;
  return isRetry && failure?.status !== 404 ? null : failure;
}

const FIELDS: { name: string; type: keyof Tally; from: number; cell: (p: number) => [CellKind, string] }[] = [
  { name: "sku", type: "text", from: 0, cell: (p) => ["text", String(p).padStart(6, "0")] },
  { name: "name", type: "text", from: 0, cell: (p) => ["text", NAMES[p % NAMES.length] ?? ""] },
  { name: "price", type: "decimal", from: 0, cell: (p) => ["number", (((p * 37) % 5000) / 100).toFixed(2)] },
  {
    name: "stock.count",
    type: "integer",
    from: 0,
    cell: (p) => (p % 23 === 5 ? ["null", ""] : ["number", String((p * 13) % 900)]),
  },
  { name: "stock.city", type: "text", from: 0, cell: (p) => ["text", CITIES[p % CITIES.length] ?? ""] },
  { name: "active", type: "bool", from: 0, cell: (p) => ["bool", p % 3 === 0 ? "false" : "true"] },
  { name: "tags", type: "json", from: 0, cell: (p) => ["json", p % 2 ? '["new","sale"]' : "[]"] },
  { name: "serial", type: "integer", from: 0, cell: (p) => ["number", `90071992547409${String(91 + (p % 9))}`] },
  { name: "discount", type: "decimal", from: 60, cell: (p) => (p % 5 === 0 ? ["number", "0.15"] : ["missing", ""]) },
];

/** Beside the fields of the sample, where a table of many kinds of columns is wanted. */
const EXTRA: typeof FIELDS = [
  { name: "added", type: "date", from: 0, cell: (p) => ["text", dayAt(p)] },
  {
    name: "seenAt",
    type: "dateTime",
    from: 0,
    cell: (p) => (p % 7 === 3 ? ["null", ""] : ["text", `${dayAt(p * 3)}T0${p % 10}:15:00Z`]),
  },
  { name: "page", type: "text", from: 0, cell: (p) => ["text", `https://shop.example.com/items/${p}?ref=list`] },
  { name: "photo", type: "text", from: 0, cell: (p) => ["text", `https://img.example.com/${p}.png`] },
  {
    name: "note",
    type: "text",
    from: 0,
    cell: (p) =>
      p % 4 === 1
        ? ["text", ""]
        : ["text", `Lot ${p}: ${"keep dry, stack no more than five high; ".repeat(1 + (p % 9))}`],
  },
  {
    name: "supplier",
    type: "json",
    from: 0,
    cell: (p) => [
      "json",
      `{"id":${p % 11},"name":"Supplier ${p % 11}","contact":{"mail":"s${p % 11}@example.com"},"rating":4.50}`,
    ],
  },
];
const FIRST_EXTRA = 1001;

/** A day of 2025 or 2026. */
const dayAt = (p: number) => new Date(Date.UTC(2025, 0, 1) + ((p * 5) % 700) * 86_400_000).toISOString().slice(0, 10);

const extraAt = (at: number): (typeof FIELDS)[number] =>
  EXTRA[at] ?? {
    name: `measure ${at - EXTRA.length + 1}`,
    type: "integer",
    from: 0,
    cell: (p) => ["number", String((p * (at + 7)) % 1000)],
  };

/** Values first, then the fields that some answer up to `done` has. */
export function columnsFor(
  placeholders: string[],
  done: number,
  extra = 0,
): Pick<Column, "id" | "origin" | "name" | "tally">[] {
  if (done === 0) return [];
  return [
    ...placeholders.map((name, i) => ({
      id: i + 1,
      name,
      origin: "value" as const,
      tally: { ...NO_TALLY, text: done },
    })),
    ...FIELDS.filter((field) => field.from < done).map(({ name, type }, i) => ({
      id: 101 + i,
      name,
      origin: "field" as const,
      tally: { ...NO_TALLY, [type]: done },
    })),
    ...Array.from({ length: extra }, (_, at) => {
      const { name, type } = extraAt(at);
      return { id: FIRST_EXTRA + at, name, origin: "field" as const, tally: { ...NO_TALLY, [type]: done } };
    }),
  ];
}

export function cellOf(column: number, position: number, values: string[]): [CellKind, string] {
  if (column <= 100) return ["text", values[column - 1] ?? ""];
  if (column >= FIRST_EXTRA) return extraAt(column - FIRST_EXTRA).cell(position);
  const field = FIELDS[column - 101];
  return field && position >= field.from ? field.cell(position) : ["missing", ""];
}

export function bodyOf(position: number): string {
  const c = (name: string) => FIELDS.find((field) => field.name === name)?.cell(position) ?? ["null", ""];
  const raw = (name: string) => {
    const [kind, text] = c(name);
    return kind === "text" ? JSON.stringify(text) : kind === "null" || kind === "missing" ? "null" : text;
  };
  return `{"sku":${raw("sku")},"name":${raw("name")},"price":${raw("price")},"stock":{"count":${raw("stock.count")},"city":${raw("stock.city")}},"active":${raw("active")},"tags":${raw("tags")},"serial":${raw("serial")}}`;
}

const PEOPLE = ["Rick Sanchez", "Morty Smith", "Summer Smith"];

/** A page of a list of people, as many an API answers: a few facts around a list. */
export function pageOf(position: number): string {
  const people = PEOPLE.map((name, i) => {
    const id = position * PEOPLE.length + i + 1;
    const episodes = Array.from({ length: i + 1 }, (_, at) => `"S0${at + 1}E0${i + 1}"`);
    const age = id % 30 === 9 ? "n/a" : String(20 + (id % 50));
    return `{"id":${id},"name":"${name}","origin":{"name":"${CITIES[id % CITIES.length]}"},"age":"${age}","episode":[${episodes}]}`;
  });
  const info = `{"count":126,"pages":42,"next":"https://api.example.com/character?page=${position + 2}"}`;
  return `{"info":${info},"results":[${people}]}`;
}
