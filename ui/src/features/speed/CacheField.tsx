import { NativeSelect } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { NumberField } from "../../components/NumberField";
import { setSettings } from "./edits";
import classes from "./speed.module.css";

const SECONDS = { minutes: 60, hours: 3600, days: 86_400 } as const;
type Unit = keyof typeof SECONDS;
const UNITS: Unit[] = ["minutes", "hours", "days"];
/** Ten years: older answers are no cache. */
const MOST_SECONDS = 315_360_000;

/** The largest unit of which an age is a whole number; minutes for what is none of any. */
export function unitOf(seconds: number): Unit {
  return seconds % SECONDS.days === 0 ? "days" : seconds % SECONDS.hours === 0 ? "hours" : "minutes";
}

/** "When starting over, keep answers younger than [2] [days]". */
export function CacheField({ cacheSeconds }: { cacheSeconds: number | null }) {
  const { t } = useTranslation("speed");
  // A unit that was chosen stays, though 24 hours are a day; one that does not fit the document's age gives way.
  const [chosen, setChosen] = useState<Unit | null>(null);
  const fits = chosen !== null && (cacheSeconds === null || Number.isInteger(cacheSeconds / SECONDS[chosen]));
  const unit = fits ? chosen : cacheSeconds === null ? "days" : unitOf(cacheSeconds);
  const set = (amount: number | null, per: Unit) => {
    setChosen(per);
    setSettings({ cacheSeconds: amount === null ? null : amount * SECONDS[per] });
  };
  const amount = cacheSeconds === null ? null : cacheSeconds / SECONDS[unit];
  return (
    <fieldset className={classes.plain}>
      <legend className={classes.label}>{t("answers.cache")}</legend>
      <div className={classes.line}>
        <NumberField
          className={classes.amount}
          aria-label={t("answers.cacheAmount")}
          placeholder={t("answers.cacheNone")}
          min={1}
          max={Math.floor(MOST_SECONDS / SECONDS[unit])}
          isOptional
          value={amount}
          onChange={(value) => set(value, unit)}
        />
        <NativeSelect
          className={classes.unit}
          aria-label={t("answers.cacheUnit")}
          value={unit}
          onChange={(event) => set(amount, event.currentTarget.value as Unit)}
          data={UNITS.map((value) => ({ value, label: t(`answers.${value}`) }))}
        />
      </div>
    </fieldset>
  );
}
