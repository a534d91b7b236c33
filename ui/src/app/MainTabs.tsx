import { Tabs } from "@mantine/core";
import { IconActivity, IconAlertTriangle, IconEye, IconTable, IconWand } from "@tabler/icons-react";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import classes from "./app.module.css";
import { useDocumentGeneration, useFailedCount, useRowCount } from "./document";
import { ErrorBoundary } from "./ErrorBoundary";
import { formatNumber } from "./format";
import { ActivityTab, FailuresTab, PreviewTab, ResultsTab, ShapeTab } from "./slots";
import { showTab, type TabName, useActiveTab } from "./window";

const TABS = [
  { name: "results", Icon: IconTable, Content: ResultsTab },
  { name: "failed", Icon: IconAlertTriangle, Content: FailuresTab },
  { name: "shape", Icon: IconWand, Content: ShapeTab },
  { name: "preview", Icon: IconEye, Content: PreviewTab },
  { name: "activity", Icon: IconActivity, Content: ActivityTab },
] as const;

/** The tabs in the middle. A tab is made when it is first shown and stays from then on. */
export function MainTabs() {
  const { t } = useTranslation();
  const tab = useActiveTab();
  const generation = useDocumentGeneration();
  const shown = useRef(new Set<TabName>());
  shown.current.add(tab);

  return (
    <Tabs
      keepMountedMode="display-none"
      className={classes.tabs}
      value={tab}
      onChange={(value) => showTab((value ?? "results") as TabName)}
    >
      <Tabs.List aria-label={t("tabs.label")}>
        {TABS.map(({ name, Icon }) => (
          <Tabs.Tab key={name} value={name} leftSection={<Icon size="1rem" aria-hidden />}>
            {t(`tabs.${name}`)}
            <TabCount name={name} />
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {TABS.map(({ name, Content }) => (
        <Tabs.Panel key={name} value={name} className={classes.panel} keepMounted>
          {shown.current.has(name) && (
            <ErrorBoundary key={generation} name={t(`tabs.${name}`)}>
              <Content />
            </ErrorBoundary>
          )}
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}

function TabCount({ name }: { name: TabName }) {
  const rows = useRowCount();
  const failed = useFailedCount();
  const count = name === "results" ? rows : name === "failed" ? failed : 0;
  if (count === 0) return null;
  return (
    <span className={classes.count} data-name={name}>
      {formatNumber(count)}
    </span>
  );
}
