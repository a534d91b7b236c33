import { Button, Tooltip } from "@mantine/core";
import { IconColumns3 } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

import { formatNumber } from "../../app/format";
import { labelTip } from "./labelTip";
import { setColumnsOpen, useOpened } from "./opened";
import { useAllColumns, useShownColumns } from "./useShownColumns";

/** Opens and shuts the list of columns, and tells how many are hidden. */
export function ColumnsToggle() {
  const { t } = useTranslation("results");
  const total = useAllColumns().length;
  const shown = useShownColumns().length;
  const isOpen = useOpened((state) => state.columns);
  const away = total - shown;
  return (
    <Tooltip {...labelTip(t("columns.button"))}>
      <Button
        variant={isOpen ? "light" : "subtle"}
        leftSection={<IconColumns3 size="1rem" aria-hidden />}
        disabled={total === 0}
        aria-label={away > 0 ? t("columns.openHidden", { count: away }) : t("columns.open")}
        aria-expanded={isOpen}
        onClick={() => setColumnsOpen(!isOpen)}
      >
        {away > 0
          ? t("columns.buttonHidden", { shown: formatNumber(shown), total: formatNumber(total) })
          : t("columns.button")}
      </Button>
    </Tooltip>
  );
}
