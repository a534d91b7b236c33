import { Button, Menu } from "@mantine/core";
import { IconCopy } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

import { type CopyTo, FormatItems } from "./CopyAs";
import { CopyItems } from "./CopyItems";

/** Copies a table of a dialog whole, in the ways in which cells are copied. */
export function CopyTable({ isDisabled, onCopy }: { isDisabled: boolean; onCopy: CopyTo }) {
  const { t } = useTranslation("results");
  return (
    <Menu position="bottom-end" shadow="md" width="20rem" withinPortal>
      <Menu.Target>
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconCopy size="0.875rem" aria-hidden />}
          disabled={isDisabled}
        >
          {t("cell.copy")}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <CopyItems onCopy={onCopy} />
        <Menu.Divider />
        <FormatItems onCopy={onCopy} />
      </Menu.Dropdown>
    </Menu>
  );
}
