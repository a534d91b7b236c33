import type { RequestTemplate } from "../bindings";

/** `{name}`; every other brace is text. The same rule as the engine's. */
const PLACEHOLDER = /\{([A-Za-z_][A-Za-z0-9_.-]*)\}/g;

/** A text cut at its placeholders, for highlighting. The parts put together are the text. */
export interface TextPart {
  text: string;
  placeholder: string | null;
}

export function splitPlaceholders(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let from = 0;
  for (const match of text.matchAll(PLACEHOLDER)) {
    if (match.index > from) parts.push({ text: text.slice(from, match.index), placeholder: null });
    parts.push({ text: match[0], placeholder: match[1] ?? "" });
    from = match.index + match[0].length;
  }
  if (from < text.length) parts.push({ text: text.slice(from), placeholder: null });
  return parts;
}

/** Names in order of first appearance. */
export function placeholdersOf(...texts: string[]): string[] {
  const names = new Set<string>();
  for (const text of texts) for (const match of text.matchAll(PLACEHOLDER)) names.add(match[1] ?? "");
  return [...names];
}

/** All placeholders of a request: address, query, headers, body, in order of first appearance. */
export function placeholdersIn(request: RequestTemplate): string[] {
  const used = (fields: RequestTemplate["query"]) =>
    fields.filter((field) => field.enabled).flatMap((field) => [field.name, field.value]);
  return placeholdersOf(
    request.address,
    ...used(request.query),
    ...used(request.headers),
    ...(request.method === "POST" ? [request.body] : []),
  );
}
