import { NativeSelect, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useTest } from "../../app/document";
import { formatNumber } from "../../app/format";
import { fieldId, useFieldNotes } from "../../app/problems";
import type { PageRule, Paging } from "../../bindings";
import { FieldNote } from "../../components/FieldNote";
import { Fold } from "../../components/Fold";
import { NumberField } from "../../components/NumberField";
import { GUARD, setPaging, usualRule } from "./edits";
import classes from "./paging.module.css";
import { RuleFields } from "./RuleFields";
import { ruleWords, shortWords } from "./ruleWords";

const KINDS: PageRule["kind"][] = ["single", "nextAddress", "linkHeader", "cursor", "pageNumber", "offset"];
const NONE_FOUND: never[] = [];

/** Whether an answer is the first of several, and how the others are asked for. */
export function PagesFold({ paging, hasBody }: { paging: Paging; hasBody: boolean }) {
  const { t } = useTranslation("paging");
  const test = useTest();
  const found = test.state === "done" ? test.result.paging : NONE_FOUND;
  const { rule } = paging;
  const { notes, onBlur } = useFieldNotes({ at: "paging" });
  return (
    <Fold title={t("title")} summary={shortWords(paging)} forceOpen={notes.length > 0}>
      <fieldset className={classes.stack} aria-label={t("title")} onBlur={onBlur}>
        <NativeSelect
          id={fieldId({ at: "paging" })}
          error={notes.some(({ kind }) => kind === "error")}
          label={t("how")}
          description={rule.kind === "single" ? undefined : ruleWords(rule)}
          value={rule.kind}
          onChange={(event) => setPaging({ rule: usualRule(event.currentTarget.value as PageRule["kind"], found) })}
          data={KINDS.map((value) => ({ value, label: t(`kind.${value}`) }))}
        />
        <RuleFields rule={rule} hasBody={hasBody} onChange={(next) => setPaging({ rule: next })} />
        <FieldNote id="paging-notes" notes={notes} />
        {rule.kind !== "single" && (
          <>
            <TextInput
              label={t("total")}
              description={t("totalHint")}
              placeholder="$.total"
              spellCheck={false}
              classNames={{ input: classes.mono }}
              value={paging.total ?? ""}
              onChange={(event) => setPaging({ total: event.currentTarget.value || null })}
            />
            <NumberField
              label={t("most")}
              placeholder={formatNumber(GUARD)}
              min={1}
              max={GUARD}
              isOptional
              value={paging.mostPages}
              onChange={(mostPages) => setPaging({ mostPages })}
            />
          </>
        )}
      </fieldset>
    </Fold>
  );
}
