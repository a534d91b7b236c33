import { Button, CloseButton, SegmentedControl, UnstyledButton } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconFilter, IconSearch } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { isPlain } from "../../app/view";
import type { Filter, Sort } from "../../bindings";
import classes from "./filter/Filter.module.css";
import { columnOf, joinOf, membersOf, withJoin, withoutMember } from "./filter/tree";
import { memberWords } from "./filter/words";
import { boundsOf, openFilter } from "./opened";
import { sortAlsoBy, unsort } from "./sorting";
import { changeLook, clearView, setSearch, useResults } from "./store";
import { titleOf, useAllColumns } from "./useShownColumns";

interface ChipProps {
  icon: ReactNode;
  children: string;
  /** What a click on it does, in words. */
  label: string;
  onOpen?: (element: HTMLElement) => void;
  removeLabel: string;
  onRemove: () => void;
}

function Chip({ icon, children, label, onOpen, removeLabel, onRemove }: ChipProps) {
  const text = (
    <>
      {icon}
      <span>{children}</span>
    </>
  );
  return (
    <li className={classes.chip} title={children}>
      {onOpen ? (
        <UnstyledButton
          className={classes.chipText}
          aria-label={label}
          onClick={(event) => onOpen(event.currentTarget)}
        >
          {text}
        </UnstyledButton>
      ) : (
        <span className={classes.chipText}>{text}</span>
      )}
      <CloseButton size="xs" radius="xl" aria-label={removeLabel} onClick={onRemove} />
    </li>
  );
}

const icon = { size: "0.875rem", "aria-hidden": true } as const;

/**
 * What narrows and orders the table, in words; each can be changed by a click and taken away by its cross. Always there: the
 * headers below it do not move away from under the mouse that sorts by them.
 */
export function ChipBar() {
  const { t } = useTranslation("filter");
  const sort = useResults((state) => state.sort);
  const filter = useResults((state) => state.filter);
  const search = useResults((state) => state.search);
  const columns = useAllColumns();
  const isAll = isPlain({ sort, filter, search });
  const members = membersOf(filter);
  const title = (id: number) => titleOf(columns, id);

  return (
    <section className={classes.bar} aria-label={t("bar.label")}>
      {members.length > 1 && (
        <SegmentedControl
          size="xs"
          aria-label={t("bar.join")}
          value={joinOf(filter)}
          onChange={(join) => changeLook((look) => ({ filter: withJoin(look.filter, join as "and" | "or") }))}
          data={(["and", "or"] as const).map((join) => ({ value: join, label: t(`bar.${join}`) }))}
        />
      )}
      <ul className={classes.chips}>
        {search !== "" && (
          <Chip
            icon={<IconSearch {...icon} />}
            label={t("bar.search", { text: search })}
            removeLabel={t("bar.removeSearch")}
            onRemove={() => setSearch("")}
          >
            {t("bar.search", { text: search })}
          </Chip>
        )}
        {members.map((member, at) => (
          <FilterChip key={JSON.stringify(member)} member={member} at={at} title={title} />
        ))}
        {sort.map((key, at) => (
          <SortChip key={key.column} sortKey={key} at={at} of={sort.length} title={title(key.column)} />
        ))}
      </ul>
      {isAll ? (
        <span className={classes.plain}>{t("bar.plain")}</span>
      ) : (
        <Button className={classes.clear} size="compact-xs" variant="subtle" onClick={clearView}>
          {t("bar.clearAll")}
        </Button>
      )}
    </section>
  );
}

function FilterChip({ member, at, title }: { member: Filter; at: number; title: (id: number) => string }) {
  const { t } = useTranslation("filter");
  const words = memberWords(member, title);
  const column = columnOf(member);
  return (
    <Chip
      icon={<IconFilter {...icon} />}
      label={t("bar.edit", { what: words })}
      {...(column === null
        ? {}
        : { onOpen: (element: HTMLElement) => openFilter({ column, bounds: boundsOf(element) }) })}
      removeLabel={t("bar.remove", { what: words })}
      onRemove={() => changeLook(({ filter }) => ({ filter: withoutMember(filter, at) }))}
    >
      {words}
    </Chip>
  );
}

function SortChip({ sortKey, at, of, title }: { sortKey: Sort; at: number; of: number; title: string }) {
  const { t } = useTranslation("filter");
  const { column, descending } = sortKey;
  const Arrow = descending ? IconArrowDown : IconArrowUp;
  return (
    <Chip
      icon={<Arrow {...icon} />}
      label={descending ? t("bar.turnUp", { column: title }) : t("bar.turnDown", { column: title })}
      onOpen={() => sortAlsoBy(column, !descending)}
      removeLabel={t("bar.unsort", { column: title })}
      onRemove={() => unsort(column)}
    >
      {of > 1 ? t("bar.key", { number: at + 1, column: title }) : title}
    </Chip>
  );
}
