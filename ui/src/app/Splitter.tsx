import { type KeyboardEvent, type PointerEvent, useRef } from "react";
import classes from "./app.module.css";

interface SplitterProps {
  label: string;
  /** Width in rem of the panel that is resized. */
  width: number;
  min: number;
  max: number;
  /** The panel lies to the left of the splitter, or to the right. */
  side: "left" | "right";
  onChange: (width: number) => void;
}

/** How far one press of an arrow key moves it, in rem. */
const KEY_STEP = 1;

/** The line between two panels; dragged with the pointer, or moved with the arrow keys. */
export function Splitter({ label, width, min, max, side, onChange }: SplitterProps) {
  const drag = useRef<{ x: number; width: number; rem: number } | null>(null);
  const clamp = (value: number) => Math.min(max, Math.max(min, value));
  const sign = side === "left" ? 1 : -1;

  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
    drag.current = { x: event.clientX, width, rem };
    event.currentTarget.setPointerCapture(event.pointerId);
  };
  const onPointerMove = (event: PointerEvent) => {
    const from = drag.current;
    if (from) onChange(clamp(from.width + (sign * (event.clientX - from.x)) / from.rem));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const by = event.key === "ArrowLeft" ? -KEY_STEP : event.key === "ArrowRight" ? KEY_STEP : 0;
    if (by === 0) return;
    event.preventDefault();
    onChange(clamp(width + sign * by));
  };

  return (
    // biome-ignore lint/a11y/useSemanticElements: an <hr> cannot be focused and dragged.
    <div
      className={classes.splitter}
      role="separator"
      aria-orientation="vertical"
      aria-label={label}
      aria-valuemin={min}
      aria-valuemax={max}
      aria-valuenow={Math.round(width)}
      tabIndex={0}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={() => {
        drag.current = null;
      }}
      onKeyDown={onKeyDown}
    />
  );
}
