import { NumberInput, Slider } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { edit, useExtraction, useIsLocked } from "../../app/document";
import { fieldId, useFieldNotes } from "../../app/problems";
import type { RunSettings } from "../../bindings";
import { FieldNote, type Note } from "../../components/FieldNote";
import { Fold } from "../../components/Fold";
import { Step } from "../../components/Step";
import classes from "./speed.module.css";

/** The same bounds as `RunSettings` in the model crate. */
const MOST = { workers: 256, timeoutSeconds: 3600, retries: 20 };
/** Above this many workers most public servers begin to refuse. */
const MANY_WORKERS = 64;

/** The slider goes by doubling: 0 is 1 worker, 3 is 8, 8 is 256. */
const toStep = (workers: number) => Math.log2(Math.max(1, workers));
const toWorkers = (step: number) => Math.round(2 ** step);

function set(change: Partial<RunSettings>): void {
  edit((extraction) => ({ ...extraction, settings: { ...extraction.settings, ...change } }));
}

/** A number that was typed, within its bounds; nothing while the field is empty. */
function within(value: number | string, from: number, to: number): number | null {
  const number = typeof value === "number" ? value : Number.parseInt(value, 10);
  return Number.isFinite(number) ? Math.min(to, Math.max(from, Math.round(number))) : null;
}

/** Step 3: how many requests at once, and how patient. */
export function SpeedStep() {
  const { t } = useTranslation("speed");
  const extraction = useExtraction();
  const isLocked = useIsLocked();
  const workers = useFieldNotes({ at: "workers" });
  const timeout = useFieldNotes({ at: "timeout" });
  const retries = useFieldNotes({ at: "retries" });
  if (!extraction) return null;
  const { settings } = extraction;
  const many: Note[] = settings.workers > MANY_WORKERS ? [{ kind: "warning", text: t("many") }] : [];
  const marks = [
    { value: 0, label: `${t("gentle")} 1` },
    { value: 3, label: `${t("normal")} 8` },
    { value: 5, label: `${t("fast")} 32` },
    { value: 8, label: "256" },
  ];

  return (
    <Step number={3} title={t("title")}>
      <div className={classes.workers}>
        <label className={classes.label} htmlFor={fieldId({ at: "workers" })} title={t("workersTip")}>
          {t("workers")}
        </label>
        <NumberInput
          id={fieldId({ at: "workers" })}
          className={classes.number}
          min={1}
          max={MOST.workers}
          clampBehavior="blur"
          allowDecimal={false}
          allowNegative={false}
          value={settings.workers}
          error={workers.notes.some((note) => note.kind === "error")}
          onChange={(value) => {
            const number = within(value, 1, MOST.workers);
            if (number !== null) set({ workers: number });
          }}
          onBlur={workers.onBlur}
        />
      </div>
      <Slider
        className={classes.slider}
        size="sm"
        // The slider is no control of the browser: the locked form around it does not lock it.
        disabled={isLocked}
        min={0}
        max={8}
        step={1}
        marks={marks}
        label={null}
        thumbLabel={t("slider")}
        thumbProps={{ "aria-valuetext": String(settings.workers) }}
        value={toStep(settings.workers)}
        onChange={(step) => {
          // The slider also speaks up when it only rounds a number that was typed, such as 12: that stays.
          if (Math.round(toStep(settings.workers)) !== step) set({ workers: toWorkers(step) });
        }}
      />
      <FieldNote id="workers-notes" notes={[...workers.notes, ...many]} />
      <Fold
        title={t("advancedTitle")}
        summary={t("advanced", {
          seconds: settings.timeoutSeconds,
          retries: t("retriesShort", { count: settings.retries }),
        })}
        forceOpen={timeout.notes.length + retries.notes.length > 0}
      >
        <div className={classes.pair}>
          <NumberInput
            id={fieldId({ at: "timeout" })}
            label={t("timeout")}
            description={t("timeoutTip")}
            min={1}
            max={MOST.timeoutSeconds}
            clampBehavior="blur"
            allowDecimal={false}
            allowNegative={false}
            value={settings.timeoutSeconds}
            onChange={(value) => {
              const number = within(value, 1, MOST.timeoutSeconds);
              if (number !== null) set({ timeoutSeconds: number });
            }}
            onBlur={timeout.onBlur}
          />
          <NumberInput
            id={fieldId({ at: "retries" })}
            label={t("retries")}
            description={t("retriesTip")}
            min={0}
            max={MOST.retries}
            clampBehavior="blur"
            allowDecimal={false}
            allowNegative={false}
            value={settings.retries}
            onChange={(value) => {
              const number = within(value, 0, MOST.retries);
              if (number !== null) set({ retries: number });
            }}
            onBlur={retries.onBlur}
          />
        </div>
        <FieldNote id="advanced-notes" notes={[...timeout.notes, ...retries.notes]} />
      </Fold>
    </Step>
  );
}
