import { Menu } from "@mantine/core";
import { IconEye, IconFilter, IconFilterX, IconLayoutSidebarRight, IconRefresh } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { AnswerRef } from "../../app/answerRef";
import { useDocument, useIsRunning } from "../../app/document";
import { keyText } from "../../app/keys";
import type { GridBounds, GridRange, LookedAt } from "../../components/DataGrid";
import { FITTING } from "../../components/fitting";
import { openDetail } from "../detail";
import { CopyAs, type CopyTo } from "./CopyAs";
import { CopyItems } from "./CopyItems";
import { copyRange } from "./copy";
import { fetchRowsAgain, MAX_AGAIN, rowsOf } from "./fetchRowsAgain";
import { keepOnly, leaveOut } from "./filter/cellFilter";
import classes from "./ResultsTab.module.css";

interface CellMenuProps {
  range: GridRange;
  bounds: GridBounds;
  /** The answer behind the row, when it is known. */
  answer: AnswerRef | undefined;
  /** The one that the menu is of; none while it is on its way. */
  cell?: LookedAt | undefined;
  /** Shows the value of a cell whole. */
  onLook: (cell: LookedAt) => void;
  onClose: () => void;
  focusGrid: () => void;
}

const ICON = "1rem";

export function CellMenu({ range, bounds, answer, cell, onLook, onClose, focusGrid }: CellMenuProps) {
  const { t } = useTranslation("results");
  const isRunning = useIsRunning();
  const document = useDocument();
  const rows = rowsOf(range);
  const copy: CopyTo = (headers, format) => void copyRange(range, headers, format);
  const isFixed = isRunning || document === null || document.readOnly || !document.planUnchanged;
  return (
    <Menu
      opened
      onClose={() => {
        onClose();
        focusGrid();
      }}
      position="bottom-start"
      shadow="md"
      width="19rem"
      withinPortal
      middlewares={FITTING}
    >
      <Menu.Target>
        <div
          className={classes.anchor}
          style={{ left: bounds.x, top: bounds.y, width: bounds.width, height: bounds.height }}
        />
      </Menu.Target>
      <Menu.Dropdown aria-label={t("cell.menu")}>
        <CopyItems onCopy={copy} />
        <CopyAs onCopy={copy} />
        <Menu.Divider />
        {cell !== undefined && <ValueItems cell={cell} />}
        {cell !== undefined && (
          <Menu.Item
            leftSection={<IconEye size={ICON} aria-hidden />}
            rightSection={keyText("F7")}
            onClick={() => onLook(cell)}
          >
            {t("cell.look")}
          </Menu.Item>
        )}
        <Menu.Item
          leftSection={<IconLayoutSidebarRight size={ICON} aria-hidden />}
          rightSection={keyText("F8")}
          disabled={answer === undefined}
          onClick={() => answer !== undefined && openDetail(answer)}
        >
          {t("cell.detail")}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconRefresh size={ICON} aria-hidden />}
          rightSection={rows > 1 ? t("app:status.rows", { count: rows }) : undefined}
          disabled={isFixed || rows > MAX_AGAIN}
          onClick={() => void fetchRowsAgain(range)}
        >
          {t("cell.fetchAgain")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

/** The rows by what the cell holds. */
function ValueItems({ cell: { column, value } }: { cell: LookedAt }) {
  const { t } = useTranslation("results");
  const cell = { kind: value.kind, text: value.text };
  return (
    <>
      <Menu.Item leftSection={<IconFilter size={ICON} aria-hidden />} onClick={() => keepOnly(column, cell)}>
        {t("cell.keepOnly")}
      </Menu.Item>
      <Menu.Item leftSection={<IconFilterX size={ICON} aria-hidden />} onClick={() => leaveOut(column, cell)}>
        {t("cell.leaveOut")}
      </Menu.Item>
      <Menu.Divider />
    </>
  );
}
