import { ActionIcon, Button, CloseButton, Group, Text, TextInput, Tooltip } from "@mantine/core";
import { IconRestore, IconSearch } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { formatNumber } from "../../../app/format";
import { setColumnsOpen, useOpened } from "../opened";
import { resetColumns, setColumnsShown, useResults } from "../store";
import { useAllColumns } from "../useShownColumns";
import { ColumnList } from "./ColumnList";
import classes from "./Columns.module.css";
import { ProfileCard } from "./ProfileCard";

/** The columns of the table beside it: find, show and hide, order, pin, and look at what is in one. */
export function ColumnPanel({ focusGrid }: { focusGrid: () => void }) {
  const { t } = useTranslation("results");
  const columns = useAllColumns();
  const profiled = useOpened((state) => state.profiled);
  const [search, setSearch] = useState("");
  const needle = search.trim().toLowerCase();
  const listed = needle === "" ? columns : columns.filter(({ title }) => title.toLowerCase().includes(needle));
  const cards = columns.filter(({ id }) => profiled.includes(id));
  const ids = listed.map(({ id }) => id);
  const isTouched = useResults(
    ({ order, hidden, pinned, widths }) =>
      order.length + hidden.length + pinned.length + Object.keys(widths).length > 0,
  );
  return (
    <aside className={classes.panel} aria-label={t("columns.title")}>
      <Group className={classes.head} gap={4} wrap="nowrap">
        <Text fw={600} size="sm" component="h2">
          {t("columns.button")}
        </Text>
        <Text size="xs" c="var(--fg-dim)">
          {formatNumber(columns.length)}
        </Text>
        <Tooltip label={t("columns.reset")}>
          <ActionIcon
            ml="auto"
            variant="subtle"
            color="gray"
            aria-label={t("columns.reset")}
            disabled={!isTouched}
            onClick={resetColumns}
          >
            <IconRestore size="1rem" aria-hidden />
          </ActionIcon>
        </Tooltip>
        <CloseButton
          aria-label={t("columns.close")}
          onClick={() => {
            setColumnsOpen(false);
            focusGrid();
          }}
        />
      </Group>
      <div className={classes.tools}>
        <TextInput
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
          placeholder={t("columns.filter")}
          aria-label={t("columns.filter")}
          leftSection={<IconSearch size="0.875rem" aria-hidden />}
          spellCheck={false}
          autoComplete="off"
        />
        <Group gap={4} mt={4}>
          <Button size="compact-xs" variant="subtle" onClick={() => setColumnsShown(ids, true)}>
            {needle === "" ? t("columns.showAll") : t("columns.showFound")}
          </Button>
          <Button size="compact-xs" variant="subtle" onClick={() => setColumnsShown(ids, false)}>
            {needle === "" ? t("columns.hideAll") : t("columns.hideFound")}
          </Button>
        </Group>
      </div>
      {listed.length === 0 ? (
        <Text size="xs" c="var(--fg-dim)" p="sm" className={classes.nothing}>
          {t("columns.nothing")}
        </Text>
      ) : (
        <ColumnList columns={listed} canMove={needle === ""} profiled={profiled} />
      )}
      {cards.length > 0 && (
        <div className={classes.cards}>
          {cards.map((column) => (
            <ProfileCard key={column.id} column={column} />
          ))}
        </div>
      )}
    </aside>
  );
}
