import { Menu } from "@mantine/core";
import { IconAbc, IconCheck, IconColumnRemove, IconCursorText, IconWand } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useIsLocked } from "../../app/document";
import { keyOf } from "../../app/shapeOf";
import type { Column, ColumnType } from "../../bindings";
import { openShape } from "./goal";
import { askName } from "./RenameDialog";
import { addStepAloud } from "./store";
import { AUTOMATIC, typeOptions } from "./typeOptions";

const icon = { size: "1rem", "aria-hidden": true } as const;

/** In the menu of a column, wherever there is one: what can be done to its shape, as steps. */
export function ColumnItems({ column, isInShape = false }: { column: Column; isInShape?: boolean }) {
  const { t } = useTranslation("shape");
  const isLocked = useIsLocked();
  const key = keyOf(column);
  const [isTypeOpen, setTypeOpen] = useState(false);
  const chosen = column.typeIsChosen ? column.type : AUTOMATIC;
  const retype = (type: string) =>
    void addStepAloud({ kind: "retype", column: key, type: (type || null) as ColumnType | null });
  return (
    <>
      <Menu.Item
        leftSection={<IconCursorText {...icon} />}
        disabled={isLocked}
        onClick={() => askName(key, column.title)}
      >
        {t("items.rename")}
      </Menu.Item>
      <Menu.Sub position="right-start" opened={isTypeOpen} onChange={setTypeOpen}>
        <Menu.Sub.Target>
          <Menu.Sub.Item
            leftSection={<IconAbc {...icon} />}
            disabled={isLocked}
            // By itself it opens below the pointer and on the right arrow only.
            onClick={() => setTypeOpen(true)}
          >
            {t("items.type")}
          </Menu.Sub.Item>
        </Menu.Sub.Target>
        <Menu.Sub.Dropdown>
          <Menu.RadioGroup value={chosen} onChange={retype}>
            {typeOptions(column).map(({ value, label }) => (
              <Menu.RadioItem key={value} value={value} checkIcon={<IconCheck {...icon} />} closeMenuOnClick>
                {label}
              </Menu.RadioItem>
            ))}
          </Menu.RadioGroup>
        </Menu.Sub.Dropdown>
      </Menu.Sub>
      <Menu.Item
        leftSection={<IconColumnRemove {...icon} />}
        disabled={isLocked}
        onClick={() => void addStepAloud({ kind: "hide", columns: [key] })}
      >
        {t("items.leaveOut")}
      </Menu.Item>
      {!isInShape && (
        <Menu.Item leftSection={<IconWand {...icon} />} onClick={() => openShape(key)}>
          {t("items.shape")}
        </Menu.Item>
      )}
    </>
  );
}
