import { Modal } from "@mantine/core";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";

import { clearExportProgress, useExportProgress } from "../../app/document";
import { formatNumber } from "../../app/format";
import { notifyDone } from "../../app/notify";
import { setExportOpen, useExportOpen } from "../../app/window";
import { ExportForm } from "./ExportForm";
import { ExportRunning } from "./ExportRunning";

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
      notifyDone(t("finished", { count: progress.rows, rows: formatNumber(progress.rows), path: progress.path }));
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
      size="lg"
      closeButtonProps={{ "aria-label": t("close") }}
    >
      {isRunning ? <ExportRunning progress={progress} /> : <ExportForm last={progress} />}
    </Modal>
  );
}
