import { Menu, VisuallyHidden } from "@mantine/core";
import { IconArrowDown, IconArrowsSort, IconArrowUp, IconCopy, IconEyeOff, IconTableColumn } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

import { notifyDone, notifyError } from "../../app/notify";
import { copyText } from "../../components/clipboard";
import type { GridBounds } from "../../components/DataGrid";
import { ColumnItems } from "../shape";
import classes from "./ResultsTab.module.css";
import { sortBy, unsort } from "./sorting";
import { setColumnShown, useResults } from "./store";

interface HeaderMenuProps {
  column: number;
  bounds: GridBounds;
  onClose: () => void;
  onSelectColumn: (column: number) => void;
  focusGrid: () => void;
}

const ICON = "1rem";

export function HeaderMenu({ column, bounds, onClose, onSelectColumn, focusGrid }: HeaderMenuProps) {
  const { t } = useTranslation("results");
  const found = useResults((state) => state.info?.columns.find(({ id }) => id === column));
  const sort = useResults((state) => state.sort);
  if (found === undefined) return null;
  const isNumber = found.type === "integer" || found.type === "decimal";
  const key = sort.find((one) => one.column === column);
  const copyName = () =>
    copyText(found.title).then(() => notifyDone(t("header.nameCopied", { name: found.title })), notifyError);

  return (
    <Menu
      opened
      onClose={() => {
        onClose();
        focusGrid();
      }}
      position="bottom-start"
      shadow="md"
      width="15rem"
      withinPortal
    >
      <Menu.Target>
        <div
          className={classes.anchor}
          style={{ left: bounds.x, top: bounds.y, width: bounds.width, height: bounds.height }}
        >
          {/* The menu is called after what it hangs on. */}
          <VisuallyHidden>{t("header.menu", { name: found.title })}</VisuallyHidden>
        </div>
      </Menu.Target>
      <Menu.Dropdown aria-label={t("header.menu", { name: found.title })}>
        <Menu.Label>{found.title}</Menu.Label>
        <Menu.Item
          leftSection={<IconArrowUp size={ICON} aria-hidden />}
          disabled={sort.length === 1 && key?.descending === false}
          onClick={() => sortBy(column, false)}
        >
          {isNumber ? t("header.sortSmallFirst") : t("header.sortAZ")}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconArrowDown size={ICON} aria-hidden />}
          disabled={sort.length === 1 && key?.descending === true}
          onClick={() => sortBy(column, true)}
        >
          {isNumber ? t("header.sortLargeFirst") : t("header.sortZA")}
        </Menu.Item>
        {key !== undefined && (
          <Menu.Item leftSection={<IconArrowsSort size={ICON} aria-hidden />} onClick={() => unsort(column)}>
            {t("header.unsort")}
          </Menu.Item>
        )}
        <Menu.Divider />
        <Menu.Item leftSection={<IconTableColumn size={ICON} aria-hidden />} onClick={() => onSelectColumn(column)}>
          {t("header.select")}
        </Menu.Item>
        <Menu.Item leftSection={<IconCopy size={ICON} aria-hidden />} onClick={() => void copyName()}>
          {t("header.copyName")}
        </Menu.Item>
        <Menu.Item leftSection={<IconEyeOff size={ICON} aria-hidden />} onClick={() => setColumnShown(column, false)}>
          {t("header.hide")}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Label>{t("header.shape")}</Menu.Label>
        <ColumnItems column={found} />
      </Menu.Dropdown>
    </Menu>
  );
}
