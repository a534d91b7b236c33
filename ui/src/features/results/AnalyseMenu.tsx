import { Button, Menu } from "@mantine/core";
import { IconArrowsDiff, IconChartBar, IconChartHistogram, IconChartPie, IconStack2 } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

import { TippedMenu } from "../../components/TippedMenu";
import { openAnalysis } from "./analysis";
import { labelTip } from "./labelTip";
import { openProfiles } from "./opened";
import { useResults } from "./store";
import { useShownColumns } from "./useShownColumns";

const icon = { size: "1rem", "aria-hidden": true } as const;

/** Of columns whose figures are shown at once: more would have to be looked for. */
const MOST_CARDS = 3;

/** What can be made of the rows that are shown. */
export function AnalyseMenu() {
  const { t } = useTranslation("results");
  const shown = useShownColumns();
  /** The columns that are selected, or the first ones. */
  const columnsToTell = () => {
    const selected = useResults.getState().range?.areas.flatMap(({ columns }) => columns) ?? [];
    const asked = shown.filter(({ id }) => selected.includes(id));
    return (asked.length > 0 && asked.length < shown.length ? asked : shown).slice(0, MOST_CARDS).map(({ id }) => id);
  };
  const hasRows = useResults((state) => (state.info?.rows ?? 0) > 0);
  return (
    <TippedMenu
      position="bottom-end"
      shadow="md"
      width="17rem"
      withinPortal
      tip={labelTip(t("analyse.button"))}
      button={
        <Button variant="subtle" leftSection={<IconChartPie {...icon} />} disabled={!hasRows} data-testid="analyse">
          {t("analyse.button")}
        </Button>
      }
    >
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconStack2 {...icon} />} onClick={() => openAnalysis({ kind: "groups", by: [] })}>
          {t("analyse.groups")}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconChartBar {...icon} />}
          onClick={() => openAnalysis({ kind: "chart", column: null })}
        >
          {t("analyse.chart")}
        </Menu.Item>
        <Menu.Item leftSection={<IconChartHistogram {...icon} />} onClick={() => openProfiles(columnsToTell())}>
          {t("analyse.statistics")}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<IconArrowsDiff {...icon} />} onClick={() => openAnalysis({ kind: "compare" })}>
          {t("analyse.compare")}
        </Menu.Item>
      </Menu.Dropdown>
    </TippedMenu>
  );
}
