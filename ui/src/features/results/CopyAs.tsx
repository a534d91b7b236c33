import { Menu } from "@mantine/core";
import { IconClipboardText } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { CopyFormat } from "../../bindings";
import type { GridRange } from "../../components/DataGrid";
import { copyRange } from "./copy";

/** Beside what a spreadsheet takes; those with headers say what the columns are called where the format can. */
const FORMATS: readonly { format: CopyFormat; headers: boolean }[] = [
  { format: "csv", headers: true },
  { format: "json", headers: true },
  { format: "markdown", headers: true },
  { format: "sqlIn", headers: false },
  { format: "python", headers: false },
];

/** In the menu of cells: the same as text for other programs. */
export function CopyAs({ range }: { range: GridRange }) {
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
        {FORMATS.map(({ format, headers }) => (
          <Menu.Item key={format} onClick={() => void copyRange(range, headers, format)}>
            {t(`cell.format.${format}`)}
          </Menu.Item>
        ))}
      </Menu.Sub.Dropdown>
    </Menu.Sub>
  );
}
