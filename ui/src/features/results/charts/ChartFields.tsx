import { ActionIcon, Button, Checkbox, Group, NativeSelect, SegmentedControl, Stack } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

import type { ChartRequest, Column, DateUnit, MeasureFunction } from "../../../bindings";
import { FUNCTIONS, functionsOf, isDated, numbersOf } from "../measures";
import { chooseKind } from "./chooseKind";
import type { ChartKind } from "./defaults";
import { setChart } from "./store";

const KINDS: readonly ChartKind[] = ["bar", "line", "histogram", "scatter"];
const UNITS: readonly DateUnit[] = ["year", "month", "day"];
/** As many as the backend draws. */
const MOST_LINES = 5;
const ROWS = "rows";

interface FieldsProps<Kind extends ChartKind> {
  chart: ChartRequest & { kind: Kind };
  columns: readonly Column[];
}

/** What a chart shows. */
export function ChartFields({ chart, columns }: { chart: ChartRequest; columns: readonly Column[] }) {
  const { t } = useTranslation("charts");
  return (
    <Stack gap="md">
      <SegmentedControl
        fullWidth
        size="xs"
        aria-label={t("kind.label")}
        value={chart.kind}
        onChange={(kind) => void chooseKind(kind as ChartKind, columns)}
        data={KINDS.map((kind) => ({ value: kind, label: t(`kind.${kind}`) }))}
      />
      {chart.kind === "bar" && <BarFields chart={chart} columns={columns} />}
      {chart.kind === "line" && <LineFields chart={chart} columns={columns} />}
      {chart.kind === "histogram" && (
        <ColumnField
          label={t("column")}
          value={chart.column}
          columns={columns}
          onChange={(column) => setChart({ ...chart, column })}
        />
      )}
      {chart.kind === "scatter" && (
        <>
          <ColumnField
            label={t("across")}
            value={chart.x}
            columns={columns}
            onChange={(x) => setChart({ ...chart, x })}
          />
          <ColumnField label={t("up")} value={chart.y} columns={columns} onChange={(y) => setChart({ ...chart, y })} />
        </>
      )}
    </Stack>
  );
}

interface ColumnFieldProps {
  label: string;
  value: number;
  columns: readonly Column[];
  onChange: (column: number) => void;
}

function ColumnField({ label, value, columns, onChange }: ColumnFieldProps) {
  return (
    <NativeSelect
      label={label}
      value={String(value)}
      data={columns.map(({ id, title }) => ({ value: String(id), label: title }))}
      onChange={(event) => onChange(Number(event.currentTarget.value))}
    />
  );
}

function BarFields({ chart, columns }: FieldsProps<"bar">) {
  const { t } = useTranslation("charts");
  const { measure } = chart;
  const numbers = numbersOf(columns);
  const can = (column: Column, of: MeasureFunction) => functionsOf(column).includes(of);
  const offered = FUNCTIONS.filter((of) => columns.some((column) => can(column, of)));
  const pick = (id: number) => {
    const column = columns.find((one) => one.id === id);
    setChart({ ...chart, column: id, unit: column && isDated(column) ? "month" : null });
  };
  const measureBy = (of: string) => {
    if (of === ROWS) return setChart({ ...chart, measure: null });
    const before = columns.find(({ id }) => id === measure?.column);
    const isKept = before !== undefined && can(before, of as MeasureFunction);
    const column = isKept ? before.id : (numbers[0]?.id ?? chart.column);
    setChart({ ...chart, measure: { column, function: of as MeasureFunction } });
  };
  return (
    <>
      <ColumnField label={t("barOf")} value={chart.column} columns={columns} onChange={pick} />
      {chart.unit !== null && (
        <NativeSelect
          label={t("unit")}
          value={chart.unit}
          data={UNITS.map((unit) => ({ value: unit, label: t(`groups:unit.${unit}`) }))}
          onChange={(event) => setChart({ ...chart, unit: event.currentTarget.value as DateUnit })}
        />
      )}
      <NativeSelect
        label={t("length")}
        value={measure?.function ?? ROWS}
        data={[
          { value: ROWS, label: t("rows") },
          ...offered.map((of) => ({ value: of, label: t(`groups:function.${of}`) })),
        ]}
        onChange={(event) => measureBy(event.currentTarget.value)}
      />
      {measure !== null && (
        <ColumnField
          label={t("measured")}
          value={measure.column}
          columns={columns.filter((one) => one.id === measure.column || can(one, measure.function))}
          onChange={(column) => setChart({ ...chart, measure: { ...measure, column } })}
        />
      )}
      <Checkbox
        label={t("more")}
        checked={chart.limit === 50}
        onChange={(event) => setChart({ ...chart, limit: event.currentTarget.checked ? 50 : 20 })}
      />
    </>
  );
}

function LineFields({ chart, columns }: FieldsProps<"line">) {
  const { t } = useTranslation("charts");
  const free = numbersOf(columns).find(({ id }) => id !== chart.x && !chart.y.includes(id));
  return (
    <>
      <ColumnField label={t("across")} value={chart.x} columns={columns} onChange={(x) => setChart({ ...chart, x })} />
      {chart.y.map((column, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place.
        <Group key={at} gap={4} wrap="nowrap" align="flex-end">
          <div style={{ flex: 1, minWidth: 0 }}>
            <ColumnField
              label={t("line", { number: at + 1 })}
              value={column}
              columns={columns}
              onChange={(next) => setChart({ ...chart, y: chart.y.map((one, place) => (place === at ? next : one)) })}
            />
          </div>
          {chart.y.length > 1 && (
            <ActionIcon
              mb={4}
              variant="subtle"
              color="gray"
              aria-label={t("removeLine", { number: at + 1 })}
              onClick={() => setChart({ ...chart, y: chart.y.filter((_, place) => place !== at) })}
            >
              <IconX size="0.875rem" aria-hidden />
            </ActionIcon>
          )}
        </Group>
      ))}
      <Button
        size="compact-sm"
        variant="subtle"
        leftSection={<IconPlus size="0.875rem" aria-hidden />}
        disabled={free === undefined || chart.y.length >= MOST_LINES}
        onClick={() => free && setChart({ ...chart, y: [...chart.y, free.id] })}
      >
        {t("addLine")}
      </Button>
    </>
  );
}
