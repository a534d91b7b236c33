import { useSyncExternalStore } from "react";

/** How wide the window is, measured in its own text: twice the text size is half the width. */
export type Frame = "wide" | "medium" | "narrow" | "tiny";

/** Below this the top bar needs two lines, or the end of the progress would be lost. */
const MEDIUM_REM = 1280 / 16;

/** Below this the set-up no longer fits beside the grid and becomes a drawer. */
const NARROW_REM = 1000 / 16;
/** Below this the buttons of the top bar show their signs only. */
const TINY_REM = 860 / 16;

function measure(): Frame {
  const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
  const width = window.innerWidth / rem;
  if (width <= TINY_REM) return "tiny";
  return width <= NARROW_REM ? "narrow" : width <= MEDIUM_REM ? "medium" : "wide";
}

function subscribe(listener: () => void): () => void {
  window.addEventListener("resize", listener);
  return () => window.removeEventListener("resize", listener);
}

export function useFrame(): Frame {
  return useSyncExternalStore(subscribe, measure);
}

/** Whether the panels have room beside the grid. */
export const hasRoom = (frame: Frame): boolean => frame === "wide" || frame === "medium";
export const isWideFrame = (): boolean => hasRoom(measure());
