import { Button, Checkbox, Group, Text, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

import { errorWords } from "../../../app/errorWords";
import { formatNumber } from "../../../app/format";
import type { AppError, Cell, Facet, Filter } from "../../../bindings";
import classes from "./Filter.module.css";
import { ALL_VALUES, isPicked, memberOf, NO_VALUES, type Picked, pickedOf, withPicked } from "./values";
import { cellWords } from "./words";

interface ValueListProps {
  column: number;
  member: Filter | null;
  facet: Facet | null;
  error: AppError | null;
  search: string;
  onSearch: (search: string) => void;
  onChange: (member: Filter | null) => void;
}

const keyOf = ({ kind, text }: Cell) => `${kind} ${text}`;

/** The values of a column with how often each is there; what is ticked is shown. */
export function ValueList({ column, member, facet, error, search, onSearch, onChange }: ValueListProps) {
  const { t } = useTranslation("filter");
  // What the filter says of the column otherwise is replaced by the first tick.
  const picked = pickedOf(member) ?? ALL_VALUES;
  const set = (next: Picked) => onChange(memberOf(column, next));
  const listed = facet?.values.map(({ cell }) => cell) ?? [];
  const isSearched = search !== "";
  const onlyFound = () => set({ kind: "only", cells: listed });
  const all = () => set(isSearched ? withPicked(picked, listed, true) : ALL_VALUES);
  const none = () => set(isSearched ? withPicked(picked, listed, false) : NO_VALUES);
  const more = facet === null ? 0 : facet.matching - facet.values.length;
  return (
    <>
      <TextInput
        value={search}
        onChange={(event) => onSearch(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter" && isSearched && listed.length > 0) onlyFound();
        }}
        placeholder={t("list.search")}
        aria-label={t("list.search")}
        leftSection={<IconSearch size="0.875rem" aria-hidden />}
        spellCheck={false}
        autoComplete="off"
        data-autofocus
      />
      <Group gap={4} mt={4}>
        <Button size="compact-xs" variant="subtle" onClick={all}>
          {isSearched ? t("list.tickFound") : t("list.all")}
        </Button>
        <Button size="compact-xs" variant="subtle" onClick={none}>
          {isSearched ? t("list.untickFound") : t("list.none")}
        </Button>
        {isSearched && (
          <Button size="compact-xs" variant="subtle" disabled={listed.length === 0} onClick={onlyFound}>
            {t("list.onlyFound")}
          </Button>
        )}
      </Group>
      <ul className={classes.values} aria-label={t("list.title")}>
        {facet?.values.map(({ cell, count }) => (
          <li key={keyOf(cell)} className={classes.value}>
            <Checkbox
              size="xs"
              classNames={{ root: classes.tick, body: classes.tickBody, labelWrapper: classes.tickLabel }}
              label={
                <span className={classes.valueName} data-blank={isNamed(cell) || undefined} title={cell.text}>
                  {cellWords(cell)}
                </span>
              }
              checked={isPicked(picked, cell)}
              onChange={(event) => set(withPicked(picked, [cell], event.currentTarget.checked))}
            />
            <span className={classes.count}>{formatNumber(count)}</span>
          </li>
        ))}
      </ul>
      <Text size="xs" c="var(--fg-dim)" role="status" className={classes.note}>
        {error !== null
          ? errorWords(error)
          : facet === null
            ? t("list.reading")
            : facet.values.length === 0
              ? t("list.nothing")
              : more > 0
                ? t("list.more", { count: more })
                : t("list.distinct", { count: isSearched ? facet.matching : facet.distinct })}
      </Text>
    </>
  );
}

/** What has no text of its own is called by a word. */
const isNamed = ({ kind, text }: Cell) => kind === "missing" || kind === "null" || (kind === "text" && text === "");
