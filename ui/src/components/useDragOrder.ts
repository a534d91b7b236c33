import { type PointerEvent, type RefObject, useMemo, useRef, useState } from "react";

/** Where a dragged line would land: before or after another one. */
export type DropMark = "before" | "after" | undefined;

/** What the grip of a line does; the same object as long as the list is there. */
export interface Grip {
  down: (event: PointerEvent<HTMLElement>, at: number) => void;
  move: (event: PointerEvent<HTMLElement>) => void;
  up: () => void;
  cancel: () => void;
}

interface Drag {
  from: number;
  to: number;
}

/**
 * Lines of a list that are dragged by a grip. By pointer events: the drag and drop of the web view is taken by the window
 * for files.
 */
export function useDragOrder(
  list: RefObject<HTMLElement | null>,
  onMove: (from: number, to: number) => void,
  /** The line at a height of the window, for a list that does not draw all of its lines. */
  lineOf?: (y: number) => number,
) {
  const [drag, setDrag] = useState<Drag | null>(null);
  const latest = useRef({ drag, onMove, lineOf });
  latest.current = { drag, onMove, lineOf };

  const grip = useMemo((): Grip => {
    const set = (next: Drag | null) => {
      latest.current.drag = next;
      setDrag(next);
    };
    const lineAt = (y: number): number => {
      if (latest.current.lineOf) return latest.current.lineOf(y);
      const lines = [...(list.current?.children ?? [])];
      const below = lines.findIndex((line) => y < line.getBoundingClientRect().bottom);
      return below < 0 ? lines.length - 1 : below;
    };
    return {
      down: (event, at) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture?.(event.pointerId);
        set({ from: at, to: at });
      },
      move: (event) => {
        const now = latest.current.drag;
        if (now === null) return;
        const to = lineAt(event.clientY);
        if (to !== now.to) set({ ...now, to });
      },
      up: () => {
        const now = latest.current.drag;
        set(null);
        if (now !== null) latest.current.onMove(now.from, now.to);
      },
      cancel: () => set(null),
    };
  }, [list]);

  const markOf = (at: number): DropMark => {
    if (drag === null || drag.to !== at || drag.from === at) return undefined;
    return drag.to > drag.from ? "after" : "before";
  };
  return { grip, markOf };
}
