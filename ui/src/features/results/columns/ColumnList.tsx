import { useMergedRef } from "@mantine/hooks";
import { useCallback, useRef } from "react";
import { useTranslation } from "react-i18next";

import type { Column } from "../../../bindings";
import { useDragOrder } from "../../../components/useDragOrder";
import { useRootScale } from "../../../components/useRootScale";
import { useRowWindow } from "../../../components/useRowWindow";
import { moveAmongAll } from "../store";
import { ColumnRow } from "./ColumnRow";
import classes from "./Columns.module.css";

/** As `.row` has it, in pixels at the usual text size. */
const ROW_HEIGHT = 28;
/** Fewer are all drawn: nothing has to be measured for them. */
const LONG = 60;

interface ColumnListProps {
  columns: readonly Column[];
  /** Not while only some are listed: their places would say nothing. */
  canMove: boolean;
  profiled: readonly number[];
}

/** A line for each column; of hundreds only those in sight are drawn. */
export function ColumnList({ columns, canMove, profiled }: ColumnListProps) {
  const { t } = useTranslation("results");
  const scale = useRootScale();
  const { ref, onScroll, from, to, above, below } = useRowWindow(columns.length, columns.length > LONG);
  const box = useRef<HTMLDivElement>(null);
  const setBox = useMergedRef(ref, box);
  const list = useRef<HTMLUListElement>(null);
  const lineOf = useCallback(
    (y: number) => {
      const top = box.current?.getBoundingClientRect().top ?? 0;
      const at = Math.floor((y - top + (box.current?.scrollTop ?? 0)) / (ROW_HEIGHT * scale));
      return Math.max(0, Math.min(columns.length - 1, at));
    },
    [columns.length, scale],
  );
  const move = useCallback(
    (at: number, place: number) => {
      if (place >= 0 && place < columns.length) moveAmongAll(at, place);
    },
    [columns.length],
  );
  const { grip, markOf } = useDragOrder(list, move, lineOf);
  return (
    <div ref={setBox} className={classes.scroll} onScroll={onScroll}>
      <div style={{ height: above }} />
      <ul ref={list} className={classes.list} aria-label={t("columns.title")}>
        {columns.slice(from, to).map((column, at) => (
          <ColumnRow
            key={column.id}
            column={column}
            at={from + at}
            grip={canMove ? grip : null}
            dropMark={markOf(from + at)}
            isProfiled={profiled.includes(column.id)}
            onMove={move}
          />
        ))}
      </ul>
      <div style={{ height: below }} />
    </div>
  );
}
