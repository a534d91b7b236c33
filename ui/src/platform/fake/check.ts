import { placeholdersIn } from "../../app/placeholders";
import type { Check, Extraction, FieldRef, ListSummary, Problem, ProblemCode } from "../../bindings";
import { type ParsedList, parseList } from "./lists";

/** The requests that an extraction makes, as far as the fake needs them. */
export interface FakePlan {
  placeholders: string[];
  total: number;
  values(position: number): string[];
  address(position: number): string;
  body(position: number): string | null;
}

const IS_SECRET = /^(authorization|cookie|x-api-key|api-key|api_key|token|access_token|password|secret)$/i;
export const MASK = "•••";

/** What the engine's `check` says, in the fake's own words. */
export function check(extraction: Extraction, stored: Map<number, string[]>): { check: Check; plan: FakePlan | null } {
  const { request, lists, combine, settings, paging } = extraction;
  const placeholders = placeholdersIn(request);
  const problems: Problem[] = [];
  const problem = (field: FieldRef, code: ProblemCode, message: string, blocking = true) =>
    problems.push({ field, code, message, blocking });

  const address = request.address.trim();
  if (address === "") problem({ at: "address" }, "address_empty", "Type the address of the API.");
  else if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(address))
    problem({ at: "address" }, "address_no_scheme", "The address has to begin with http:// or https://.");
  else if (!/^https?:\/\//i.test(address))
    problem({ at: "address" }, "address_bad_scheme", "Only http:// and https:// addresses can be fetched.");
  else if (/^https?:\/\/($|[/?#])/i.test(address))
    problem({ at: "address" }, "address_no_host", "The address has no host name.");

  request.headers.forEach((field, index) => {
    if (!field.enabled) return;
    if (field.name !== "" && !/^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/.test(field.name))
      problem({ at: "header", index }, "header_name_invalid", `"${field.name}" is not a header name.`);
    else if ((field.secret || IS_SECRET.test(field.name)) && field.value === "")
      problem({ at: "header", index }, "secret_missing", `Type the value of ${field.name} again: it is never saved.`);
  });

  const parsed = new Map<string, ParsedList>();
  for (const { placeholder, source } of lists) {
    const values = source.kind === "file" ? (stored.get(source.stored) ?? []) : null;
    const list = values
      ? { values, duplicates: values.length - new Set(values).size, blanks: 0, invalid: false }
      : parseList(source.kind === "typed" ? source.text : "");
    parsed.set(placeholder, list);
    const at: FieldRef = { at: "list", placeholder };
    if (!placeholders.includes(placeholder))
      problem(at, "list_unused", `{${placeholder}} is nowhere in the request.`, false);
    else if (list.invalid) problem(at, "range_invalid", "A range cannot have a step of 0.");
    else if (list.values.length === 0) problem(at, "list_empty", `The list for {${placeholder}} is empty.`);
  }
  for (const placeholder of placeholders)
    if (!parsed.has(placeholder))
      problem({ at: "list", placeholder }, "placeholder_without_list", `{${placeholder}} has no list.`);

  const used = placeholders.map((name) => parsed.get(name)?.values ?? []);
  const sizes = used.map((values) => values.length);
  if (combine === "zip" && new Set(sizes).size > 1)
    problem({ at: "combine" }, "lists_differ_in_length", "Side by side needs lists of the same length.");
  if (settings.workers !== "auto" && (settings.workers < 1 || settings.workers > 1024))
    problem({ at: "workers" }, "out_of_range", "Choose 1 to 1024 workers.");
  if (settings.limits.rate && !(settings.limits.rate.amount > 0))
    problem({ at: "rate" }, "out_of_range", "Choose a rate between one request a day and a million a second.");
  if (settings.backoff.firstMs > settings.backoff.longestMs)
    problem({ at: "backoff" }, "out_of_range", "Choose waits of which the first is no longer than the longest.");
  if (settings.answers.errorWhen?.field.trim() === "")
    problem({ at: "errorRule" }, "error_rule_empty", "Name the field of the answer that tells an error.");
  const { rule } = paging;
  if ("parameter" in rule && rule.parameter.trim() === "")
    problem({ at: "paging" }, "paging_invalid", "Name the parameter that tells the page.");
  else if ("parameter" in rule && rule.parameter.startsWith("$.") && request.method !== "POST")
    problem({ at: "paging" }, "paging_invalid", "A place in the body needs a request with a body.");
  if (settings.network.proxy !== null && !/^(https?|socks5h?):\/\/[^/\s]+/.test(settings.network.proxy))
    problem({ at: "proxy" }, "proxy_invalid", "The address of the proxy cannot be used.");

  const total =
    placeholders.length === 0 ? 1 : combine === "zip" ? Math.max(...sizes) : sizes.reduce((a, b) => a * b, 1);
  const values = (position: number): string[] => {
    if (combine === "zip") return used.map((list) => list[position] ?? "");
    let rest = position;
    const picked: string[] = [];
    for (const list of [...used].reverse()) {
      picked.unshift(list[rest % list.length] ?? "");
      rest = Math.floor(rest / list.length);
    }
    return picked;
  };
  const fill = (text: string, filled: string[]) =>
    placeholders.reduce((t, name, i) => t.replaceAll(`{${name}}`, encodeURIComponent(filled[i] ?? "")), text);
  const plan: FakePlan = {
    placeholders,
    total,
    values,
    address: (position) => {
      const filled = values(position);
      const query = request.query
        .filter((field) => field.enabled && field.name !== "")
        .map((field) => `${field.name}=${IS_SECRET.test(field.name) ? MASK : fill(field.value, filled)}`);
      const base = fill(address, filled);
      return query.length === 0 ? base : `${base}${base.includes("?") ? "&" : "?"}${query.join("&")}`;
    },
    body: (position) =>
      request.method !== "POST" || request.body === ""
        ? null
        : placeholders.reduce((t, name, i) => t.replaceAll(`{${name}}`, values(position)[i] ?? ""), request.body),
  };
  const blocked = problems.some((p) => p.blocking);
  const summaries: ListSummary[] = lists.map(({ placeholder }) => {
    const list = parsed.get(placeholder);
    return {
      placeholder,
      count: list?.values.length ?? 0,
      duplicates: list?.duplicates ?? 0,
      blanks: list?.blanks ?? 0,
      first: list?.values.slice(0, 5) ?? [],
    };
  });
  const first = blocked
    ? []
    : Array.from({ length: Math.min(5, total) }, (_, i) => ({
        values: values(i),
        address: plan.address(i),
        body: plan.body(i),
      }));
  // Enough for a list with duplicates: of several lists the others multiply them.
  const distinct = used.reduce((product, list) => product * new Set(list).size, 1);
  const equal = blocked || combine === "zip" || request.method !== "GET" ? 0 : total - distinct;
  return {
    check: { placeholders, problems, lists: summaries, equal, requests: blocked ? null : total, first },
    plan: blocked ? null : plan,
  };
}
