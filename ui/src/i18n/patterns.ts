/** What a pattern is said of: a message of sentences, the run's log, who stands in it, why, where rows are, or a hole. */
export type Group = "sentences" | "words" | "log" | "reasons" | "labels" | "places";

/** English patterns with `{holes}`, and the same in another language. */
export type Catalogue = Record<Group, Record<string, string>>;

/** A part of a message, in the other language where it is known. */
export interface Part {
  text: string;
  isKnown: boolean;
}

/** Holes that the engine fills with words of its own. What stands in the others is data, and stays as it is. */
const OWN_WORDS: Record<string, readonly Group[]> = {
  why: ["words", "sentences"],
  within: ["words"],
  seems: ["words"],
  amount: ["words"],
  pages: ["words"],
  requests: ["words"],
  workers: ["words"],
  sizes: ["words"],
  what: ["reasons"],
  label: ["labels"],
};

/** What a hole of that name takes; the others take anything. */
const SHAPES: Record<string, string> = {
  status: "\\d{3}",
  count: "\\d\\S*?",
  page: "\\d+",
  time: "\\d\\S*(?: \\S+)?",
  host: "\\S+?",
  field: "\\S+?",
  placeholder: "\\S+?",
};

const HOLE = /\{(\w+)\}/;
/** The engine writes the status of an answer behind what is wrong with its rows. */
const STATUS = "(?<answered> \\(\\d{3}\\))?";
/** A path may hold all but the end of a sentence: a message that is not known is no path of the one after it. */
const BEFORE_THE_FIRST_WORD = "(?:(?![.?!] ).)+?";

const literal = (text: string) => text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");

interface Pattern {
  regex: RegExp;
  translation: string;
  /** Characters that are not in holes: of several patterns that fit, the one that says most is meant. */
  weight: number;
}

/** The patterns of a group, by their first word; those that begin with a hole by none. */
type Index = Map<string, Pattern[]>;

/** Puts what the engine says into another language, as far as it is known. */
export class Patterns {
  private readonly indices: Record<Group, Index>;

  constructor(catalogue: Catalogue) {
    const reasons = Object.keys(catalogue.reasons).map(literal).join("|");
    const shapes = { ...SHAPES, what: `(?:${reasons})(?: \\(\\d{3}\\))?` };
    const groups = Object.entries(catalogue).map(([group, texts]) => [group, indexOf(texts, shapes)]);
    this.indices = Object.fromEntries(groups);
  }

  translate(text: string, groups: readonly Group[]): string {
    return this.parts(text, groups)
      .map((part) => part.text)
      .join("");
  }

  /** Sentence by sentence from the left; what lies between known ones, and the spaces, comes as it is. */
  parts(text: string, groups: readonly Group[]): Part[] {
    const parts: Part[] = [];
    let at = 0;
    while (at < text.length) {
      const known = this.known(text, at, groups);
      const end = known?.end ?? endOfSentence(text, at);
      parts.push({ text: known?.text ?? text.slice(at, end), isKnown: known !== undefined });
      const next = /\S|$/.exec(text.slice(end))?.index ?? 0;
      if (next > 0) parts.push({ text: text.slice(end, end + next), isKnown: true });
      at = end + next;
    }
    return parts;
  }

  private known(text: string, at: number, groups: readonly Group[]): { text: string; end: number } | undefined {
    const word = /\S*/.exec(text.slice(at))?.[0] ?? "";
    for (const group of groups)
      for (const begin of [word, ""])
        for (const { regex, translation } of this.indices[group].get(begin) ?? []) {
          regex.lastIndex = at;
          const match = regex.exec(text);
          if (match === null) continue;
          return { text: this.fill(translation, match.groups ?? {}), end: at + match[0].length };
        }
    return undefined;
  }

  private fill(translation: string, { answered, ...values }: Record<string, string>): string {
    const filled = translation.replace(new RegExp(HOLE, "g"), (_, name: string) => {
      const value = values[name] ?? "";
      const own = OWN_WORDS[name];
      return own ? this.translate(value, own) : value;
    });
    return answered === undefined ? filled : filled.replace(/\.?$/, (stop) => answered + stop);
  }
}

function indexOf(texts: Record<string, string>, shapes: Record<string, string>): Index {
  const index: Index = new Map();
  for (const [english, translation] of Object.entries(texts)) {
    const first = english.split(" ")[0] ?? "";
    const begin = HOLE.test(first) ? "" : first;
    const weight = english.replace(new RegExp(HOLE, "g"), "").length;
    index.set(begin, [...(index.get(begin) ?? []), { regex: regexOf(english, shapes), translation, weight }]);
  }
  for (const patterns of index.values()) patterns.sort((a, b) => b.weight - a.weight);
  return index;
}

/** A sentence ends where another one may begin; what has no full stop is all that there is. */
function regexOf(english: string, shapes: Record<string, string>): RegExp {
  const isSentence = english.endsWith(".");
  const [head = "", ...rest] = (isSentence ? english.slice(0, -1) : english).split(new RegExp(HOLE, "g"));
  let regex = literal(head);
  for (let at = 0; at < rest.length; at += 2) {
    const [name = "", after = ""] = [rest[at], rest[at + 1]];
    const open = regex.includes(" ") ? ".+?" : BEFORE_THE_FIRST_WORD;
    regex += `(?<${name}>${shapes[name] ?? open})${literal(after)}`;
  }
  return new RegExp(isSentence ? `${regex}${STATUS}\\.(?=\\s|$)` : `(?<![\\s\\S])${regex}${STATUS}$`, "sy");
}

function endOfSentence(text: string, from: number): number {
  const end = /[.?!](?=\s)/g;
  end.lastIndex = from;
  return end.test(text) ? end.lastIndex : text.length;
}
