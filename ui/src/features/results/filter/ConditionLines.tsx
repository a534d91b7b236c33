import { ActionIcon, Button, Checkbox, Group, NativeSelect, SegmentedControl, Stack, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconPlus, IconX } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import { decimalSign } from "../../../app/format";
import type { ColumnType, Filter } from "../../../bindings";
import classes from "./Filter.module.css";
import {
  groupOf,
  type Line,
  linesOf,
  memberOfLines,
  NEW_LINE,
  OPERATORS,
  type Operator,
  type OperatorGroup,
} from "./lines";
import { plainNumber } from "./RangeFields";
import { RELATIVE, relativeKey } from "./relative";
import type { Join } from "./tree";
import { relativeWords } from "./words";

const TYPED_AFTER_MS = 300;

/** What is asked first of a column of a type; the rest of the list is there for what is in it beside. */
const FIRST: Record<ColumnType, OperatorGroup> = {
  empty: "blank",
  bool: "bool",
  integer: "number",
  decimal: "number",
  date: "date",
  dateTime: "date",
  text: "text",
  json: "text",
};

const GROUPS = Object.keys(OPERATORS) as OperatorGroup[];

interface ConditionLinesProps {
  column: number;
  type: ColumnType;
  member: Filter | null;
  /** What the backend says is no number, date or expression. */
  error: string | null;
  onChange: (member: Filter | null) => void;
}

/** Conditions that are typed: one a line, all of them or any of them true. */
export function ConditionLines({ column, type, member, error, onChange }: ConditionLinesProps) {
  const { t } = useTranslation("filter");
  const first = FIRST[type];
  const [draft, setDraft] = useState(
    () =>
      (member && linesOf(member)) ?? { join: "and" as Join, lines: [{ ...NEW_LINE, operator: OPERATORS[first][0] }] },
  );
  const sent = useRef(member);
  // A chip may have taken away what stands here.
  useEffect(() => {
    if (member === sent.current) return;
    sent.current = member;
    setDraft((before) =>
      member === null ? { ...before, lines: before.lines.map(cleared) } : (linesOf(member) ?? before),
    );
  }, [member]);

  const send = useDebouncedCallback(({ join, lines }: { join: Join; lines: Line[] }) => {
    sent.current = memberOfLines(column, join, lines);
    onChange(sent.current);
  }, TYPED_AFTER_MS);
  const set = (next: { join: Join; lines: Line[] }) => {
    setDraft(next);
    send(next);
  };
  const setLine = (at: number, part: Partial<Line>) =>
    set({ ...draft, lines: draft.lines.map((line, place) => (place === at ? { ...line, ...part } : line)) });
  const groups = [first, ...GROUPS.filter((group) => group !== first)];

  return (
    <Stack gap="xs">
      {draft.lines.map((line, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place.
        <fieldset key={at} className={classes.line} aria-label={t("lines.line", { number: at + 1 })}>
          <Group gap={4} wrap="nowrap">
            <NativeSelect
              flex={1}
              aria-label={t("lines.operator")}
              value={line.operator}
              onChange={(event) => setLine(at, { operator: event.currentTarget.value as Operator })}
              data-autofocus={at === 0 || undefined}
            >
              {groups.map((group) => (
                <optgroup key={group} label={t(`lines.group.${group}`)}>
                  {OPERATORS[group].map((operator) => (
                    <option key={operator} value={operator}>
                      {t(`lines.operators.${operator}`)}
                    </option>
                  ))}
                </optgroup>
              ))}
            </NativeSelect>
            {draft.lines.length > 1 && (
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={t("lines.remove", { number: at + 1 })}
                onClick={() => set({ ...draft, lines: draft.lines.filter((_, place) => place !== at) })}
              >
                <IconX size="0.875rem" aria-hidden />
              </ActionIcon>
            )}
          </Group>
          <LineFields line={line} error={error} onChange={(part) => setLine(at, part)} />
        </fieldset>
      ))}
      <Group gap="xs" justify="space-between">
        <Button
          size="compact-xs"
          variant="subtle"
          leftSection={<IconPlus size="0.875rem" aria-hidden />}
          onClick={() => set({ ...draft, lines: [...draft.lines, { ...NEW_LINE, operator: OPERATORS[first][0] }] })}
        >
          {t("lines.add")}
        </Button>
        {draft.lines.length > 1 && (
          <SegmentedControl
            size="xs"
            aria-label={t("lines.join")}
            value={draft.join}
            onChange={(join) => set({ ...draft, join: join as Join })}
            data={(["and", "or"] as const).map((join) => ({ value: join, label: t(`join.${join}`) }))}
          />
        )}
      </Group>
    </Stack>
  );
}

const cleared = (line: Line): Line => ({ ...line, text: "", to: "" });

/** The fields that the operator of a line wants. */
function LineFields({
  line,
  error,
  onChange,
}: {
  line: Line;
  error: string | null;
  onChange: (part: Partial<Line>) => void;
}) {
  const { t } = useTranslation("filter");
  const { operator, text, to, matchCase, relative } = line;
  const group = groupOf(operator);
  if (group === "bool" || group === "blank") return null;
  if (operator === "relative")
    return (
      <NativeSelect
        mt={4}
        aria-label={t("range.relative")}
        value={relativeKey(relative)}
        onChange={(event) => {
          const date = RELATIVE.find((one) => relativeKey(one) === event.currentTarget.value);
          if (date) onChange({ relative: date });
        }}
        data={RELATIVE.map((date) => ({ value: relativeKey(date), label: relativeWords(date) }))}
      />
    );
  const isNumber = group === "number";
  const read = isNumber ? plainNumber : (typed: string) => typed;
  const shown = (value: string) => (isNumber ? value.replace(".", decimalSign()) : value);
  const hasTwo = operator === "between" || operator === "notBetween" || operator === "within";
  return (
    <>
      <Group gap={4} mt={4} grow wrap="nowrap" align="flex-start">
        <TextInput
          aria-label={hasTwo ? t("range.from") : t("lines.value")}
          placeholder={group === "date" ? t("range.day") : hasTwo ? t("range.from") : undefined}
          value={shown(text)}
          error={error}
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => onChange({ text: read(event.currentTarget.value) })}
        />
        {hasTwo && (
          <TextInput
            aria-label={t("range.to")}
            placeholder={group === "date" ? t("range.day") : t("range.to")}
            value={shown(to)}
            spellCheck={false}
            autoComplete="off"
            onChange={(event) => onChange({ to: read(event.currentTarget.value) })}
          />
        )}
      </Group>
      {group === "text" && (
        <Checkbox
          mt={6}
          size="xs"
          label={t("lines.matchCase")}
          checked={matchCase}
          onChange={(event) => onChange({ matchCase: event.currentTarget.checked })}
        />
      )}
    </>
  );
}
