import { Checkbox } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { fieldId, useFieldNotes } from "../../app/problems";
import type { FailureCategory, RunSettings } from "../../bindings";
import { FieldNote } from "../../components/FieldNote";
import { Fold } from "../../components/Fold";
import { NumberField } from "../../components/NumberField";
import { MOST, setIn, setSettings } from "./edits";
import classes from "./speed.module.css";

/** Failures that another attempt may mend, the likeliest first; others are offered where a document names them. */
const OFFERED: FailureCategory[] = [
  "timeout",
  "connection",
  "cut_off",
  "too_many_requests",
  "server_error",
  "error_in_answer",
  "web_page",
  "name_not_found",
  "not_found",
  "client_error",
];

/** How patient a run is: with one attempt, and with what failed. */
export function RetryFold({ settings }: { settings: RunSettings }) {
  const { t } = useTranslation("speed");
  const timeout = useFieldNotes({ at: "timeout" });
  const retries = useFieldNotes({ at: "retries" });
  const backoff = useFieldNotes({ at: "backoff" });
  const notes = [...timeout.notes, ...retries.notes, ...backoff.notes];
  const { firstMs, longestMs } = settings.backoff;
  const offered = [...OFFERED, ...settings.retryOn.filter((category) => !OFFERED.includes(category))];
  return (
    <Fold
      title={t("retry.title")}
      summary={t("retry.summary", {
        seconds: settings.timeoutSeconds,
        retries: t("retry.short", { count: settings.retries }),
      })}
      forceOpen={notes.length > 0}
    >
      <div className={classes.pair}>
        <NumberField
          id={fieldId({ at: "timeout" })}
          label={t("retry.timeout")}
          description={t("retry.timeoutTip")}
          min={1}
          max={MOST.timeoutSeconds}
          value={settings.timeoutSeconds}
          onChange={(value) => value !== null && setSettings({ timeoutSeconds: value })}
          onBlur={timeout.onBlur}
        />
        <NumberField
          id={fieldId({ at: "retries" })}
          label={t("retry.retries")}
          description={t("retry.retriesTip")}
          min={0}
          max={MOST.retries}
          value={settings.retries}
          onChange={(value) => value !== null && setSettings({ retries: value })}
          onBlur={retries.onBlur}
        />
        <NumberField
          id={fieldId({ at: "backoff" })}
          label={t("retry.first")}
          min={0}
          max={MOST.backoffSeconds}
          hasDecimals
          step={0.5}
          suffix=" s"
          value={firstMs / 1000}
          error={backoff.notes.some(({ kind }) => kind === "error")}
          onChange={(value) => value !== null && setIn("backoff", { firstMs: Math.round(value * 1000) })}
          onBlur={backoff.onBlur}
        />
        <NumberField
          label={t("retry.longest")}
          min={0}
          max={MOST.backoffSeconds}
          hasDecimals
          suffix=" s"
          value={longestMs / 1000}
          error={backoff.notes.some(({ kind }) => kind === "error")}
          onChange={(value) => value !== null && setIn("backoff", { longestMs: Math.round(value * 1000) })}
          onBlur={backoff.onBlur}
        />
      </div>
      <FieldNote id="retry-notes" notes={notes} />
      <p className={classes.hint}>{t("retry.backoffTip")}</p>
      <Checkbox.Group
        className={classes.group}
        size="xs"
        label={t("retry.on")}
        value={settings.retryOn}
        onChange={(retryOn) => setSettings({ retryOn: retryOn as FailureCategory[] })}
      >
        <div className={classes.checks}>
          {offered.map((category) => (
            <Checkbox key={category} value={category} label={t(`retry.kind.${category}`)} />
          ))}
        </div>
      </Checkbox.Group>
    </Fold>
  );
}
