import { Modal } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import classes from "./WideDialog.module.css";

interface WideDialogProps {
  title: string;
  isOpen: boolean;
  onClose: () => void;
  /** What is chosen, on the left. */
  side: ReactNode;
  /** What comes of it. */
  children: ReactNode;
}

/** A dialog as large as the window, with choices beside their result. */
export function WideDialog({ title, isOpen, onClose, side, children }: WideDialogProps) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={title}
      size="min(80rem, 96vw)"
      centered
      classNames={{ content: classes.content, body: classes.body, header: classes.header }}
      closeButtonProps={{ "aria-label": t("close") }}
    >
      <div className={classes.side}>{side}</div>
      <div className={classes.main}>{children}</div>
    </Modal>
  );
}
