import { Menu, VisuallyHidden } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { GridBounds } from "../../components/DataGrid";
import { FITTING } from "../../components/fitting";
import { ColumnItems } from "../shape";
import { ColumnViewItems } from "./ColumnViewItems";
import { FilterItems } from "./FilterItems";
import classes from "./ResultsTab.module.css";
import { useResults } from "./store";

interface HeaderMenuProps {
  column: number;
  bounds: GridBounds;
  onClose: () => void;
  onSelectColumn: (column: number) => void;
  focusGrid: () => void;
}

/** All that can be done to a column, as in a spreadsheet. */
export function HeaderMenu({ column, bounds, onClose, onSelectColumn, focusGrid }: HeaderMenuProps) {
  const { t } = useTranslation("results");
  const found = useResults((state) => state.info?.columns.find(({ id }) => id === column));
  if (found === undefined) return null;
  return (
    <Menu
      opened
      onClose={() => {
        onClose();
        focusGrid();
      }}
      position="bottom-start"
      shadow="md"
      width="17rem"
      withinPortal
      middlewares={FITTING}
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
      <Menu.Dropdown aria-label={t("header.menu", { name: found.title })} className={classes.menu}>
        <Menu.Label className={classes.menuTitle} title={found.title}>
          {found.title}
        </Menu.Label>
        <FilterItems column={found} bounds={bounds} />
        <Menu.Divider />
        <ColumnViewItems column={found} onSelectColumn={onSelectColumn} />
        <Menu.Divider />
        <Menu.Label>{t("header.shape")}</Menu.Label>
        <ColumnItems column={found} />
      </Menu.Dropdown>
    </Menu>
  );
}
