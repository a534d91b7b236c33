import { Button, Checkbox, Divider, Group, Popover, Text, TextInput } from "@mantine/core";
import { IconColumns3, IconSearch } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { formatNumber } from "../../app/format";
import classes from "./ResultsTab.module.css";
import { setColumnShown, setColumnsShown, useResults } from "./store";
import { useAllColumns } from "./useShownColumns";

/** Which columns are shown: a list with a search, for tables of four columns and of four hundred. */
export function ColumnsMenu() {
  const { t } = useTranslation("results");
  const hidden = useResults((state) => state.hidden);
  const [filter, setFilter] = useState("");
  const columns = useAllColumns();
  const listed = columns.filter(({ title }) => title.toLowerCase().includes(filter.trim().toLowerCase()));
  const away = columns.filter(({ id }) => hidden.includes(id)).length;

  return (
    <Popover position="bottom-end" shadow="md" width="19rem" trapFocus returnFocus onClose={() => setFilter("")}>
      <Popover.Target>
        <Button
          variant="subtle"
          color="gray"
          leftSection={<IconColumns3 size="1rem" aria-hidden />}
          disabled={columns.length === 0}
          aria-label={away > 0 ? t("columns.openHidden", { count: away }) : t("columns.open")}
        >
          {away > 0
            ? t("columns.buttonHidden", {
                shown: formatNumber(columns.length - away),
                total: formatNumber(columns.length),
              })
            : t("columns.button")}
        </Button>
      </Popover.Target>
      <Popover.Dropdown p="xs" aria-label={t("columns.title")}>
        <TextInput
          value={filter}
          onChange={(event) => setFilter(event.currentTarget.value)}
          placeholder={t("columns.filter")}
          aria-label={t("columns.filter")}
          leftSection={<IconSearch size="0.875rem" aria-hidden />}
          data-autofocus
        />
        <Group gap={4} mt={6}>
          <Button
            size="compact-xs"
            variant="subtle"
            onClick={() =>
              setColumnsShown(
                listed.map(({ id }) => id),
                true,
              )
            }
          >
            {filter === "" ? t("columns.showAll") : t("columns.showFound")}
          </Button>
          <Button
            size="compact-xs"
            variant="subtle"
            onClick={() =>
              setColumnsShown(
                listed.map(({ id }) => id),
                false,
              )
            }
          >
            {filter === "" ? t("columns.hideAll") : t("columns.hideFound")}
          </Button>
        </Group>
        <Divider my={6} />
        {listed.length === 0 ? (
          <Text size="xs" c="var(--fg-dim)" p="xs">
            {t("columns.nothing")}
          </Text>
        ) : (
          <ul className={classes.columnList} aria-label={t("columns.title")}>
            {listed.map(({ id, title }) => (
              <li key={id}>
                <Checkbox
                  py={4}
                  label={<span className={classes.columnName}>{title}</span>}
                  checked={!hidden.includes(id)}
                  onChange={(event) => setColumnShown(id, event.currentTarget.checked)}
                />
              </li>
            ))}
          </ul>
        )}
      </Popover.Dropdown>
    </Popover>
  );
}
