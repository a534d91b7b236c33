import { Menu } from "@mantine/core";
import { IconClipboardText } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { CopyFormat } from "../../bindings";

/** Writes cells onto the clipboard. */
export type CopyTo = (headers: boolean, format?: CopyFormat) => void;

/** Beside what a spreadsheet takes; those with headers say what the columns are called where the format can. */
const FORMATS: readonly { format: CopyFormat; headers: boolean }[] = [
  { format: "csv", headers: true },
  { format: "json", headers: true },
  { format: "markdown", headers: true },
  { format: "sqlIn", headers: false },
  { format: "python", headers: false },
];

/** In a menu: cells as text for other programs than a spreadsheet. */
export function FormatItems({ onCopy }: { onCopy: CopyTo }) {
  const { t } = useTranslation("results");
  return FORMATS.map(({ format, headers }) => (
    <Menu.Item key={format} onClick={() => onCopy(headers, format)}>
      {t(`cell.format.${format}`)}
    </Menu.Item>
  ));
}

/** The same in a menu of its own beside the menu of cells. */
export function CopyAs({ onCopy }: { onCopy: CopyTo }) {
  const { t } = useTranslation("results");
  const [isOpen, setOpen] = useState(false);
  return (
    <Menu.Sub position="right-start" opened={isOpen} onChange={setOpen}>
      <Menu.Sub.Target>
        <Menu.Sub.Item
          leftSection={<IconClipboardText size="1rem" aria-hidden />}
          // By itself it opens below the pointer and on the right arrow only.
          onClick={() => setOpen(true)}
        >
          {t("cell.copyAs")}
        </Menu.Sub.Item>
      </Menu.Sub.Target>
      <Menu.Sub.Dropdown>
        <FormatItems onCopy={onCopy} />
      </Menu.Sub.Dropdown>
    </Menu.Sub>
  );
}
