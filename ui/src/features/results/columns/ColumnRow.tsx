import { ActionIcon, Checkbox } from "@mantine/core";
import { IconChartHistogram, IconGripVertical, IconPin, IconPinFilled } from "@tabler/icons-react";
import { type KeyboardEvent, memo, useLayoutEffect, useRef } from "react";
import { useTranslation } from "react-i18next";

import type { Column } from "../../../bindings";
import type { DropMark, Grip } from "../../../components/useDragOrder";
import { closeProfile, openProfiles } from "../opened";
import { setColumnShown, setPinned, useResults } from "../store";
import classes from "./Columns.module.css";

interface ColumnRowProps {
  column: Column;
  at: number;
  /** None while columns cannot be moved. */
  grip: Grip | null;
  dropMark: DropMark;
  isProfiled: boolean;
  onMove: (from: number, to: number) => void;
}

/** A column in the list: shown or not, its place, pinned or not, its figures. Alt with an arrow moves it. */
export const ColumnRow = memo(function ColumnRow({ column, at, grip, dropMark, isProfiled, onMove }: ColumnRowProps) {
  const { t } = useTranslation("results");
  const { id, title } = column;
  const isShown = useResults((state) => !state.hidden.includes(id));
  const isPinned = useResults((state) => state.pinned.includes(id));
  const focused = useRef<HTMLElement | null>(null);

  const onKeyDown = (event: KeyboardEvent) => {
    const by = event.key === "ArrowUp" ? -1 : event.key === "ArrowDown" ? 1 : 0;
    if (!event.altKey || by === 0 || grip === null) return;
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

  const Pin = isPinned ? IconPinFilled : IconPin;
  return (
    <li className={classes.row} data-drop={dropMark} data-current={isProfiled || undefined} onKeyDown={onKeyDown}>
      <button
        type="button"
        className={classes.grip}
        disabled={grip === null}
        aria-label={t("columns.move", { name: title })}
        onPointerDown={(event) => grip?.down(event, at)}
        onPointerMove={grip?.move}
        onPointerUp={grip?.up}
        onPointerCancel={grip?.cancel}
      >
        <IconGripVertical size="0.875rem" aria-hidden />
      </button>
      <Checkbox
        size="xs"
        className={classes.tick}
        classNames={{ body: classes.tickBody, labelWrapper: classes.tickLabel }}
        label={
          <span className={classes.name} title={title}>
            {title}
          </span>
        }
        checked={isShown}
        onChange={(event) => setColumnShown(id, event.currentTarget.checked)}
      />
      <ActionIcon
        size="sm"
        variant="subtle"
        color={isPinned ? undefined : "gray"}
        className={classes.tool}
        data-on={isPinned || undefined}
        aria-label={t("columns.pin", { name: title })}
        aria-pressed={isPinned}
        title={isPinned ? t("header.unpin") : t("header.pin")}
        onClick={() => setPinned(id, !isPinned)}
      >
        <Pin size="0.875rem" aria-hidden />
      </ActionIcon>
      <ActionIcon
        size="sm"
        variant={isProfiled ? "light" : "subtle"}
        color={isProfiled ? undefined : "gray"}
        className={classes.tool}
        data-on={isProfiled || undefined}
        aria-label={t("columns.statistics", { name: title })}
        aria-pressed={isProfiled}
        title={t("header.statistics")}
        onClick={() => (isProfiled ? closeProfile(id) : openProfiles([id]))}
      >
        <IconChartHistogram size="0.875rem" aria-hidden />
      </ActionIcon>
    </li>
  );
});
