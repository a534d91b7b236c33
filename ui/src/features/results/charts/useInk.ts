import { useMemo, useSyncExternalStore } from "react";

import { useRootScale } from "../../../components/useRootScale";
import { type ChartInk, PAPER } from "./frame";

const LETTER = 12;
const SERIES = ["--fg-done", "--fg-warn", "--fg-good", "--fg-failed", "--fg-dim"];

const scheme = () => document.documentElement.getAttribute("data-mantine-color-scheme") ?? "light";

function subscribe(listener: () => void): () => void {
  const observer = new MutationObserver(listener);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ["data-mantine-color-scheme"] });
  return () => observer.disconnect();
}

function read(scale: number): ChartInk {
  const style = getComputedStyle(document.documentElement);
  const token = (name: string, otherwise: string) => style.getPropertyValue(name).trim() || otherwise;
  return {
    text: token("--fg-text", PAPER.text),
    dim: token("--fg-dim", PAPER.dim),
    line: token("--fg-line", PAPER.line),
    ground: token("--fg-surface", PAPER.ground),
    series: SERIES.map((name, at) => token(name, PAPER.series[at] ?? PAPER.text)),
    font: getComputedStyle(document.body).fontFamily || PAPER.font,
    size: Math.round(LETTER * scale),
  };
}

/** The interface's colours, read anew when the scheme changes. */
export function useInk(): ChartInk {
  const scale = useRootScale();
  const name = useSyncExternalStore(subscribe, scheme, () => "light");
  // biome-ignore lint/correctness/useExhaustiveDependencies: the style sheet's variables follow the scheme.
  return useMemo(() => read(scale), [name, scale]);
}
