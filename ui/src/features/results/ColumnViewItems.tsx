import { Menu } from "@mantine/core";
import {
  IconArrowAutofitWidth,
  IconArrowLeft,
  IconArrowRight,
  IconChartHistogram,
  IconCopy,
  IconCursorText,
  IconEyeOff,
  IconPin,
  IconPinnedOff,
  IconStack2,
  IconTableColumn,
} from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

import { notifyDone, notifyError } from "../../app/notify";
import type { Column } from "../../bindings";
import { copyText } from "../../components/clipboard";
import { openAnalysis } from "./analysis";
import { copyRange } from "./copy";
import { openProfiles } from "./opened";
import { fitWidth, moveColumn, setColumnShown, setPinned, useResults } from "./store";
import { useShownColumns } from "./useShownColumns";

const icon = { size: "1rem", "aria-hidden": true } as const;

/** In the menu of a column: how it stands in the table, and what can be found out about it. */
export function ColumnViewItems({
  column,
  onSelectColumn,
}: {
  column: Column;
  onSelectColumn: (column: number) => void;
}) {
  const { t } = useTranslation("results");
  const { id, title } = column;
  const shown = useShownColumns();
  const at = shown.findIndex((one) => one.id === id);
  const isPinned = useResults((state) => state.pinned.includes(id));
  const isSized = useResults((state) => state.widths[id] !== undefined);
  const rows = useResults((state) => state.info?.rows ?? 0);
  const copyName = () => copyText(title).then(() => notifyDone(t("header.nameCopied", { name: title })), notifyError);
  return (
    <>
      <Menu.Item leftSection={<IconChartHistogram {...icon} />} onClick={() => openProfiles([id])}>
        {t("header.statistics")}
      </Menu.Item>
      <Menu.Item
        leftSection={<IconStack2 {...icon} />}
        onClick={() => openAnalysis({ kind: "groups", by: [{ column: id, unit: null }] })}
      >
        {t("header.groupBy")}
      </Menu.Item>
      <Menu.Divider />
      <Menu.Item
        leftSection={isPinned ? <IconPinnedOff {...icon} /> : <IconPin {...icon} />}
        onClick={() => setPinned(id, !isPinned)}
      >
        {isPinned ? t("header.unpin") : t("header.pin")}
      </Menu.Item>
      <Menu.Item leftSection={<IconArrowLeft {...icon} />} disabled={at <= 0} onClick={() => moveColumn(at, at - 1)}>
        {t("header.moveLeft")}
      </Menu.Item>
      <Menu.Item
        leftSection={<IconArrowRight {...icon} />}
        disabled={at < 0 || at === shown.length - 1}
        onClick={() => moveColumn(at, at + 1)}
      >
        {t("header.moveRight")}
      </Menu.Item>
      <Menu.Item leftSection={<IconArrowAutofitWidth {...icon} />} disabled={!isSized} onClick={() => fitWidth(id)}>
        {t("header.fit")}
      </Menu.Item>
      <Menu.Item
        leftSection={<IconEyeOff {...icon} />}
        disabled={shown.length === 1}
        onClick={() => setColumnShown(id, false)}
      >
        {t("header.hide")}
      </Menu.Item>
      <Menu.Divider />
      <Menu.Item leftSection={<IconTableColumn {...icon} />} onClick={() => onSelectColumn(id)}>
        {t("header.select")}
      </Menu.Item>
      <Menu.Item
        leftSection={<IconCopy {...icon} />}
        disabled={rows === 0}
        onClick={() => void copyRange({ areas: [{ fromRow: 0, toRow: rows, columns: [id] }] }, true)}
      >
        {t("header.copy")}
      </Menu.Item>
      <Menu.Item leftSection={<IconCursorText {...icon} />} onClick={() => void copyName()}>
        {t("header.copyName")}
      </Menu.Item>
    </>
  );
}
