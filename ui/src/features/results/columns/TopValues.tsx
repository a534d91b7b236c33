import { Text, UnstyledButton } from "@mantine/core";
import { useTranslation } from "react-i18next";

import { formatNumber } from "../../../app/format";
import type { Cell, ColumnProfile } from "../../../bindings";
import { memberFor, withMember } from "../filter/tree";
import { memberOf, pickedOf } from "../filter/values";
import { cellWords } from "../filter/words";
import { changeLook, useResults } from "../store";
import classes from "./Columns.module.css";

const isSame = (a: Cell, b: Cell) => a.kind === b.kind && a.text === b.text;

/** The most frequent values; a click shows only the rows that have one, another click all again. */
export function TopValues({ profile }: { profile: ColumnProfile }) {
  const { t } = useTranslation("profile");
  const { column, top, filled } = profile;
  const picked = useResults((state) => memberFor(state.filter, column));
  const only = pickedOf(picked);
  if (top.length === 0) return null;
  // Where every value is there once the first of them say nothing.
  if (top[0]?.count === 1 && filled > top.length)
    return (
      <Text size="xs" c="var(--fg-dim)" mt={6}>
        {t("allDifferent")}
      </Text>
    );
  const toggle = (cell: Cell, isOn: boolean) =>
    changeLook(({ filter }) => ({
      filter: withMember(filter, column, isOn ? null : memberOf(column, { kind: "only", cells: [cell] })),
    }));
  return (
    <ul className={classes.top} aria-label={t("top")}>
      {top.map(({ cell, count }) => {
        const isOn = picked !== null && only?.kind === "only" && only.cells.some((one) => isSame(one, cell));
        const words = cellWords(cell);
        return (
          <li key={`${cell.kind} ${cell.text}`}>
            <UnstyledButton
              className={classes.topValue}
              aria-pressed={isOn}
              aria-label={t("only", { value: words, count })}
              onClick={() => toggle(cell, isOn)}
            >
              <i style={{ width: `${(count / Math.max(1, top[0]?.count ?? 1)) * 100}%` }} aria-hidden />
              <span title={cell.text}>{words}</span>
              <b>{formatNumber(count)}</b>
            </UnstyledButton>
          </li>
        );
      })}
    </ul>
  );
}
