import { describe, expect, it } from "vitest";

import { changed, type History, lastChanged, lastUndone, redone, undone } from "./history";

/** Two histories of texts, and what is done: a letter changes the first, a figure the second; `-` undoes, `+` does again. */
function after(keys: string): string {
  const texts = ["", ""];
  const histories: History<string>[] = [
    { past: [], future: [] },
    { past: [], future: [] },
  ];
  for (const key of keys) {
    if (key === "-" || key === "+") {
      const chosen = key === "-" ? lastChanged(histories) : lastUndone(histories);
      if (!chosen) continue;
      const at = histories.indexOf(chosen);
      const travelled = (key === "-" ? undone : redone)(chosen, texts[at] ?? "");
      if (!travelled) continue;
      texts[at] = travelled.value;
      histories[at] = travelled;
    } else {
      const at = /\d/.test(key) ? 1 : 0;
      histories[at] = changed(histories[at] ?? { past: [], future: [] }, texts[at] ?? "");
      texts[at] += key;
    }
  }
  return texts.join(" ");
}

describe("undo over two histories", () => {
  it.each([
    ["", " "],
    ["-", " "],
    ["+", " "],
    ["a1b2", "ab 12"],
    ["a1b2-", "ab 1"],
    ["a1b2--", "a 1"],
    ["a1b2----", " "],
    ["a1b2-----", " "],
    ["a1b2----+", "a "],
    ["a1b2----++++", "ab 12"],
    ["a1b2----+++++", "ab 12"],
    ["a1-b", "ab "],
    ["a1-b+", "ab "],
    ["a1-b-+", "ab "],
    ["a1--2+", " 2"],
    ["ab12---+-+3", "ab 3"],
  ])("%s", (keys, expected) => {
    expect(after(keys)).toBe(expected);
  });
});
