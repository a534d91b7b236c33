import { Button, Menu, Text } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { TreeAction } from "./treeActions";

interface RowsMenuProps {
  /** Of the list. */
  name: string;
  actions: TreeAction[];
  isLocked: boolean;
  isCurrent: boolean;
  onTake: (action: TreeAction) => void;
}

/** The ways in which a list inside a record becomes rows, with what each does to the columns around it. */
export function RowsMenu({ name, actions, isLocked, isCurrent, onTake }: RowsMenuProps) {
  const { t } = useTranslation("shape");
  return (
    <Menu position="bottom-end" shadow="md" withinPortal>
      <Menu.Target>
        <Button
          variant="default"
          size="compact-xs"
          rightSection={<IconChevronDown size="0.75rem" aria-hidden />}
          disabled={isLocked}
          tabIndex={isCurrent ? 0 : -1}
          aria-label={`${t("answer.makeRows")}: ${name}`}
        >
          {t("answer.makeRows")}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {actions.map((action) => (
          <Menu.Item key={action.kind} onClick={() => onTake(action)}>
            {t(`answer.${action.kind}`)}
            <Text size="xs" c="var(--fg-dim)">
              {t(`answer.around.${action.kind}`)}
            </Text>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
