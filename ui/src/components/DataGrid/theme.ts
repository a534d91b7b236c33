import type { Theme } from "@glideapps/glide-data-grid";
import { useMantineTheme } from "@mantine/core";
import { useMemo, useSyncExternalStore } from "react";

export interface GridColors {
  grid: Partial<Theme>;
  /** Behind what was searched for. */
  match: string;
  /** Of the stroke in a cell whose record has no such field. */
  marker: string;
  error: string;
  /** Of the mark of a cell that is not of its column's type. */
  misfit: string;
  /** Around the cell that the search stands on. */
  hit: string;
  /** Behind a cell that changed. */
  changed: string;
  /** Behind a column that is pointed out. */
  marked: string;
}

/** The colours of the interface that the grid is made of, in hexadecimal. */
export interface Tokens {
  surface: string;
  raised: string;
  line: string;
  text: string;
  dim: string;
  accent: string;
  failed: string;
  warn: string;
}

const LIGHT: Tokens = {
  surface: "#ffffff",
  raised: "#f8f9fa",
  line: "#dee2e6",
  text: "#1f2328",
  dim: "#5c636a",
  accent: "#1463bd",
  failed: "#c92a2a",
  warn: "#8a5300",
};

/** Red, green and blue; a style sheet that was built has `#fff` for `#ffffff`. */
function channelsOf(hex: string): number[] {
  const digits = hex.length === 4 ? hex.replace(/[^#]/g, "$&$&") : hex;
  return [1, 3, 5].map((at) => Number.parseInt(digits.slice(at, at + 2), 16));
}

function translucent(hex: string, alpha: number): string {
  return `rgba(${channelsOf(hex).join(", ")}, ${alpha})`;
}

/** A ground with so much of another colour; columns need one that nothing shines through. */
function mixed(ground: string, color: string, part: number): string {
  const over = channelsOf(color);
  const channels = channelsOf(ground).map((one, at) => Math.round(one * (1 - part) + (over[at] ?? 0) * part));
  return `#${channels.map((one) => one.toString(16).padStart(2, "0")).join("")}`;
}

export function gridColors(tokens: Tokens, dark: boolean, scale: number, fontFamily = "sans-serif"): GridColors {
  const { surface, raised, line, text, dim, accent, failed, warn } = tokens;
  const px = (size: number) => `${Math.round(size * scale * 10) / 10}px`;
  const hovered = dark ? "#33373c" : "#eef1f4";
  return {
    grid: {
      fontFamily,
      baseFontStyle: px(13),
      headerFontStyle: `600 ${px(13)}`,
      markerFontStyle: px(11),
      editorFontSize: px(13),
      headerIconSize: Math.round(16 * scale),
      cellHorizontalPadding: 10,
      cellVerticalPadding: 3,
      lineHeight: 1.4,
      roundingRadius: 0,
      textDark: text,
      textMedium: dim,
      textLight: dim,
      textHeader: text,
      bgIconHeader: dim,
      fgIconHeader: raised,
      bgCell: surface,
      bgCellMedium: raised,
      bgHeader: raised,
      bgHeaderHasFocus: dark ? "#353a40" : "#e3e8ee",
      bgHeaderHovered: hovered,
      borderColor: line,
      horizontalBorderColor: translucent(line, dark ? 0.6 : 0.75),
      headerBottomBorderColor: line,
      bgBubble: hovered,
      bgBubbleSelected: line,
      accentColor: accent,
      accentFg: surface,
      accentLight: translucent(accent, dark ? 0.2 : 0.1),
      textHeaderSelected: surface,
      linkColor: accent,
      resizeIndicatorColor: accent,
      bgSearchResult: "rgba(255, 212, 59, 0.3)",
    },
    match: dark ? "rgba(245, 191, 99, 0.42)" : "rgba(255, 212, 59, 0.75)",
    marker: dark ? "#5b6067" : "#b6bcc2",
    error: failed,
    misfit: warn,
    hit: accent,
    changed: translucent(warn, dark ? 0.22 : 0.12),
    marked: mixed(surface, accent, dark ? 0.26 : 0.16),
  };
}

/** Fonts at the usual text size, for measuring texts. */
export function gridFonts(fontFamily = "sans-serif"): { header: string; cell: string } {
  return { header: `600 13px ${fontFamily}`, cell: `13px ${fontFamily}` };
}

function subscribe(listener: () => void): () => void {
  const observer = new MutationObserver(listener);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ["data-mantine-color-scheme"] });
  return () => observer.disconnect();
}

const scheme = () => document.documentElement.getAttribute("data-mantine-color-scheme") ?? "light";

function readTokens(): Tokens {
  const style = getComputedStyle(document.documentElement);
  const read = (name: keyof Tokens) => style.getPropertyValue(`--fg-${name}`).trim() || LIGHT[name];
  return {
    surface: read("surface"),
    raised: read("raised"),
    line: read("line"),
    text: read("text"),
    dim: read("dim"),
    accent: read("accent"),
    failed: read("failed"),
    warn: read("warn"),
  };
}

/** The grid draws on a canvas, where style sheets do not reach: the interface's colours, spelled out for either scheme. */
export function useGridColors(scale: number): GridColors {
  const { fontFamily } = useMantineTheme();
  // The attribute, not React's idea of the scheme: the style sheet's variables follow the attribute.
  const name = useSyncExternalStore(subscribe, scheme, () => "light");
  return useMemo(() => gridColors(readTokens(), name === "dark", scale, fontFamily), [name, scale, fontFamily]);
}
