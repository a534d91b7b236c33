import { Button, Group, Tooltip } from "@mantine/core";
import { IconFlask2, IconPlayerPause, IconPlayerPlay, IconPlayerStop } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { pauseRun, resumeRun, stopRun, useDocument, usePhase, useTest } from "../../app/document";
import { withKeys } from "../../app/keys";
import { notifyError } from "../../app/notify";
import { requestRun, requestTest } from "./actions";

const icon = { size: "1rem", "aria-hidden": true } as const;

/** Run and Test one, or Pause (Resume) and Stop while a run is going on. */
export function RunControls() {
  const { t } = useTranslation("run");
  const phase = usePhase();
  const isReadOnly = useDocument()?.readOnly ?? false;
  const isTesting = useTest().state === "running";

  if (phase === "running" || phase === "paused" || phase === "stopping") {
    const isStopping = phase === "stopping";
    const isPaused = phase === "paused";
    return (
      <Group gap="0.375rem" wrap="nowrap">
        <Tooltip label={t(isPaused ? "resumeTip" : "pauseTip")}>
          <Button
            leftSection={isPaused ? <IconPlayerPlay {...icon} /> : <IconPlayerPause {...icon} />}
            disabled={isStopping}
            onClick={() => (isPaused ? resumeRun() : pauseRun()).catch(notifyError)}
          >
            {t(isPaused ? "resume" : "pause")}
          </Button>
        </Tooltip>
        <Tooltip label={withKeys(t("stopTip"), "stop")}>
          <Button
            variant="default"
            leftSection={<IconPlayerStop {...icon} />}
            disabled={isStopping}
            onClick={() => stopRun().catch(notifyError)}
          >
            {t(isStopping ? "stopping" : "stop")}
          </Button>
        </Tooltip>
      </Group>
    );
  }

  return (
    <Group gap="0.375rem" wrap="nowrap">
      <Tooltip label={withKeys(t("runTip"), "run")}>
        <Button leftSection={<IconPlayerPlay {...icon} />} disabled={isReadOnly} onClick={requestRun}>
          {t("run")}
        </Button>
      </Tooltip>
      <Tooltip label={withKeys(t("testTip"), "testOne")}>
        <Button
          variant="default"
          leftSection={<IconFlask2 {...icon} />}
          disabled={isReadOnly || isTesting}
          onClick={requestTest}
        >
          {t(isTesting ? "testing" : "test")}
        </Button>
      </Tooltip>
    </Group>
  );
}
