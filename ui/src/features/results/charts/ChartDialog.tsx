import { Button, Group, Text } from "@mantine/core";
import { useElementSize } from "@mantine/hooks";
import { IconPhoto, IconVector } from "@tabler/icons-react";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";

import { errorWords } from "../../../app/errorWords";
import { notifyDone, notifyError } from "../../../app/notify";
import type { ChartRequest, Column } from "../../../bindings";
import { WideDialog } from "../../../components/WideDialog";
import { openAnalysis } from "../analysis";
import { titleOf, useShownColumns } from "../useShownColumns";
import { BarChart } from "./BarChart";
import { ChartFields } from "./ChartFields";
import classes from "./Charts.module.css";
import { usualChart, usualKind } from "./defaults";
import type { ChartInk } from "./frame";
import { onPaper } from "./Paper";
import { PlotChart } from "./PlotChart";
import { type PictureFormat, savePicture } from "./picture";
import { isOfColumns, setChart, useChart } from "./store";
import { type DrawnData, useChartData } from "./useChartData";
import { useChartWords } from "./useChartWords";
import { useInk } from "./useInk";

/** A chart of the rows that are shown; it stays as it was left. */
export function ChartDialog({ column }: { column: number | null }) {
  const { t } = useTranslation("charts");
  const columns = useShownColumns();
  const chart = useChart((state) => state.chart);
  const there = new Set(columns.map(({ id }) => id));
  const known = chart !== null && isOfColumns(chart, there) ? chart : null;
  useEffect(() => {
    if (column !== null) {
      const about = columns.find(({ id }) => id === column);
      setChart(usualChart(usualKind(about), columns, column));
    } else if (known === null && columns.length > 0) setChart(usualChart("bar", columns));
  }, [column, known, columns]);
  if (known === null) return null;
  return (
    <WideDialog
      title={t("title")}
      isOpen
      onClose={() => openAnalysis(null)}
      side={<ChartFields chart={known} columns={columns} />}
    >
      <Drawn chart={known} columns={columns} />
    </WideDialog>
  );
}

function Drawn({ chart, columns }: { chart: ChartRequest; columns: readonly Column[] }) {
  const { t } = useTranslation("charts");
  const { of, data, error } = useChartData(chart);
  const { ref, width, height } = useElementSize<HTMLDivElement>();
  const room = { width, height };
  const ink = useInk();
  const { title, note } = useChartWords(of ?? chart, data, columns);
  const save = (format: PictureFormat) => {
    if (of === null || data === null) return;
    const draw = (paper: ChartInk) => <Picture chart={of} data={data} columns={columns} {...room} ink={paper} />;
    savePicture(onPaper(ink, { ...room, title, note, draw }), format, {
      title: t("save.title"),
      kind: t(`save.${format}`),
      name: title,
    }).then((path) => path !== null && notifyDone(t("save.done", { path })), notifyError);
  };
  const isDrawn = data !== null && of !== null && width > 0 && height > 0;
  return (
    <>
      <div className={classes.bar}>
        <Text size="xs" c={error ? "var(--fg-failed)" : "var(--fg-dim)"} role="status" className={classes.note}>
          {error ? errorWords(error) : data === null ? t("drawing") : note}
        </Text>
        <Group gap="xs" ml="auto" wrap="nowrap">
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconPhoto size="0.875rem" aria-hidden />}
            disabled={!isDrawn}
            onClick={() => save("png")}
          >
            {t("save.asPng")}
          </Button>
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconVector size="0.875rem" aria-hidden />}
            disabled={!isDrawn}
            onClick={() => save("svg")}
          >
            {t("save.asSvg")}
          </Button>
        </Group>
      </div>
      <div ref={ref} className={classes.chart}>
        {isDrawn && (
          <svg
            role="img"
            aria-label={`${title}. ${note}`}
            width={width}
            height={height}
            viewBox={`0 0 ${Math.round(width)} ${Math.round(height)}`}
            fontFamily={ink.font}
          >
            <rect width="100%" height="100%" fill={ink.ground} />
            <Picture chart={of} data={data} columns={columns} {...room} ink={ink} title={title} />
          </svg>
        )}
      </div>
    </>
  );
}

interface PictureProps {
  chart: ChartRequest;
  data: DrawnData;
  columns: readonly Column[];
  width: number;
  height: number;
  ink: ChartInk;
  title?: string | undefined;
}

function Picture({ chart, data, columns, width, height, ink, title }: PictureProps) {
  const { t } = useTranslation("charts");
  const room = { width, height, ink };
  const name = (id: number) => titleOf(columns, id);
  if (data.kind === "bar") return <BarChart {...room} data={data} title={title} />;
  if (chart.kind === "line")
    return <PlotChart {...room} data={data} xTitle={name(chart.x)} yTitles={chart.y.map(name)} />;
  if (chart.kind === "scatter")
    return <PlotChart {...room} data={data} xTitle={name(chart.x)} yTitles={[name(chart.y)]} />;
  if (chart.kind === "histogram")
    return <PlotChart {...room} data={data} xTitle={name(chart.column)} yTitles={[t("rows")]} />;
  return null;
}
