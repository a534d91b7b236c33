import { modals } from "@mantine/modals";
import i18n from "../i18n";

interface Question {
  title: string;
  text: string;
  yes: string;
  no?: string;
  /** The answer takes something away: its button is red. */
  isDanger?: boolean;
}

/** Asks before something that cannot be taken back. False when dismissed. */
export function confirm({ title, text, yes, no, isDanger = false }: Question): Promise<boolean> {
  return new Promise((resolve) => {
    let answer = false;
    modals.openConfirmModal({
      title,
      children: text,
      labels: { confirm: yes, cancel: no ?? i18n.t("app:cancel") },
      confirmProps: { color: isDanger ? "red.9" : undefined, "data-autofocus": true },
      closeButtonProps: { "aria-label": i18n.t("app:close") },
      onConfirm: () => {
        answer = true;
      },
      // Comes after onConfirm, and alone when the dialog is dismissed.
      onClose: () => resolve(answer),
    });
  });
}
