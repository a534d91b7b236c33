import { NativeSelect } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useIsRunning, useProgress } from "../../app/document";
import { formatPace, paceWords } from "../../app/estimate";
import { formatNumber } from "../../app/format";
import { fieldId, useFieldNotes } from "../../app/problems";
import type { Rate, RateUnit } from "../../bindings";
import { FieldNote } from "../../components/FieldNote";
import { NumberField } from "../../components/NumberField";
import { setIn } from "./edits";
import classes from "./speed.module.css";

const UNITS: RateUnit[] = ["second", "minute", "hour"];
/** More than any API takes in any of the units; what is too fast in seconds the check says. */
const MOST_AMOUNT = 1_000_000_000;

/** How many requests a host is sent in a second, a minute or an hour; and beside it, while it runs, how many it is. */
export function RateField({ rate }: { rate: Rate | null }) {
  const { t } = useTranslation("speed");
  const { notes, onBlur } = useFieldNotes({ at: "rate" });
  // The unit is chosen before the number is typed, too.
  const [unit, setUnit] = useState<RateUnit>("second");
  const per = rate?.per ?? unit;
  return (
    <div className={classes.field}>
      <div className={classes.head}>
        <label className={classes.label} htmlFor={fieldId({ at: "rate" })} title={t("rate.tip")}>
          {t("rate.label")}
        </label>
        <Measured rate={rate} />
      </div>
      <div className={classes.line}>
        <NumberField
          id={fieldId({ at: "rate" })}
          className={classes.amount}
          placeholder={t("rate.none")}
          min={0}
          max={MOST_AMOUNT}
          hasDecimals
          isOptional
          value={rate?.amount ?? null}
          error={notes.some(({ kind }) => kind === "error")}
          onChange={(amount) => setIn("limits", { rate: amount === null ? null : { amount, per } })}
          onBlur={onBlur}
        />
        <span>{t("rate.per")}</span>
        <NativeSelect
          className={classes.unit}
          aria-label={t("rate.unit")}
          value={per}
          onChange={(event) => {
            const next = event.currentTarget.value as RateUnit;
            setUnit(next);
            if (rate !== null) setIn("limits", { rate: { ...rate, per: next } });
          }}
          data={UNITS.map((value) => ({ value, label: t(`rate.${value}`) }))}
        />
      </div>
      <FieldNote id="rate-notes" notes={notes} />
    </div>
  );
}

const SECONDS: Record<RateUnit, number> = { second: 1, minute: 60, hour: 3600 };

/** "set 5/s · measured 4.98/s", in the unit that is set. */
function Measured({ rate }: { rate: Rate | null }) {
  const { t } = useTranslation("speed");
  const isRunning = useIsRunning();
  const { sentPerSecond } = useProgress();
  if (!isRunning) return null;
  if (rate === null)
    return <span className={classes.measured}>{t("rate.measured", { measured: formatPace(sentPerSecond) })}</span>;
  const pace = (amount: number) => paceWords(formatNumber(amount, 2), rate.per);
  return (
    <span className={classes.measured}>
      {t("rate.set", { set: pace(rate.amount), measured: pace(sentPerSecond * SECONDS[rate.per]) })}
    </span>
  );
}
