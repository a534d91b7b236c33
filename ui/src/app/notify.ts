import { notifications } from "@mantine/notifications";
import i18n from "../i18n";
import { toAppError } from "../platform";
import { errorParts } from "./errorWords";

/** Says in plain words that something did not work. Takes whatever was thrown. */
export function notifyError(thrown: unknown): void {
  const error = toAppError(thrown);
  const { title, detail } = errorParts(error);
  notifications.show({
    id: `error-${error.code}-${error.message}`,
    color: "red",
    title,
    message: error.detail ? [detail, `(${error.detail})`].join(" ").trim() : detail,
    // Long enough to read two sentences; errors about files are read twice.
    autoClose: 12_000,
    withBorder: true,
    closeButtonProps: { "aria-label": i18n.t("app:close") },
  });
}

/** A short note that something worked. */
export function notifyDone(message: string): void {
  notifications.show({
    color: "teal",
    message,
    autoClose: 5_000,
    withBorder: true,
    closeButtonProps: { "aria-label": i18n.t("app:close") },
  });
}
