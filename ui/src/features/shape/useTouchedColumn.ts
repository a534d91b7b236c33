import { useEffect } from "react";
import { isSameKey } from "../../app/shapeOf";
import type { Column } from "../../bindings";
import { useShape } from "./store";

/** Long enough to find it, short enough not to be taken for something that stays. */
const MARK_MS = 2000;

/** The id of the column that a step was about just now; null after a moment. Of a list that became columns the first. */
export function useTouchedColumn(columns: readonly Column[]): number | null {
  const touched = useShape((state) => state.touched);
  const found =
    touched &&
    (columns.find((column) => isSameKey(column, touched)) ??
      columns.find(({ origin, name }) => origin === touched.origin && name.startsWith(`${touched.name}.`)));
  const isFound = Boolean(found);
  useEffect(() => {
    if (touched === null || !isFound) return;
    const timer = setTimeout(() => useShape.setState({ touched: null }), MARK_MS);
    return () => clearTimeout(timer);
  }, [touched, isFound]);
  return found?.id ?? null;
}
