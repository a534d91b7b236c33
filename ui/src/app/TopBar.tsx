import { ActionIcon, Button, Tooltip } from "@mantine/core";
import {
  IconAlertTriangle,
  IconFileExport,
  IconLayoutSidebarLeftCollapse,
  IconLayoutSidebarLeftExpand,
} from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { NameMenu } from "../features/documents";
import { RunControls, RunProgress } from "../features/run";
import classes from "./app.module.css";
import { useFailedCount, useRowCount } from "./document";
import { withKeys } from "./keys";
import type { Frame } from "./useFrame";
import { ViewMenu } from "./ViewMenu";
import { setExportOpen, showTab, toggleLeft, useLeftOpen } from "./window";

export function TopBar({ frame }: { frame: Frame }) {
  const { t } = useTranslation();
  const isLeftOpen = useLeftOpen();
  const failed = useFailedCount();
  const hasRows = useRowCount() > 0 || failed > 0;
  const toggle = t(isLeftOpen ? "left.hide" : "left.show");
  const ToggleIcon = isLeftOpen ? IconLayoutSidebarLeftCollapse : IconLayoutSidebarLeftExpand;

  return (
    <header className={classes.top} data-frame={frame}>
      <div className={classes.topLeft}>
        <Tooltip label={withKeys(toggle, "setup")}>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            aria-label={toggle}
            aria-expanded={isLeftOpen}
            onClick={toggleLeft}
          >
            <ToggleIcon size="1.25rem" aria-hidden />
          </ActionIcon>
        </Tooltip>
        <NameMenu />
      </div>
      <RunControls />
      <div className={classes.topProgress}>
        <RunProgress />
      </div>
      <div className={classes.topRight}>
        {failed > 0 && (
          <Tooltip label={t("failedTip")}>
            <Button
              className={classes.failed}
              variant="default"
              leftSection={<IconAlertTriangle size="1rem" aria-hidden />}
              onClick={() => showTab("failed")}
            >
              {t("failed", { count: failed })}
            </Button>
          </Tooltip>
        )}
        <Tooltip label={withKeys(t("export"), "export")}>
          <Button
            variant="default"
            disabled={!hasRows}
            leftSection={<IconFileExport size="1rem" aria-hidden />}
            onClick={() => setExportOpen(true)}
          >
            {t("export")}
          </Button>
        </Tooltip>
        <ViewMenu />
      </div>
    </header>
  );
}
