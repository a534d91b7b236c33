import { Button, Checkbox, Stack, Text } from "@mantine/core";
import { IconDeviceFloppy, IconFolderOpen } from "@tabler/icons-react";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { formatShortDateTime } from "../../../app/date";
import { errorWords } from "../../../app/errorWords";
import { keepResult } from "../../../app/keptResult";
import { notifyError } from "../../../app/notify";
import type { ColumnKey } from "../../../bindings";
import { FailureNote } from "../../../components/FailureNote";
import { platform, toAppError } from "../../../platform";
import classes from "./Compare.module.css";
import {
  isSameKey,
  keyText,
  lookAtEarlier,
  setCompareColumns,
  setCompareKeys,
  startCompare,
  useCompare,
} from "./store";

/** With which file the table is compared, what tells its rows apart, and in which columns. */
export function CompareFields() {
  const { t } = useTranslation("compare");
  const { earlier, keys, info } = useCompare();
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);

  const run = async (action: () => Promise<unknown>) => {
    setProblem(null);
    setBusy(true);
    try {
      await action();
    } catch (thrown) {
      setProblem(errorWords(toAppError(thrown)));
    } finally {
      setBusy(false);
    }
  };
  const choose = () =>
    run(async () => {
      const path = await platform().files.pickOpen(t("choose"), [{ name: t("file"), extensions: ["fetchgrid"] }]);
      if (path !== null) await lookAtEarlier(path);
    });
  return (
    <Stack gap="md">
      <section>
        <Text size="sm" fw={600}>
          {t("earlier")}
        </Text>
        {earlier !== null && (
          <Text size="xs" mt={4} className={classes.path} title={earlier.path}>
            {t("found", {
              name: earlier.name,
              count: earlier.rows,
              when: earlier.fetchedAtMs === null ? t("never") : formatShortDateTime(earlier.fetchedAtMs),
            })}
          </Text>
        )}
        <Button
          mt={6}
          variant={earlier === null ? "filled" : "default"}
          size="compact-sm"
          leftSection={<IconFolderOpen size="0.875rem" aria-hidden />}
          disabled={isBusy}
          onClick={() => void choose()}
        >
          {earlier === null ? t("choose") : t("chooseOther")}
        </Button>
      </section>
      {problem !== null && <FailureNote title={t("broken")}>{problem}</FailureNote>}
      {earlier !== null && (
        <>
          <Keys />
          <Columns />
          <Button
            loading={isBusy}
            disabled={keys.length === 0 || info !== null}
            onClick={() => void run(startCompare)}
            data-testid="compare-start"
          >
            {t("start")}
          </Button>
        </>
      )}
      <section className={classes.keep}>
        <Text size="xs" c="var(--fg-dim)">
          {t("keep.text")}
        </Text>
        <Button
          mt={6}
          size="compact-sm"
          variant="default"
          leftSection={<IconDeviceFloppy size="0.875rem" aria-hidden />}
          onClick={() => void keepResult().catch(notifyError)}
        >
          {t("keep.button")}
        </Button>
      </section>
    </Stack>
  );
}

interface TicksProps {
  label: string;
  hint: string;
  isTicked: (key: ColumnKey) => boolean;
  isFixed?: (key: ColumnKey) => boolean;
  onChange: (key: ColumnKey, ticked: boolean) => void;
}

function Ticks({ label, hint, isTicked, isFixed, onChange }: TicksProps) {
  const shared = useCompare((state) => state.earlier?.shared ?? []);
  const name = useId();
  return (
    // No fieldset: WebKit tells the place of what follows its legend wrongly.
    <section className={classes.ticks} aria-labelledby={name}>
      <Text id={name} size="sm" fw={600}>
        {label}
      </Text>
      <Text size="xs" c="var(--fg-dim)">
        {hint}
      </Text>
      <ul>
        {shared.map(({ key, title }) => (
          <li key={keyText(key)}>
            <Checkbox
              size="xs"
              label={title}
              checked={isTicked(key)}
              disabled={isFixed?.(key)}
              onChange={(event) => onChange(key, event.currentTarget.checked)}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Keys() {
  const { t } = useTranslation("compare");
  const keys = useCompare((state) => state.keys);
  return (
    <Ticks
      label={t("keys")}
      hint={t("keysHint")}
      isTicked={(key) => keys.some((one) => isSameKey(one, key))}
      onChange={(key, ticked) => setCompareKeys(ticked ? [...keys, key] : keys.filter((one) => !isSameKey(one, key)))}
    />
  );
}

function Columns() {
  const { t } = useTranslation("compare");
  const { keys, columns, earlier } = useCompare();
  const isKey = (key: ColumnKey) => keys.some((one) => isSameKey(one, key));
  const all = (earlier?.shared ?? []).map(({ key }) => key);
  const ticked = columns.length === 0 ? all : columns;
  const change = (key: ColumnKey, isTicked: boolean) => {
    const next = isTicked ? [...ticked, key] : ticked.filter((one) => !isSameKey(one, key));
    // All of them is said by naming none, so that columns to come are compared, too.
    if (next.some((one) => !isKey(one))) setCompareColumns(next.length === all.length ? [] : next);
  };
  return (
    <Ticks
      label={t("columns")}
      hint={t("columnsHint")}
      isTicked={(key) => isKey(key) || ticked.some((one) => isSameKey(one, key))}
      isFixed={isKey}
      onChange={change}
    />
  );
}
