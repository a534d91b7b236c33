import "uplot/dist/uPlot.min.css";

import { useElementSize, useMergedRef } from "@mantine/hooks";
import { useLayoutEffect, useRef, useState } from "react";
import uPlot from "uplot";

import classes from "./Activity.module.css";
import { type ChartColors, useChartColors } from "./colors";

interface ChartProps {
  /** What the picture says, in words. */
  label: string;
  data: uPlot.AlignedData;
  /** The chart is made anew when this or the colours change; figures alone go through `data`. */
  options: (colors: ChartColors) => Omit<uPlot.Options, "width" | "height">;
}

/** A uPlot chart that fills its box and follows the colour scheme. It never moves by itself. */
export function Chart({ label, data, options }: ChartProps) {
  const { ref: sizeRef, width, height } = useElementSize<HTMLDivElement>();
  const box = useRef<HTMLDivElement>(null);
  const setBox = useMergedRef(sizeRef, box);
  const chart = useRef<uPlot | null>(null);
  const colors = useChartColors();
  const latest = useRef({ data, width, height });
  latest.current = { data, width, height };
  // Once made, a chart outlives its tab being hidden: it is there at once when the tab is shown again.
  const [isShown, setShown] = useState(false);
  if (!isShown && width > 0 && height > 0) setShown(true);

  useLayoutEffect(() => {
    if (!isShown || box.current === null) return;
    const size = { width: latest.current.width, height: latest.current.height };
    const made = new uPlot({ ...size, ...options(colors) }, latest.current.data, box.current);
    chart.current = made;
    return () => {
      made.destroy();
      chart.current = null;
    };
  }, [isShown, options, colors]);

  useLayoutEffect(() => {
    if (width > 0 && height > 0) chart.current?.setSize({ width, height });
  }, [width, height]);
  useLayoutEffect(() => chart.current?.setData(data), [data]);

  return <div ref={setBox} className={classes.chart} role="img" aria-label={label} />;
}
