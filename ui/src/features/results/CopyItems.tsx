import { Menu } from "@mantine/core";
import { IconCopy, IconTableShortcut } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

import { keyText } from "../../app/keys";
import type { CopyTo } from "./CopyAs";

const icon = { size: "1rem", "aria-hidden": true } as const;

/** In a menu: cells for a spreadsheet, without and with what their columns are called. */
export function CopyItems({ onCopy }: { onCopy: CopyTo }) {
  const { t } = useTranslation("results");
  return (
    <>
      <Menu.Item leftSection={<IconCopy {...icon} />} rightSection={keyText("Mod+C")} onClick={() => onCopy(false)}>
        {t("cell.copy")}
      </Menu.Item>
      <Menu.Item
        leftSection={<IconTableShortcut {...icon} />}
        rightSection={keyText("Mod+Shift+C")}
        onClick={() => onCopy(true)}
      >
        {t("cell.copyHeaders")}
      </Menu.Item>
    </>
  );
}
