import { useSyncExternalStore } from "react";

/** How wide the window is, measured in its own text: twice the text size is half the width. */
export type Frame = "wide" | "narrow" | "tiny";

/** Below this the set-up no longer fits beside the grid and becomes a drawer. */
const NARROW_REM = 1000 / 16;
/** Below this the top bar needs two lines. */
const TINY_REM = 860 / 16;

function measure(): Frame {
  const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
  const width = window.innerWidth / rem;
  return width <= TINY_REM ? "tiny" : width <= NARROW_REM ? "narrow" : "wide";
}

function subscribe(listener: () => void): () => void {
  window.addEventListener("resize", listener);
  return () => window.removeEventListener("resize", listener);
}

export function useFrame(): Frame {
  return useSyncExternalStore(subscribe, measure);
}
