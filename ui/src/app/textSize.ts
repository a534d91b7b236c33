import { useSyncExternalStore } from "react";

/** Per cent of the normal size of text; everything is laid out in rem and grows with it. */
export const TEXT_SIZES = [100, 125, 150, 175, 200] as const;
export type TextSize = (typeof TEXT_SIZES)[number];

const KEY = "fetchgrid.textSize";
const listeners = new Set<() => void>();

function stored(): TextSize {
  const number = Number(localStorage.getItem(KEY));
  return TEXT_SIZES.find((size) => size === number) ?? 100;
}

let current: TextSize = 100;

export function setTextSize(size: TextSize): void {
  current = size;
  localStorage.setItem(KEY, String(size));
  document.documentElement.style.fontSize = `${size}%`;
  for (const listener of listeners) listener();
  // What measures itself by the window, such as the layout, looks again.
  window.dispatchEvent(new Event("resize"));
}

/** One step up or down; 0 for the normal size. */
export function changeTextSize(by: -1 | 0 | 1): void {
  const at = TEXT_SIZES.indexOf(current);
  setTextSize(by === 0 ? 100 : (TEXT_SIZES[at + by] ?? current));
}

/** As it was left; once, at the start. */
export function restoreTextSize(): void {
  setTextSize(stored());
}

export function useTextSize(): TextSize {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => current,
  );
}
