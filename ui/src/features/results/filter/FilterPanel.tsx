import { Button, CloseButton, Group, Popover, SegmentedControl, Text, VisuallyHidden } from "@mantine/core";
import { IconFilterOff } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { errorWords } from "../../../app/errorWords";
import type { Column, Filter } from "../../../bindings";
import { FITTING } from "../../../components/fitting";
import type { ColumnAt } from "../opened";
import { changeLook, useResults } from "../store";
import { ConditionLines } from "./ConditionLines";
import classes from "./Filter.module.css";
import { RangeFields } from "./RangeFields";
import { memberFor, withMember } from "./tree";
import { useFacet } from "./useFacet";
import { ValueList } from "./ValueList";
import { pickedOf } from "./values";

type Way = "values" | "range" | "conditions";

interface FilterPanelProps extends ColumnAt {
  onClose: () => void;
}

/** What rows have to hold in a column to be shown. Every change is seen in the table at once. */
export function FilterPanel({ column, bounds, onClose }: FilterPanelProps) {
  const { t } = useTranslation("filter");
  const found = useResults((state) => state.info?.columns.find(({ id }) => id === column));
  if (found === undefined) return null;
  return (
    <Popover
      opened
      onChange={(isOpen) => !isOpen && onClose()}
      position="bottom-start"
      shadow="md"
      width="20rem"
      trapFocus
      withinPortal
      middlewares={FITTING}
    >
      <Popover.Target>
        <div
          className={classes.anchor}
          style={{ left: bounds.x, top: bounds.y, width: bounds.width, height: bounds.height }}
        >
          {/* The panel is called after what it hangs on. */}
          <VisuallyHidden>{t("title", { column: found.title })}</VisuallyHidden>
        </div>
      </Popover.Target>
      <Popover.Dropdown p="sm" className={classes.panel}>
        <Group gap="xs" wrap="nowrap" justify="space-between" mb={8}>
          <Text fw={600} size="sm" truncate title={found.title}>
            {t("title", { column: found.title })}
          </Text>
          <CloseButton size="sm" aria-label={t("app:close")} onClick={onClose} />
        </Group>
        <Ways column={found} />
      </Popover.Dropdown>
    </Popover>
  );
}

function Ways({ column }: { column: Column }) {
  const { t } = useTranslation("filter");
  const member = useResults((state) => memberFor(state.filter, column.id));
  const error = useResults((state) => (state.error?.code === "bad_view" ? errorWords(state.error) : null));
  const [search, setSearch] = useState("");
  // One reading for all ways: a newer one overtakes the one before.
  const { facet, error: unread } = useFacet(column.id, search);
  const hasRange = facet !== null && (facet.numbers !== null || facet.dates !== null);
  const [way, setWay] = useState<Way>(() => (pickedOf(member) === null ? "conditions" : "values"));
  const change = (next: Filter | null) =>
    changeLook(({ filter }) => ({ filter: withMember(filter, column.id, next) }), `filter ${column.id}`);
  const ways: Way[] = hasRange ? ["values", "range", "conditions"] : ["values", "conditions"];
  return (
    <>
      <SegmentedControl
        fullWidth
        size="xs"
        mb={8}
        aria-label={t("way.label")}
        value={way}
        onChange={(next) => setWay(next as Way)}
        data={ways.map((one) => ({ value: one, label: t(`way.${one}`) }))}
      />
      {way === "values" && (
        <ValueList
          column={column.id}
          member={member}
          facet={facet}
          error={unread}
          search={search}
          onSearch={setSearch}
          onChange={change}
        />
      )}
      {way === "range" && facet !== null && (
        <RangeFields column={column.id} facet={facet} member={member} onChange={change} />
      )}
      {way === "conditions" && (
        <ConditionLines column={column.id} type={column.type} member={member} error={error} onChange={change} />
      )}
      <Group justify="flex-end" mt={8}>
        <Button
          size="compact-sm"
          variant="subtle"
          leftSection={<IconFilterOff size="0.875rem" aria-hidden />}
          disabled={member === null}
          onClick={() => change(null)}
        >
          {t("clear")}
        </Button>
      </Group>
    </>
  );
}
