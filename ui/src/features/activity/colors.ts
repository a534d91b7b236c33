import { useMemo, useSyncExternalStore } from "react";

import { useRootScale } from "../../components/useRootScale";

export interface ChartColors {
  text: string;
  grid: string;
  done: string;
  doneGround: string;
  failed: string;
  mark: string;
  font: string;
  /** How much larger than usual the text is. */
  scale: number;
}

const scheme = () => document.documentElement.getAttribute("data-mantine-color-scheme") ?? "light";

function subscribe(listener: () => void): () => void {
  const observer = new MutationObserver(listener);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ["data-mantine-color-scheme"] });
  return () => observer.disconnect();
}

function read(scale: number): ChartColors {
  const style = getComputedStyle(document.documentElement);
  const token = (name: string, otherwise: string) => style.getPropertyValue(name).trim() || otherwise;
  const done = token("--fg-done", "#1c74d9");
  return {
    text: token("--fg-dim", "#5c636a"),
    grid: token("--fg-line", "#dee2e6"),
    done,
    doneGround: `${done}33`,
    failed: token("--fg-failed", "#c92a2a"),
    mark: token("--fg-text", "#1f2328"),
    font: `${Math.round(12 * scale)}px ${getComputedStyle(document.body).fontFamily || "sans-serif"}`,
    scale,
  };
}

/** The charts are drawn on a canvas: the interface's colours, read anew when the scheme changes. */
export function useChartColors(): ChartColors {
  const scale = useRootScale();
  const name = useSyncExternalStore(subscribe, scheme, () => "light");
  // biome-ignore lint/correctness/useExhaustiveDependencies: the style sheet's variables follow the scheme.
  return useMemo(() => read(scale), [name, scale]);
}
