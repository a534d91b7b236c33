/** A list as the fake understands it: enough of the engine's rules to develop against, none of its laziness. */
export interface ParsedList {
  values: string[];
  duplicates: number;
  blanks: number;
  invalid: boolean;
}

/** More than this is not made in memory by the fake. */
const MOST = 1_000_000;

export function parseList(text: string): ParsedList {
  const values: string[] = [];
  let blanks = 0;
  let invalid = false;
  // A newline at the very end is how a pasted column ends, not an empty value.
  const body = text.replace(/\n$/, "");
  if (body.trim() === "") return { values, duplicates: 0, blanks: 0, invalid };
  for (const raw of body.split(/[\n,;\t]/)) {
    const entry = raw.trim();
    const range = /^(\d+)(?:-|\.\.)(\d+)(?:\/(\d+))?$/.exec(entry);
    if (entry === "") blanks += 1;
    else if (range) {
      const [, from = "", to = "", by] = range;
      const step = by === undefined ? 1 : Number(by);
      const [start, end] = [Number(from), Number(to)];
      if (step === 0) {
        invalid = true;
        continue;
      }
      const count = Math.min(MOST, Math.floor(Math.abs(end - start) / step) + 1);
      for (let i = 0; i < count; i += 1) {
        values.push(String(start + (end < start ? -1 : 1) * i * step).padStart(from.length, "0"));
      }
    } else values.push(entry);
  }
  return { values, duplicates: values.length - new Set(values).size, blanks, invalid };
}
