import { SegmentedControl, Slider } from "@mantine/core";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { useAutoChoice, useIsLocked, useIsRunning, useRunNote } from "../../app/document";
import { fieldId, useFieldNotes } from "../../app/problems";
import type { Workers } from "../../bindings";
import { FieldNote, type Note } from "../../components/FieldNote";
import { NumberField } from "../../components/NumberField";
import { MOST, setSettings } from "./edits";
import classes from "./speed.module.css";

/** Above this many workers most public servers begin to refuse. */
const MANY_WORKERS = 64;
/** What "Number" begins with where Auto was never left for a number before. */
const USUAL_WORKERS = 8;

/** The slider goes by doubling: 0 is 1 worker, 3 is 8, 10 is 1024. */
const toStep = (workers: number) => Math.log2(Math.max(1, workers));
const toWorkers = (step: number) => Math.round(2 ** step);

/** How many requests are under way at the same time: a number, or what Auto finds. */
export function WorkersField({ workers }: { workers: Workers }) {
  const { t } = useTranslation("speed");
  const isLocked = useIsLocked();
  const { notes, onBlur } = useFieldNotes({ at: "workers" });
  const auto = useAutoChoice();
  const note = useRunNote();
  const isAuto = workers === "auto";
  const last = useRef(USUAL_WORKERS);
  if (!isAuto) last.current = workers;

  const more: Note[] = [];
  if (!isAuto && workers > MANY_WORKERS) more.push({ kind: "warning", text: t("many") });
  if (note !== null) more.push({ kind: "info", text: note });

  return (
    <div className={classes.field}>
      <div className={classes.workers}>
        <label
          className={classes.label}
          htmlFor={isAuto ? undefined : fieldId({ at: "workers" })}
          title={t("workersTip")}
        >
          {t("workers")}
        </label>
        <SegmentedControl
          className={classes.choice}
          aria-label={t("workersChoice")}
          disabled={isLocked}
          transitionDuration={0}
          value={isAuto ? "auto" : "number"}
          onChange={(choice) =>
            // What Auto found is the best number that is known.
            setSettings({ workers: choice === "auto" ? "auto" : (auto?.workers ?? last.current) })
          }
          data={[
            { value: "number", label: t("number") },
            { value: "auto", label: t("auto.name") },
          ]}
        />
        {!isAuto && (
          <NumberField
            id={fieldId({ at: "workers" })}
            className={classes.number}
            min={1}
            max={MOST.workers}
            value={workers}
            error={notes.some(({ kind }) => kind === "error")}
            onChange={(value) => value !== null && setSettings({ workers: value })}
            onBlur={onBlur}
          />
        )}
      </div>
      {isAuto ? <AutoText /> : <WorkersSlider workers={workers} isLocked={isLocked} />}
      <FieldNote id="workers-notes" notes={[...notes, ...more]} />
    </div>
  );
}

function WorkersSlider({ workers, isLocked }: { workers: number; isLocked: boolean }) {
  const { t } = useTranslation("speed");
  const marks = [
    { value: 0, label: <Mark workers={1} name={t("gentle")} /> },
    { value: 3, label: <Mark workers={8} name={t("normal")} /> },
    { value: 5, label: <Mark workers={32} name={t("fast")} /> },
    { value: 8, label: <Mark workers={256} /> },
    { value: 10, label: <Mark workers={1024} /> },
  ];
  return (
    <Slider
      className={classes.slider}
      size="sm"
      // The slider is no control of the browser: the locked form around it does not lock it.
      disabled={isLocked}
      min={0}
      max={10}
      step={1}
      marks={marks}
      label={null}
      thumbLabel={t("slider")}
      thumbProps={{ "aria-valuetext": String(workers) }}
      value={toStep(workers)}
      onChange={(step) => {
        // The slider also speaks up when it only rounds a number that was typed, such as 12: that stays.
        if (Math.round(toStep(workers)) !== step) setSettings({ workers: toWorkers(step) });
      }}
    />
  );
}

/** A number of workers with its name below: names beside each other would meet. */
function Mark({ workers, name }: { workers: number; name?: string }) {
  return (
    <>
      {workers}
      {name !== undefined && <span className={classes.markName}>{name}</span>}
    </>
  );
}

/** What Auto does; once it ran, what it chose and why. */
function AutoText() {
  const { t } = useTranslation("speed");
  const auto = useAutoChoice();
  const isRunning = useIsRunning();
  return (
    <p className={classes.auto}>
      {auto === null
        ? t("auto.what")
        : t(isRunning ? "auto.now" : "auto.chose", { count: auto.workers, why: t(`auto.why.${auto.why}`) })}
    </p>
  );
}
