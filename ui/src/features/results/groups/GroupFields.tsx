import { ActionIcon, Button, Group, NativeSelect, Stack, Text } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

import type { Column, DateUnit, GroupKey, Measure, MeasureFunction } from "../../../bindings";
import { functionsOf, isDated, keysOf, numbersOf, usualFunction } from "../measures";
import classes from "./Groups.module.css";
import { MOST_KEYS, setGrouping, useGrouping } from "./store";

const UNITS: readonly DateUnit[] = ["year", "month", "day"];

/** Which columns make the groups, and what is told of each group. */
export function GroupFields({ columns }: { columns: readonly Column[] }) {
  const { t } = useTranslation("groups");
  const { by, measures } = useGrouping();
  const options = columns.map(({ id, title }) => ({ value: String(id), label: title }));
  const columnOf = (id: number) => columns.find((column) => column.id === id);
  const setKey = (at: number, key: GroupKey) => setGrouping({ by: by.map((one, place) => (place === at ? key : one)) });
  const setMeasure = (at: number, measure: Measure) =>
    setGrouping({ measures: measures.map((one, place) => (place === at ? measure : one)) });
  const keyOf = (id: number): GroupKey => {
    const column = columnOf(id);
    return { column: id, unit: column && isDated(column) ? "month" : null };
  };
  const free = keysOf(columns).find(({ id }) => !by.some((key) => key.column === id));
  const numbers = numbersOf(columns);
  const isMeasured = (id: number) => measures.some(({ column }) => column === id);
  const measured = numbers.find(({ id }) => !isMeasured(id)) ?? numbers[0] ?? columns[0];
  const measureOf = (id: number, measure: Measure): Measure => {
    const column = columnOf(id);
    const isOffered = column === undefined || functionsOf(column).includes(measure.function);
    return { column: id, function: isOffered ? measure.function : usualFunction(column) };
  };
  return (
    <Stack gap="md">
      <section aria-label={t("keys")}>
        <Text size="sm" fw={600}>
          {t("keys")}
        </Text>
        <Stack gap={6} mt={4}>
          {by.map((key, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a key is its place.
            <Group key={at} gap={4} wrap="nowrap">
              <NativeSelect
                className={classes.wide}
                aria-label={t("key", { number: at + 1 })}
                value={String(key.column)}
                data={options}
                onChange={(event) => setKey(at, keyOf(Number(event.currentTarget.value)))}
              />
              {key.unit !== null && (
                <NativeSelect
                  aria-label={t("unit.label", { number: at + 1 })}
                  value={key.unit}
                  data={UNITS.map((unit) => ({ value: unit, label: t(`unit.${unit}`) }))}
                  onChange={(event) => setKey(at, { ...key, unit: event.currentTarget.value as DateUnit })}
                />
              )}
              <Remove
                label={t("removeKey", { number: at + 1 })}
                onClick={() => setGrouping({ by: by.filter((_, place) => place !== at) })}
              />
            </Group>
          ))}
        </Stack>
        <Add
          label={by.length === 0 ? t("firstKey") : t("addKey")}
          disabled={by.length >= MOST_KEYS || free === undefined}
          onClick={() => free && setGrouping({ by: [...by, keyOf(free.id)] })}
        />
      </section>
      <section aria-label={t("measures")}>
        <Text size="sm" fw={600}>
          {t("measures")}
        </Text>
        <Text size="xs" c="var(--fg-dim)">
          {t("rowsAlways")}
        </Text>
        <Stack gap={6} mt={4}>
          {measures.map((measure, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a measure is its place.
            <Group key={at} gap={4} wrap="nowrap">
              <NativeSelect
                aria-label={t("function.label", { number: at + 1 })}
                value={measure.function}
                data={functionsOf(columnOf(measure.column) ?? { type: "text" }).map((one) => ({
                  value: one,
                  label: t(`function.${one}`),
                }))}
                onChange={(event) =>
                  setMeasure(at, { ...measure, function: event.currentTarget.value as MeasureFunction })
                }
              />
              <NativeSelect
                className={classes.wide}
                aria-label={t("measure", { number: at + 1 })}
                value={String(measure.column)}
                data={options}
                onChange={(event) => setMeasure(at, measureOf(Number(event.currentTarget.value), measure))}
              />
              <Remove
                label={t("removeMeasure", { number: at + 1 })}
                onClick={() => setGrouping({ measures: measures.filter((_, place) => place !== at) })}
              />
            </Group>
          ))}
        </Stack>
        <Add
          label={t("addMeasure")}
          disabled={measured === undefined}
          onClick={() =>
            measured &&
            setGrouping({ measures: [...measures, { column: measured.id, function: usualFunction(measured) }] })
          }
        />
      </section>
    </Stack>
  );
}

function Remove({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <ActionIcon variant="subtle" color="gray" aria-label={label} onClick={onClick}>
      <IconX size="0.875rem" aria-hidden />
    </ActionIcon>
  );
}

function Add({ label, disabled, onClick }: { label: string; disabled: boolean; onClick: () => void }) {
  return (
    <Button
      mt={6}
      size="compact-sm"
      variant="subtle"
      leftSection={<IconPlus size="0.875rem" aria-hidden />}
      disabled={disabled}
      onClick={onClick}
    >
      {label}
    </Button>
  );
}
