import { ActionIcon, Tooltip } from "@mantine/core";
import { IconLayoutSidebarRight, IconLayoutSidebarRightFilled } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

import { type RowTab, useSelectedRow } from "../../app/window";
import { closeDetail, openDetail } from "./store";

/** Opens and shuts the response panel from the toolbar of a table. */
export function DetailToggle({ tab, position }: { tab: RowTab; position: number | null }) {
  const { t } = useTranslation("detail");
  const open = useSelectedRow(tab) !== null;
  const label = open ? t("close") : position === null ? t("selectFirst") : t("open");
  return (
    <Tooltip label={label}>
      <ActionIcon
        variant={open ? "light" : "subtle"}
        color={open ? undefined : "gray"}
        aria-label={label}
        aria-pressed={open}
        disabled={!open && position === null}
        onClick={() => (open ? closeDetail() : position !== null && openDetail(position))}
      >
        {open ? (
          <IconLayoutSidebarRightFilled size="1.0625rem" aria-hidden />
        ) : (
          <IconLayoutSidebarRight size="1.0625rem" aria-hidden />
        )}
      </ActionIcon>
    </Tooltip>
  );
}
