import { useState } from "react";

/** A number that the window remembers between sessions, such as the width of a panel. */
export function useStoredNumber(name: string, initial: number): [number, (value: number) => void] {
  const key = `fetchgrid.${name}`;
  const [value, setValue] = useState(() => {
    const stored = Number.parseFloat(localStorage.getItem(key) ?? "");
    return Number.isFinite(stored) ? stored : initial;
  });
  const set = (next: number) => {
    setValue(next);
    localStorage.setItem(key, String(next));
  };
  return [value, set];
}
