import { ActionIcon, Button, Group, Menu } from "@mantine/core";
import { IconChevronDown, IconFlask2, IconPlayerPause, IconPlayerPlay, IconPlayerStop } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useCanContinue, useIsReadOnly, usePhase, useRest, useTest } from "../../app/document";
import { askRunAgain, pressPrimary, pressStop, requestTest } from "./actions";
import classes from "./run.module.css";

const icon = { size: "1rem", "aria-hidden": true } as const;

/**
 * Run (Pause, Resume, Continue, Fetch the rest), Stop and Test one. Each keeps its place whatever goes on, so that no click lands
 * on another button than the one that was aimed at.
 */
export function RunControls() {
  const { t } = useTranslation("run");
  const phase = usePhase();
  const rest = useRest();
  const canContinue = useCanContinue();
  const isReadOnly = useIsReadOnly();
  const isTesting = useTest().state === "running";
  const isStopping = phase === "stopping";
  const isActive = phase === "running" || phase === "paused" || isStopping;
  const primary =
    phase === "running" || isStopping
      ? t("pause")
      : phase === "paused"
        ? t("resume")
        : canContinue
          ? t("continue")
          : rest > 0
            ? t("fetchRest", { count: rest })
            : t("run");

  return (
    <Group gap="0.375rem" wrap="nowrap" className={classes.controls}>
      <Button.Group className={classes.first}>
        <Button
          className={classes.primary}
          leftSection={phase === "running" || isStopping ? <IconPlayerPause {...icon} /> : <IconPlayerPlay {...icon} />}
          disabled={isStopping || (isReadOnly && !isActive)}
          onClick={pressPrimary}
        >
          {primary}
        </Button>
        {!isActive && (rest > 0 || canContinue) && !isReadOnly && (
          <Menu position="bottom-end">
            <Menu.Target>
              <ActionIcon className={classes.more} aria-label={t("more")}>
                <IconChevronDown {...icon} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item onClick={askRunAgain}>{t("againItem")}</Menu.Item>
            </Menu.Dropdown>
          </Menu>
        )}
      </Button.Group>
      <Button
        variant="default"
        data-foldable
        leftSection={<IconPlayerStop {...icon} />}
        disabled={!isActive || isStopping}
        onClick={pressStop}
      >
        {t(isStopping ? "stopping" : "stop")}
      </Button>
      <Button
        variant="default"
        data-foldable
        leftSection={<IconFlask2 {...icon} />}
        disabled={isReadOnly || isTesting || isActive}
        onClick={requestTest}
      >
        {t(isTesting ? "testing" : "test")}
      </Button>
    </Group>
  );
}
