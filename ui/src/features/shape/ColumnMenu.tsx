import { Menu, VisuallyHidden } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Column } from "../../bindings";
import type { GridBounds } from "../../components/DataGrid";
import { ColumnItems } from "./ColumnItems";
import classes from "./Shape.module.css";

/** Where a menu of a column was asked for. */
export interface ColumnMenuAt {
  column: number;
  bounds: GridBounds;
}

interface ColumnMenuProps {
  columns: readonly Column[];
  at: ColumnMenuAt | null;
  /** In the Shape tab itself there is no way to it. */
  isInShape?: boolean;
  onClose: () => void;
}

/** The menu of a column in a grid that is there to see what becomes of an answer. */
export function ColumnMenu({ columns, at, isInShape, onClose }: ColumnMenuProps) {
  const { t } = useTranslation("shape");
  const column = columns.find(({ id }) => id === at?.column);
  if (at === null || column === undefined) return null;
  const { x, y, width, height } = at.bounds;
  return (
    <Menu opened onClose={onClose} position="bottom-start" shadow="md" width="15rem" withinPortal>
      <Menu.Target>
        <div className={classes.anchor} style={{ left: x, top: y, width, height }}>
          {/* The menu is called after what it hangs on. */}
          <VisuallyHidden>{t("columns.menu", { name: column.title })}</VisuallyHidden>
        </div>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{column.title}</Menu.Label>
        <ColumnItems column={column} isInShape={isInShape} />
      </Menu.Dropdown>
    </Menu>
  );
}
