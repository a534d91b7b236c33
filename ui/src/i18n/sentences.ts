import i18n from ".";
import { type Catalogue, type Group, Patterns } from "./patterns";

/** Failures repeat a few messages by the thousand; the values in some of them are all different. */
const MOST_REMEMBERED = 1000;

const files = import.meta.glob<Catalogue>("./sentences.*.json", { eager: true, import: "default" });

/** What the engine's sentences are in a language. None for English, in which they are written and stored. */
export const sentencesOf = (language: string): Catalogue | undefined => files[`./sentences.${language}.json`];

interface Spoken {
  language: string;
  patterns: Patterns;
  remembered: Map<string, string>;
}

let spoken: Spoken | null = null;

function inLanguage(language: string): Spoken | null {
  if (spoken?.language !== language) {
    const catalogue = sentencesOf(language);
    spoken = catalogue ? { language, patterns: new Patterns(catalogue), remembered: new Map() } : null;
  }
  return spoken;
}

/** What the engine says, in the language of the window. What is not known there stays English. */
export function said(message: string, group: Group = "sentences"): string {
  const now = inLanguage(i18n.language);
  if (now === null) return message;
  const key = `${group} ${message}`;
  const before = now.remembered.get(key);
  if (before !== undefined) return before;
  const words = now.patterns.translate(message, [group]);
  if (now.remembered.size >= MOST_REMEMBERED) now.remembered.clear();
  now.remembered.set(key, words);
  return words;
}
