import { NativeSelect, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { fieldId } from "../../app/problems";
import type { ErrorRule } from "../../bindings";
import { setIn } from "./edits";
import classes from "./speed.module.css";

/** A rule of what was typed; none while there is nothing of it. */
export function ruleOf(kind: ErrorRule["kind"], field: string, expected: string): ErrorRule | null {
  if (field === "" && (kind === "present" || expected === "")) return null;
  return kind === "present" ? { kind, field } : { kind, field, expected };
}

/** "An answer is an error when [error] [is there]", for APIs that answer errors with a good status. */
export function ErrorRuleField({ rule, onBlur }: { rule: ErrorRule | null; onBlur: () => void }) {
  const { t } = useTranslation("speed");
  // Which way the rule goes is chosen before its field is named, too.
  const [chosen, setChosen] = useState<ErrorRule["kind"]>("present");
  const kind = rule?.kind ?? chosen;
  const field = rule?.field ?? "";
  const expected = rule?.kind === "differs" ? rule.expected : "";
  const set = (next: { kind?: ErrorRule["kind"]; field?: string; expected?: string }) =>
    setIn("answers", { errorWhen: ruleOf(next.kind ?? kind, next.field ?? field, next.expected ?? expected) });
  return (
    <fieldset className={classes.plain}>
      <legend className={classes.label}>{t("answers.rule")}</legend>
      <div className={classes.line}>
        <TextInput
          id={fieldId({ at: "errorRule" })}
          className={classes.grow}
          aria-label={t("answers.ruleField")}
          placeholder={t("answers.ruleNever")}
          classNames={{ input: classes.mono }}
          spellCheck={false}
          value={field}
          onChange={(event) => set({ field: event.currentTarget.value })}
          onBlur={onBlur}
        />
        <NativeSelect
          aria-label={t("answers.ruleKind")}
          value={kind}
          onChange={(event) => {
            const next = event.currentTarget.value as ErrorRule["kind"];
            setChosen(next);
            set({ kind: next });
          }}
          data={[
            { value: "present", label: t("answers.present") },
            { value: "differs", label: t("answers.differs") },
          ]}
        />
        {kind === "differs" && (
          <TextInput
            className={classes.grow}
            aria-label={t("answers.ruleText")}
            placeholder="ok"
            classNames={{ input: classes.mono }}
            spellCheck={false}
            value={expected}
            onChange={(event) => set({ expected: event.currentTarget.value })}
            onBlur={onBlur}
          />
        )}
      </div>
    </fieldset>
  );
}
