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
import { useFailedCount, useHasRows } from "./document";
import { withKeys } from "./keys";
import { type Frame, hasRoom } from "./useFrame";
import { ViewMenu } from "./ViewMenu";
import { setExportOpen, showTab, toggleLeft, useLeftOpen } from "./window";

export function TopBar({ frame }: { frame: Frame }) {
  const { t } = useTranslation();
  const isLeftOpen = useLeftOpen();
  const toggle = t(isLeftOpen ? "left.hide" : "left.show");
  const ToggleIcon = isLeftOpen ? IconLayoutSidebarLeftCollapse : IconLayoutSidebarLeftExpand;

  const setUp = (
    <Tooltip label={withKeys(toggle, "setup")} position="bottom-start">
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
  );

  // Buttons with words have no tips: below them are the tabs, which a tip would cover.
  return (
    <header className={classes.top} data-frame={frame}>
      <div className={classes.topLeft}>
        {hasRoom(frame) && setUp}
        <NameMenu />
      </div>
      <RunControls />
      <div className={classes.topProgress}>
        {/* Where the set-up lies over the grid it is shut most of the time: the way to it is written out. */}
        {!hasRoom(frame) && (
          <Button
            variant={isLeftOpen ? "light" : "default"}
            leftSection={<ToggleIcon size="1rem" aria-hidden />}
            aria-expanded={isLeftOpen}
            onClick={toggleLeft}
          >
            {t("left.title")}
          </Button>
        )}
        <RunProgress />
      </div>
      <div className={classes.topRight}>
        <FailedButton />
        <ExportButton />
        <ViewMenu />
      </div>
    </header>
  );
}

// Each by itself: the whole bar would be drawn anew with every row that arrives.

function FailedButton() {
  const { t } = useTranslation();
  const failed = useFailedCount();
  if (failed === 0) return null;
  return (
    <Button
      className={classes.failed}
      variant="default"
      leftSection={<IconAlertTriangle size="1rem" aria-hidden />}
      onClick={() => showTab("failed")}
    >
      {t("failed", { count: failed })}
    </Button>
  );
}

function ExportButton() {
  const { t } = useTranslation();
  const hasRows = useHasRows();
  const hasFailed = useFailedCount() > 0;
  return (
    <Button
      variant="default"
      data-foldable
      disabled={!hasRows && !hasFailed}
      leftSection={<IconFileExport size="1rem" aria-hidden />}
      onClick={() => setExportOpen(true)}
    >
      {t("export")}
    </Button>
  );
}
