import i18n from "../i18n";

/** The keys of the window, once: the shortcuts, the tooltips and the help read this table. */
export const KEYS = {
  run: "Mod+Enter",
  testOne: "Mod+T",
  stop: "Escape",
  find: "Mod+F",
  findNext: "F3",
  findPrevious: "Shift+F3",
  goTo: "Mod+G",
  export: "Mod+E",
  saveAs: "Mod+S",
  open: "Mod+O",
  new: "Mod+N",
  undo: "Mod+Z",
  redo: "Mod+Y",
  setup: "Mod+B",
  larger: "Mod+=",
  smaller: "Mod+-",
  normal: "Mod+0",
  help: "F1",
} as const;

export type KeyName = keyof typeof KEYS;

const isMac = /mac/i.test(navigator.platform);

/** Ctrl+Enter, or ⌘Enter on a Mac; the names are those on the user's keyboard. */
export function keyText(keys: string): string {
  return keys
    .replace("Mod+", isMac ? "⌘" : `${i18n.t("app:keys.ctrl")}+`)
    .replace("Shift+", isMac ? "⇧" : `${i18n.t("app:keys.shift")}+`)
    .replace("Escape", i18n.t("app:keys.escape"))
    .replace("Alt+", isMac ? "⌥" : `${i18n.t("app:keys.alt")}+`)
    .replace("Space", i18n.t("app:keys.space"))
    .replace("End", i18n.t("app:keys.end"))
    .replace("Enter", i18n.t("app:keys.enter"))
    .replace("-", "−");
}

/** A tooltip with its keys: "Fetch everything (Ctrl+Enter)". */
export function withKeys(text: string, name: KeyName): string {
  return `${text} (${keyText(KEYS[name])})`;
}

/** Whether a key press is the one named. */
export function matches(event: KeyboardEvent, keys: string): boolean {
  const parts = keys.split("+");
  const key = parts.at(-1) ?? "";
  const wantsMod = parts.includes("Mod");
  const wantsShift = parts.includes("Shift");
  const hasMod = isMac ? event.metaKey : event.ctrlKey;
  if (hasMod !== wantsMod || event.altKey) return false;
  // "+" is typed with Shift on some keyboards and without on others.
  if (key === "=") return event.key === "=" || event.key === "+";
  return event.shiftKey === wantsShift && event.key.toLowerCase() === key.toLowerCase();
}
