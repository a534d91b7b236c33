import { useTranslation } from "react-i18next";
import { RequestStep } from "../features/request";
import { SpeedStep } from "../features/speed";
import { ListsStep } from "../features/values";
import classes from "./app.module.css";
import { useIsLocked, useIsRunning } from "./document";
import { ErrorBoundary } from "./ErrorBoundary";

/** The three steps. Locked while a run is going on, so that the table and the form cannot drift apart. */
export function LeftPanel() {
  const { t } = useTranslation();
  const isRunning = useIsRunning();
  const isLocked = useIsLocked();
  return (
    <ErrorBoundary name={t("parts.form")}>
      <fieldset className={classes.steps} disabled={isLocked} aria-label={t("left.label")}>
        {isRunning && (
          <div className={classes.lockedPlace}>
            <p className={classes.locked}>{t("left.locked")}</p>
          </div>
        )}
        <RequestStep />
        <ListsStep />
        <SpeedStep />
      </fieldset>
    </ErrorBoundary>
  );
}
