import { Group, NativeSelect, Text, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";

import { decimalSign } from "../../../app/format";
import type { Facet, Filter, RelativeDate } from "../../../bindings";
import { Bars } from "../../../components/Bars";
import classes from "./Filter.module.css";
import { linesOf, memberOfLines, NEW_LINE } from "./lines";
import { RELATIVE, relativeKey } from "./relative";
import { relativeWords } from "./words";

interface RangeFieldsProps {
  column: number;
  facet: Facet;
  member: Filter | null;
  onChange: (member: Filter | null) => void;
}

const TYPED_AFTER_MS = 300;

/** A number as the user writes it, as the backend takes it. */
export const plainNumber = (text: string) => text.replaceAll(/[\s\u00a0\u202f]/g, "").replace(decimalSign(), ".");

interface Ends {
  from: string;
  to: string;
}

const NO_ENDS: Ends = { from: "", to: "" };

/** What the part of the filter says about from and to; nothing when it says something else. */
function endsOf(member: Filter | null): Ends {
  const line = member && linesOf(member)?.lines;
  const [only] = line ?? [];
  if (!only || line?.length !== 1) return NO_ENDS;
  const { operator, text, to } = only;
  if (operator === "between" || operator === "within") return { from: text, to };
  if (operator === "atLeast" || operator === "greater") return { from: text, to: "" };
  if (operator === "atMost" || operator === "less") return { from: "", to: text };
  return operator === "is" || operator === "on" ? { from: text, to: text } : NO_ENDS;
}

/** Numbers or dates from and to, with a picture of how they are spread; of dates also those that are counted from today. */
export function RangeFields({ column, facet, member, onChange }: RangeFieldsProps) {
  const { t } = useTranslation("filter");
  const isDate = facet.numbers === null;
  const shown = endsOf(member);
  const [typed, setTyped] = useState(shown);
  const { from, to } = shown;
  useEffect(() => setTyped({ from, to }), [from, to]);

  const apply = ({ from: least, to: most }: Ends) => {
    const read = isDate ? (text: string) => text.trim() : plainNumber;
    const operator = isDate ? ("within" as const) : ("between" as const);
    onChange(memberOfLines(column, "and", [{ ...NEW_LINE, operator, text: read(least), to: read(most) }]));
  };
  const later = useDebouncedCallback(apply, TYPED_AFTER_MS);
  const type = (part: Partial<Ends>) => {
    const next = { ...typed, ...part };
    setTyped(next);
    later(next);
  };

  const bins = isDate
    ? (facet.dates?.bins ?? []).map(({ from: day, count }, at, all) => ({
        from: day,
        to: all[at + 1] ? dayBefore(all[at + 1]?.from ?? "") : (facet.dates?.max.slice(0, 10) ?? day),
        count,
      }))
    : (facet.numbers?.bins ?? []).map((bin) => ({ from: short(bin.from), to: short(bin.to), count: bin.count }));
  const pick = (at: number, extendsIt: boolean) => {
    const bin = bins[at];
    if (!bin) return;
    const [least, most] = [Number(from), Number(to)];
    const keeps = extendsIt && from !== "" && to !== "";
    if (isDate) apply(keeps ? { from: from < bin.from ? from : bin.from, to: to > bin.to ? to : bin.to } : bin);
    else
      apply(
        keeps ? { from: short(Math.min(least, Number(bin.from))), to: short(Math.max(most, Number(bin.to))) } : bin,
      );
  };
  const isOut = (bin: Ends) =>
    (from !== "" && (isDate ? bin.to < from : Number(bin.to) < Number(from))) ||
    (to !== "" && (isDate ? bin.from > to : Number(bin.from) > Number(to)));

  const relative = member?.kind === "column" && member.is.kind === "relative" ? member.is.date : null;
  return (
    <>
      <Bars
        label={t("range.picture", {
          min: words(facet.numbers?.min ?? facet.dates?.min ?? ""),
          max: words(facet.numbers?.max ?? facet.dates?.max ?? ""),
        })}
        bars={bins.map((bin) => ({
          count: bin.count,
          tip: t("range.bar", { from: words(bin.from), to: words(bin.to), count: bin.count }),
          isOut: isOut(bin),
        }))}
        onPick={pick}
      />
      <Group justify="space-between" gap="xs" className={classes.ends} aria-hidden>
        <span>{words(facet.numbers?.min ?? facet.dates?.min.slice(0, 10) ?? "")}</span>
        <span>{words(facet.numbers?.max ?? facet.dates?.max.slice(0, 10) ?? "")}</span>
      </Group>
      <Group grow gap="xs" mt={8} align="flex-end">
        <TextInput
          label={t("range.from")}
          placeholder={isDate ? t("range.day") : ""}
          value={isDate ? typed.from : words(typed.from)}
          onChange={(event) => type({ from: event.currentTarget.value })}
          data-autofocus
        />
        <TextInput
          label={t("range.to")}
          placeholder={isDate ? t("range.day") : ""}
          value={isDate ? typed.to : words(typed.to)}
          onChange={(event) => type({ to: event.currentTarget.value })}
        />
      </Group>
      {isDate && (
        <NativeSelect
          mt={8}
          label={t("range.relative")}
          value={relative === null ? "" : relativeKey(relative)}
          onChange={(event) => {
            const date = RELATIVE.find((one) => relativeKey(one) === event.currentTarget.value);
            onChange(date ? relativeMember(column, date) : null);
          }}
        >
          <option value="">{t("range.anyTime")}</option>
          {RELATIVE.map((date) => (
            <option key={relativeKey(date)} value={relativeKey(date)}>
              {relativeWords(date)}
            </option>
          ))}
        </NativeSelect>
      )}
      <Text size="xs" c="var(--fg-dim)" className={classes.note}>
        {t("range.hint", { count: facet.numbers?.count ?? facet.dates?.count ?? 0 })}
      </Text>
    </>
  );
}

const words = (text: string) => text.replace(".", decimalSign());
/** The edge of a bar, in as many digits as are worth reading. */
const short = (value: number) => String(Number(value.toPrecision(6)));
const relativeMember = (column: number, date: RelativeDate): Filter => ({
  kind: "column",
  column,
  is: { kind: "relative", date },
});

function dayBefore(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
}
