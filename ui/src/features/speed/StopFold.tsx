import { Checkbox } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { StopRules } from "../../bindings";
import { Fold } from "../../components/Fold";
import { NumberField } from "../../components/NumberField";
import { MOST, setIn } from "./edits";
import classes from "./speed.module.css";

/** When a run pauses by itself, so that somebody can have a look. */
export function StopFold({ stop }: { stop: StopRules }) {
  const { t } = useTranslation("speed");
  const set = [
    stop.afterFailures !== null && t("stop.afterShort", { count: stop.afterFailures }),
    stop.whenFirstFail !== null && t("stop.firstShort", { count: stop.whenFirstFail }),
    stop.onSignInFailure && t("stop.signInShort"),
  ].filter((part) => part !== false);
  return (
    <Fold title={t("stop.title")} summary={set.length > 0 ? set.join(" · ") : t("stop.none")}>
      <div className={classes.rows}>
        <NumberField
          className={classes.inline}
          label={t("stop.after")}
          placeholder={t("stop.keepGoing")}
          min={1}
          max={MOST.failures}
          isOptional
          value={stop.afterFailures}
          onChange={(afterFailures) => setIn("stop", { afterFailures })}
        />
        <NumberField
          className={classes.inline}
          label={t("stop.first")}
          placeholder={t("stop.never")}
          min={1}
          max={MOST.failures}
          isOptional
          value={stop.whenFirstFail}
          onChange={(whenFirstFail) => setIn("stop", { whenFirstFail })}
        />
      </div>
      <Checkbox
        className={classes.group}
        label={t("stop.signIn")}
        checked={stop.onSignInFailure}
        onChange={(event) => setIn("stop", { onSignInFailure: event.currentTarget.checked })}
      />
      <p className={classes.hint}>{t("stop.tip")}</p>
    </Fold>
  );
}
