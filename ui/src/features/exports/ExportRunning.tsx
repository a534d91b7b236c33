import { Button, Group, Progress, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { formatNumber } from "../../app/format";
import { notifyError } from "../../app/notify";
import { setExportOpen } from "../../app/window";
import type { ExportProgress } from "../../bindings";
import { platform } from "../../platform";
import { useGridView } from "../results";
import { useChoice } from "./ExportForm";
import classes from "./Exports.module.css";

/** How far the file is. The dialog can be shut meanwhile; the writing goes on. */
export function ExportRunning({ progress }: { progress: ExportProgress }) {
  const { t } = useTranslation("exports");
  const [isCancelling, setCancelling] = useState(false);
  const { rows, total, path } = progress;
  const cancel = () => {
    setCancelling(true);
    platform()
      .exports.cancel()
      .catch((thrown) => {
        setCancelling(false);
        notifyError(thrown);
      });
  };
  const { scope } = useChoice();
  const { view } = useGridView();
  // Nothing is written while the rows are put in order: without a word that would look as if it hung.
  const isSorting = rows === 0 && total > 0 && scope === "view" && view.sort.length > 0;
  const words = isSorting ? t("sorting") : t("written", { rows: formatNumber(rows), total: formatNumber(total) });
  return (
    <Stack gap="md">
      <Stack gap={6}>
        <Text size="sm">{t("writing")}</Text>
        <Text size="xs" className={classes.path}>
          {path}
        </Text>
      </Stack>
      <Stack gap={6}>
        <Progress.Root size="md" transitionDuration={0}>
          <Progress.Section
            value={isSorting ? 100 : total > 0 ? (rows / total) * 100 : 0}
            striped={isSorting}
            animated={isSorting}
            aria-label={words}
          />
        </Progress.Root>
        <Text size="xs" c="var(--fg-dim)" role="status">
          {words}
        </Text>
      </Stack>
      <Group justify="flex-end" gap="xs">
        <Button variant="subtle" onClick={() => setExportOpen(false)}>
          {t("inBackground")}
        </Button>
        <Button variant="default" disabled={isCancelling} onClick={cancel}>
          {isCancelling ? t("cancelling") : t("cancelExport")}
        </Button>
      </Group>
    </Stack>
  );
}
