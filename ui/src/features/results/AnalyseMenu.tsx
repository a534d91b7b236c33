import { Button, Menu } from "@mantine/core";
import { IconArrowsDiff, IconChartBar, IconChartHistogram, IconChartPie, IconStack2 } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

import { openAnalysis } from "./analysis";
import { setColumnsOpen } from "./opened";
import { useResults } from "./store";

const icon = { size: "1rem", "aria-hidden": true } as const;

/** What can be made of the rows that are shown. */
export function AnalyseMenu() {
  const { t } = useTranslation("results");
  const hasRows = useResults((state) => (state.info?.rows ?? 0) > 0);
  return (
    <Menu position="bottom-end" shadow="md" width="17rem" withinPortal>
      <Menu.Target>
        <Button
          variant="subtle"
          color="gray"
          leftSection={<IconChartPie {...icon} />}
          disabled={!hasRows}
          title={t("analyse.button")}
          data-testid="analyse"
        >
          {t("analyse.button")}
        </Button>
      </Menu.Target>
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
        <Menu.Item leftSection={<IconChartHistogram {...icon} />} onClick={() => setColumnsOpen(true)}>
          {t("analyse.statistics")}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<IconArrowsDiff {...icon} />} onClick={() => openAnalysis({ kind: "compare" })}>
          {t("analyse.compare")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
