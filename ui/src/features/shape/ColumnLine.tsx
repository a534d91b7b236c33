import { Checkbox, NativeSelect } from "@mantine/core";
import { IconGripVertical } from "@tabler/icons-react";
import { type KeyboardEvent, memo, useLayoutEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { keyOf } from "../../app/shapeOf";
import type { Column, ColumnType } from "../../bindings";
import type { DropMark, Grip } from "../../components/useDragOrder";
import { DraftInput } from "./DraftInput";
import { ids } from "./goal";
import classes from "./Shape.module.css";
import { keyWords } from "./stepWords";
import { addStep } from "./store";
import { AUTOMATIC, typeOptions } from "./typeOptions";

interface ColumnLineProps {
  column: Column;
  /** Its place among the lines. */
  at: number;
  dropMark: DropMark;
  grip: Grip;
  onMove: (from: number, to: number) => void;
}

/** One column of the table, and all that can be said of it. Drawn anew only when that changes: there may be many. */
export const ColumnLine = memo(function ColumnLine({ column, at, dropMark, grip, onMove }: ColumnLineProps) {
  const { t } = useTranslation("shape");
  const key = keyOf(column);
  const { title, hidden } = column;
  const source = keyWords(column);
  const focused = useRef<HTMLElement | null>(null);

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const by = event.key === "ArrowUp" ? -1 : event.key === "ArrowDown" ? 1 : 0;
    if (!event.altKey || by === 0) return;
    event.preventDefault();
    focused.current = document.activeElement as HTMLElement | null;
    onMove(at, at + by);
  };
  // A line that is put elsewhere in the page loses the focus on the way.
  useLayoutEffect(() => {
    if (focused.current === null) return;
    if (document.activeElement === document.body) focused.current.focus();
    if (document.activeElement !== focused.current) focused.current = null;
  });

  return (
    <li className={classes.column} data-left-out={hidden || undefined} data-drop={dropMark} onKeyDown={onKeyDown}>
      <button
        type="button"
        className={classes.grip}
        aria-label={t("columns.move", { name: title })}
        onPointerDown={(event) => grip.down(event, at)}
        onPointerMove={grip.move}
        onPointerUp={grip.up}
        onPointerCancel={grip.cancel}
      >
        <IconGripVertical size="0.875rem" aria-hidden />
      </button>
      <Checkbox
        id={ids.keep(key)}
        aria-label={t("columns.keep", { name: title })}
        checked={!hidden}
        onChange={(event) => void addStep({ kind: event.currentTarget.checked ? "show" : "hide", columns: [key] })}
      />
      <div className={classes.columnName}>
        <DraftInput
          id={ids.name(key)}
          aria-label={t("columns.name", { name: source })}
          variant="unstyled"
          title={title}
          classNames={{ input: classes.nameInput }}
          value={title}
          onCommit={(name) => void addStep({ kind: "rename", column: key, name: name.trim() || null })}
        />
        {source !== title && <span className={classes.source}>{t("columns.from", { source })}</span>}
      </div>
      <NativeSelect
        id={ids.type(key)}
        className={classes.type}
        classNames={{ input: classes.typeInput }}
        aria-label={t("columns.type", { name: title })}
        value={column.typeIsChosen ? column.type : AUTOMATIC}
        onChange={(event) =>
          void addStep({ kind: "retype", column: key, type: (event.currentTarget.value || null) as ColumnType | null })
        }
        data={typeOptions(column)}
      />
    </li>
  );
});
