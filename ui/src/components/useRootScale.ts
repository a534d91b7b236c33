import { useSyncExternalStore } from "react";

function read(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / 16 || 1;
}

function subscribe(listener: () => void): () => void {
  const observer = new MutationObserver(listener);
  observer.observe(document.documentElement, {
    attributes: true,
    attributeFilter: ["style", "class", "data-text-size"],
  });
  return () => observer.disconnect();
}

/** How much larger than usual the interface's text is: 1 to 2. A canvas does not follow the root's font size by itself. */
export function useRootScale(): number {
  return useSyncExternalStore(subscribe, read, () => 1);
}
