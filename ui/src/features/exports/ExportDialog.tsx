import { Modal } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";

import { clearExportProgress, useExportProgress } from "../../app/document";
import { formatNumber } from "../../app/format";
import { setExportOpen, useExportOpen } from "../../app/window";
import { ExportForm } from "./ExportForm";
import { ExportRunning } from "./ExportRunning";
import classes from "./Exports.module.css";

/** How long the note of a written file stays. */
const TOLD_MS = 15_000;

/** Writing the table to a file: what, how, where; then how far it is, and where it went. */
export function ExportDialog() {
  const { t } = useTranslation("exports");
  const isOpen = useExportOpen();
  const progress = useExportProgress();
  const told = useRef(progress?.state);

  // The file may be done while the dialog is shut: the note comes either way; a failure opens the dialog again.
  useEffect(() => {
    const before = told.current;
    told.current = progress?.state;
    if (progress === null || before === progress.state) return;
    if (progress.state === "finished") {
      notifications.show({
        color: "teal",
        title: t("finished", { count: progress.rows, rows: formatNumber(progress.rows) }),
        message: <span className={classes.path}>{progress.path}</span>,
        // Long enough to read where it went and to find it there.
        autoClose: TOLD_MS,
        withBorder: true,
        closeButtonProps: { "aria-label": t("close") },
      });
      clearExportProgress();
      setExportOpen(false);
    } else if (progress.state === "failed") {
      setExportOpen(true);
    }
  }, [progress, t]);

  const isRunning = progress?.state === "running";
  return (
    <Modal
      opened={isOpen}
      onClose={() => {
        if (!isRunning) clearExportProgress();
        setExportOpen(false);
      }}
      title={t("title")}
      classNames={{ title: classes.title }}
      size="lg"
      closeButtonProps={{ "aria-label": t("close") }}
    >
      {isRunning ? <ExportRunning progress={progress} /> : <ExportForm last={progress} />}
    </Modal>
  );
}
