/** What a key means to the table, beside moving and selecting, which the grid library does by itself. */
export type GridCommand =
  | "copy"
  | "copyWithHeaders"
  | "cellMenu"
  | "headerMenu"
  | "filter"
  | "look"
  | "detail"
  | "selectColumns"
  | "first"
  | "last";

type Keys = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey">;

export function gridCommand({ key, ctrlKey, metaKey, altKey, shiftKey }: Keys): GridCommand | null {
  const isControl = ctrlKey || metaKey;
  if (isControl && !altKey && key.toLowerCase() === "c") return shiftKey ? "copyWithHeaders" : "copy";
  if (key === "ContextMenu" || (shiftKey && key === "F10")) return "cellMenu";
  // As in spreadsheets, where it opens the menu of the column.
  if (altKey && !isControl && !shiftKey && key === "ArrowDown") return "headerMenu";
  if (altKey) return null;
  if (isControl && shiftKey && key.toLowerCase() === "l") return "filter";
  if (isControl && !shiftKey) {
    if (key === " ") return "selectColumns";
    // The grid's own way there is wrong past the height that browsers give an element.
    if (key === "Home") return "first";
    if (key === "End") return "last";
    return null;
  }
  if (isControl || shiftKey) return null;
  if (key === "F8") return "detail";
  return key === " " || key === "F7" ? "look" : null;
}

const MOVES = new Set(["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "Home", "End", "PageUp", "PageDown"]);

/** Whether the key moves among cells. */
export function isMove({ key, altKey }: Keys): boolean {
  return !altKey && MOVES.has(key);
}
