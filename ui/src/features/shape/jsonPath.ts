/** One step of a JSONPath: a name, a place in a list, or null for all of them. */
export type PathStep = string | number | null;

const STEP =
  /^(?:\.([A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)|\[(\d+)\]|\[\*\]|\.\*|\['((?:[^'\\]|\\.)*)'\]|\["((?:[^"\\]|\\.)*)"\])/u;

const unescaped = (text: string) =>
  text.replace(/\\(?:u([0-9a-fA-F]{4})|(.))/g, (_, code?: string, one?: string) =>
    code === undefined ? (one ?? "") : String.fromCharCode(Number.parseInt(code, 16)),
  );

/** The steps of a path of names, places and `*`; null for one that says more, such as a filter. */
export function parsePath(path: string): PathStep[] | null {
  if (!path.startsWith("$")) return null;
  const steps: PathStep[] = [];
  let rest = path.slice(1);
  while (rest !== "") {
    const match = STEP.exec(rest);
    if (match === null) return null;
    const [text, name, place, quoted, doubled] = match;
    const key = quoted ?? doubled;
    if (name !== undefined) steps.push(name);
    else if (key !== undefined) steps.push(unescaped(key));
    else steps.push(place === undefined ? null : Number(place));
    rest = rest.slice(text.length);
  }
  return steps;
}

const quoted = (name: string) =>
  name.replace(/['\\]/g, "\\$&").replace(
    // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what has to be written otherwise.
    /[\u0000-\u001f]/g,
    (control) => `\\u${control.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );

export function writePath(steps: readonly PathStep[]): string {
  const written = steps.map((step) => {
    if (step === null) return "[*]";
    if (typeof step === "number") return `[${step}]`;
    return /^[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*$/u.test(step) ? `.${step}` : `['${quoted(step)}']`;
  });
  return `$${written.join("")}`;
}

/** Whether a path with `*` in it leads to a place. */
export function leadsTo(path: readonly PathStep[], place: readonly PathStep[]): boolean {
  return path.length === place.length && path.every((step, at) => step === null || step === place[at]);
}

/** A key as it stands in the dotted name of a column. */
export const dotted = (key: string): string => key.replace(/[.\\]/g, "\\$&");
