import { useTranslation } from "react-i18next";
import { formatSpan } from "../../app/estimate";
import { formatBytes } from "../../app/format";
import { fieldId, useFieldNotes } from "../../app/problems";
import type { AnswerRules } from "../../bindings";
import { FieldNote } from "../../components/FieldNote";
import { Fold } from "../../components/Fold";
import { NumberField } from "../../components/NumberField";
import { CacheField } from "./CacheField";
import { ErrorRuleField } from "./ErrorRuleField";
import { MOST, setIn } from "./edits";
import classes from "./speed.module.css";

const BYTES_PER_MB = 1_000_000;

/** What an answer has to be, and how long it is good for. */
export function AnswersFold({ answers, cacheSeconds }: { answers: AnswerRules; cacheSeconds: number | null }) {
  const { t } = useTranslation("speed");
  const maxBytes = useFieldNotes({ at: "maxBytes" });
  const errorRule = useFieldNotes({ at: "errorRule" });
  const summary = [
    t("answers.upTo", { size: formatBytes(answers.maxBytes) }),
    answers.errorWhen !== null && t("answers.ruleShort"),
    cacheSeconds !== null && t("answers.cacheShort", { age: formatSpan(cacheSeconds) }),
  ].filter((part) => part !== false);
  return (
    <Fold
      title={t("answers.title")}
      summary={summary.join(" · ")}
      forceOpen={maxBytes.notes.length + errorRule.notes.length > 0}
    >
      <div className={classes.stack}>
        <div>
          <NumberField
            id={fieldId({ at: "maxBytes" })}
            className={classes.inline}
            label={t("answers.largest")}
            min={0}
            max={MOST.megabytes}
            hasDecimals
            value={answers.maxBytes / BYTES_PER_MB}
            error={maxBytes.notes.some(({ kind }) => kind === "error")}
            onChange={(value) => value !== null && setIn("answers", { maxBytes: Math.round(value * BYTES_PER_MB) })}
            onBlur={maxBytes.onBlur}
          />
          <FieldNote id="max-bytes-notes" notes={maxBytes.notes} />
        </div>
        <div>
          <ErrorRuleField rule={answers.errorWhen} onBlur={errorRule.onBlur} />
          <FieldNote id="error-rule-notes" notes={errorRule.notes} />
        </div>
        <div>
          <CacheField cacheSeconds={cacheSeconds} />
        </div>
      </div>
    </Fold>
  );
}
