import { useTranslation } from "react-i18next";
import { formatMoment } from "../../app/moment";
import { fieldId, useFieldNotes } from "../../app/problems";
import type { HostLimits } from "../../bindings";
import { FieldNote } from "../../components/FieldNote";
import { Fold } from "../../components/Fold";
import { NumberField } from "../../components/NumberField";
import { MOST, setIn } from "./edits";
import classes from "./speed.module.css";

/** Midnight UTC, as the clock on the wall shows it. */
function dayBegins(): string {
  const midnight = Math.ceil(Date.now() / 86_400_000) * 86_400_000;
  return formatMoment(midnight, midnight + 3_600_000);
}

/** What else a host may be asked for: requests under way, and requests in a day. */
export function LimitsFold({ limits }: { limits: HostLimits }) {
  const { t } = useTranslation("speed");
  const perDay = useFieldNotes({ at: "perDay" });
  const set = [
    limits.maxInFlight !== null && t("limits.inFlightShort", { count: limits.maxInFlight }),
    limits.perDay !== null && t("limits.perDayShort", { count: limits.perDay }),
  ].filter((part) => part !== false);
  return (
    <Fold
      title={t("limits.title")}
      summary={set.length > 0 ? set.join(" · ") : t("limits.none")}
      forceOpen={perDay.notes.length > 0}
    >
      <div className={classes.pair}>
        <NumberField
          label={t("limits.inFlight")}
          description={t("limits.inFlightTip")}
          placeholder={t("rate.none")}
          min={1}
          max={MOST.workers}
          isOptional
          value={limits.maxInFlight}
          onChange={(maxInFlight) => setIn("limits", { maxInFlight })}
        />
        <NumberField
          id={fieldId({ at: "perDay" })}
          label={t("limits.perDay")}
          description={t("limits.perDayTip", { time: dayBegins() })}
          placeholder={t("rate.none")}
          min={0}
          max={MOST.perDay}
          isOptional
          value={limits.perDay}
          error={perDay.notes.some(({ kind }) => kind === "error")}
          onChange={(most) => setIn("limits", { perDay: most })}
          onBlur={perDay.onBlur}
        />
      </div>
      <FieldNote id="limits-notes" notes={perDay.notes} />
    </Fold>
  );
}
