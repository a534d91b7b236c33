import { Kbd, Modal, Table } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { KEYS, type KeyName, keyText } from "./keys";
import { setHelpOpen, useHelpOpen } from "./window";

/** Keys of the table of results, which the table itself knows. */
const OF_TABLE = {
  leave: "Tab",
  copy: "Mod+C",
  copyHeaders: "Mod+Shift+C",
  columnMenu: "Alt+↓",
  cellMenu: "Shift+F10",
  filter: "Mod+Shift+L",
  look: "F7",
  detail: "F8",
  selectColumn: "Mod+Space",
  selectRow: "Shift+Space",
  selectAll: "Mod+A",
  lastRow: "Mod+End",
  moveColumn: "Alt+↑",
} as const;

const ROWS: { keys: string; text: KeyName | keyof typeof OF_TABLE }[] = [
  ...(Object.keys(KEYS) as KeyName[]).map((name) => ({ keys: KEYS[name], text: name })),
  ...(Object.keys(OF_TABLE) as (keyof typeof OF_TABLE)[]).map((name) => ({ keys: OF_TABLE[name], text: name })),
];

/** The keys of the window, from the same table that the shortcuts read. */
export function HelpDialog() {
  const { t } = useTranslation();
  return (
    <Modal
      opened={useHelpOpen()}
      onClose={() => setHelpOpen(false)}
      title={t("help.title")}
      closeButtonProps={{ "aria-label": t("close") }}
    >
      <p>{t("help.intro")}</p>
      <Table verticalSpacing={4}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t("help.key")}</Table.Th>
            <Table.Th>{t("help.does")}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {ROWS.map((row) => (
            <Table.Tr key={row.text}>
              <Table.Td>
                <Kbd>{keyText(row.keys)}</Kbd>
              </Table.Td>
              <Table.Td>{t(`help.${row.text}`)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Modal>
  );
}
