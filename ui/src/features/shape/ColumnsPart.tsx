import { Button, CloseButton, NativeSelect, TextInput, VisuallyHidden } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useCallback, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { keyOf, keyText } from "../../app/shapeOf";
import type { Column, Naming, Shape } from "../../bindings";
import { useDragOrder } from "../../components/useDragOrder";
import { ColumnLine } from "./ColumnLine";
import { ids, setFilter, useGoal } from "./goal";
import { matching, orderWith } from "./listed";
import { Part } from "./Part";
import { RequestFacts } from "./RequestFacts";
import classes from "./Shape.module.css";
import { addStep } from "./store";

/** Lines drawn at a time: an answer may have thousands of fields, and who wants one of them types its name. */
const AT_A_TIME = 60;

/** Every column: whether it is kept, what it is called, its type, its place. */
export function ColumnsPart({ columns, shape }: { columns: readonly Column[]; shape: Shape }) {
  const { t } = useTranslation("shape");
  const filter = useGoal((state) => state.filter);
  const [shown, setShown] = useState(AT_A_TIME);
  const found = matching(columns, filter);
  const kept = columns.filter(({ hidden }) => !hidden).length;
  return (
    <Part
      title={t("columns.title")}
      aside={
        columns.length > 0 && (
          <span className={classes.hint}>{t("columns.count", { kept, total: columns.length })}</span>
        )
      }
    >
      {columns.length === 0 ? (
        <p className={classes.hint}>{t("columns.none")}</p>
      ) : (
        <>
          <TextInput
            id={ids.filter}
            aria-label={t("columns.filter")}
            placeholder={t("columns.filter")}
            leftSection={<IconSearch size="0.875rem" aria-hidden />}
            spellCheck={false}
            autoComplete="off"
            value={filter}
            onChange={(event) => setFilter(event.currentTarget.value)}
            rightSection={
              filter !== "" && (
                <CloseButton size="sm" aria-label={t("columns.clearFilter")} onClick={() => setFilter("")} />
              )
            }
          />
          <AllButtons found={found} isFiltered={filter.trim() !== ""} />
          {found.length === 0 && <p className={classes.hint}>{t("columns.nothing")}</p>}
          <Lines columns={columns} found={found.slice(0, shown)} order={shape.columns.order} />
          {found.length > shown && (
            <Button variant="subtle" size="compact-xs" onClick={() => setShown(shown + AT_A_TIME)}>
              {t("columns.more", { count: Math.min(AT_A_TIME, found.length - shown) })}
            </Button>
          )}
        </>
      )}
      <RequestFacts columns={shape.columns} />
      <NativeSelect
        id={ids.naming}
        label={t("columns.naming")}
        value={shape.columns.naming}
        onChange={(event) => void addStep({ kind: "name", naming: event.currentTarget.value as Naming })}
        data={(["dotted", "short"] as const).map((value) => ({ value, label: t(`columns.namings.${value}`) }))}
      />
    </Part>
  );
}

function AllButtons({ found, isFiltered }: { found: readonly Column[]; isFiltered: boolean }) {
  const { t } = useTranslation("shape");
  const keys = (columns: readonly Column[]) => columns.map(keyOf);
  const away = found.filter(({ hidden }) => hidden);
  const there = found.filter(({ hidden }) => !hidden);
  const button = (label: string, isOn: boolean, onClick: () => void) => (
    <Button size="compact-xs" variant="subtle" disabled={!isOn} onClick={onClick}>
      {label}
    </Button>
  );
  return (
    <div className={classes.buttons}>
      {button(
        t(isFiltered ? "columns.keepFound" : "columns.keepAll"),
        away.length > 0,
        () => void addStep({ kind: "show", columns: keys(away) }),
      )}
      {button(
        t(isFiltered ? "columns.leaveOutFound" : "columns.leaveOutAll"),
        there.length > 0,
        () => void addStep({ kind: "hide", columns: keys(there) }),
      )}
      {isFiltered &&
        button(t("columns.onlyFound"), found.length > 0, () => void addStep({ kind: "only", columns: keys(found) }))}
    </div>
  );
}

interface LinesProps {
  columns: readonly Column[];
  found: readonly Column[];
  order: Shape["columns"]["order"];
}

function Lines({ columns, found, order }: LinesProps) {
  const { t } = useTranslation("shape");
  const [news, setNews] = useState("");
  const list = useRef<HTMLUListElement>(null);
  const latest = useRef({ columns, found, order });
  latest.current = { columns, found, order };
  const move = useCallback(
    (from: number, to: number) => {
      const now = latest.current;
      const [column, beside] = [now.found[from], now.found[to]];
      if (!column || !beside || from === to) return;
      void addStep(
        { kind: "order", columns: orderWith(now.columns, now.order, column, beside, to > from) },
        keyOf(column),
      );
      setNews(t("columns.moved", { name: column.title, place: to + 1, total: now.found.length }));
    },
    [t],
  );
  const { grip, markOf } = useDragOrder(list, move);
  return (
    <>
      <ul ref={list} className={classes.columns} aria-label={t("columns.title")}>
        {found.map((column, at) => (
          <ColumnLine key={keyText(column)} column={column} at={at} dropMark={markOf(at)} grip={grip} onMove={move} />
        ))}
      </ul>
      <VisuallyHidden role="status">{news}</VisuallyHidden>
    </>
  );
}
