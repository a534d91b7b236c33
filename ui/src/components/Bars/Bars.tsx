import classes from "./Bars.module.css";

export interface SmallBar {
  count: number;
  /** Said of the bar below the pointer. */
  tip: string;
  /** Not within what is chosen: it is drawn as an outline. */
  isOut?: boolean;
}

interface BarsProps {
  /** What the picture says, in words. */
  label: string;
  bars: readonly SmallBar[];
  /** In rem. */
  height?: number;
  /** With Shift: what was picked grows to it. */
  onPick?: (at: number, extends_: boolean) => void;
}

const WIDTH = 240;
const HEIGHT = 48;
/** A bar of few among bars of many is still to be seen. */
const LEAST = 1.5;

/** A small histogram. Everything that a click on it does can be typed beside it. */
export function Bars({ label, bars, height = 3, onPick }: BarsProps) {
  const most = Math.max(1, ...bars.map(({ count }) => count));
  const step = WIDTH / Math.max(1, bars.length);
  const gap = step > 4 ? 1 : 0;
  return (
    <svg
      className={classes.bars}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      style={{ height: `${height}rem` }}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      {bars.map(({ count, tip, isOut }, at) => {
        const tall = count === 0 ? 0 : Math.max(LEAST, (count / most) * (HEIGHT - 2));
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a bar is its place.
          <g key={at}>
            <rect
              className={classes.bar}
              data-out={isOut || undefined}
              x={at * step}
              y={HEIGHT - 1 - tall}
              width={Math.max(0.5, step - gap)}
              height={tall}
            />
            {/* biome-ignore lint/a11y/noStaticElementInteractions: a shorter way to what can be typed. */}
            <rect
              className={classes.hit}
              x={at * step}
              y={0}
              width={step}
              height={HEIGHT}
              onClick={onPick && ((event) => onPick(at, event.shiftKey))}
            >
              <title>{tip}</title>
            </rect>
          </g>
        );
      })}
      <line className={classes.base} x1={0} x2={WIDTH} y1={HEIGHT - 0.5} y2={HEIGHT - 0.5} />
    </svg>
  );
}
