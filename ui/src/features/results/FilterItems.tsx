import { Menu } from "@mantine/core";
import {
  IconArrowDown,
  IconArrowsSort,
  IconArrowUp,
  IconFilter,
  IconFilterOff,
  IconSortAscending,
  IconSortDescending,
} from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

import type { Column } from "../../bindings";
import type { GridBounds } from "../../components/DataGrid";
import { memberFor, withMember } from "./filter/tree";
import { openFilter } from "./opened";
import { sortAlsoBy, sortBy, turnOrder, unsort } from "./sorting";
import { changeLook, useResults } from "./store";

const icon = { size: "1rem", "aria-hidden": true } as const;

/** In the menu of a column: which rows, and in what order. */
export function FilterItems({ column, bounds }: { column: Column; bounds: GridBounds }) {
  const { t } = useTranslation("results");
  const { id, type } = column;
  const sort = useResults((state) => state.sort);
  const isFiltered = useResults((state) => memberFor(state.filter, id) !== null);
  const key = sort.find((one) => one.column === id);
  const hasOthers = sort.some((one) => one.column !== id);
  const isNumber = type === "integer" || type === "decimal";
  const isDate = type === "date" || type === "dateTime";
  const words = isNumber ? "Number" : isDate ? "Date" : "Text";
  return (
    <>
      <Menu.Item leftSection={<IconFilter {...icon} />} onClick={() => openFilter({ column: id, bounds })}>
        {t("header.filter")}
      </Menu.Item>
      {isFiltered && (
        <Menu.Item
          leftSection={<IconFilterOff {...icon} />}
          onClick={() => changeLook(({ filter }) => ({ filter: withMember(filter, id, null) }))}
        >
          {t("header.unfilter")}
        </Menu.Item>
      )}
      <Menu.Divider />
      <Menu.Item
        leftSection={<IconArrowUp {...icon} />}
        disabled={sort.length === 1 && key?.descending === false}
        onClick={() => sortBy(id, false)}
      >
        {t(`header.up${words}`)}
      </Menu.Item>
      <Menu.Item
        leftSection={<IconArrowDown {...icon} />}
        disabled={sort.length === 1 && key?.descending === true}
        onClick={() => sortBy(id, true)}
      >
        {t(`header.down${words}`)}
      </Menu.Item>
      {hasOthers && (
        <>
          <Menu.Item
            leftSection={<IconSortAscending {...icon} />}
            disabled={key?.descending === false}
            onClick={() => sortAlsoBy(id, false)}
          >
            {t(`header.thenUp${words}`)}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconSortDescending {...icon} />}
            disabled={key?.descending === true}
            onClick={() => sortAlsoBy(id, true)}
          >
            {t(`header.thenDown${words}`)}
          </Menu.Item>
        </>
      )}
      {key !== undefined && words === "Text" && (
        <Menu.CheckboxItem checked={key.order === "exact"} onChange={() => turnOrder(id)}>
          {t("header.exactOrder")}
        </Menu.CheckboxItem>
      )}
      {key !== undefined && (
        <Menu.Item leftSection={<IconArrowsSort {...icon} />} onClick={() => unsort(id)}>
          {hasOthers ? t("header.unsortThis") : t("header.unsort")}
        </Menu.Item>
      )}
    </>
  );
}
