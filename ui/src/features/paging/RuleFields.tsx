import { NativeSelect, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { PageRule, PagesEnd } from "../../bindings";
import { NumberField } from "../../components/NumberField";
import classes from "./paging.module.css";

interface RuleFieldsProps {
  rule: PageRule;
  /** A body is sent, in which there may be a place for what tells the page. */
  hasBody: boolean;
  onChange: (rule: PageRule) => void;
}

/** More than any API counts to. */
const MOST = 1_000_000_000;
/** As GraphQL has it. */
const BODY_PLACE = "$.variables.after";

/** What a rule needs to know beside its kind. */
export function RuleFields({ rule, hasBody, onChange }: RuleFieldsProps) {
  const { t } = useTranslation("paging");
  const hint = hasBody ? t("parameterHint", { example: BODY_PLACE }) : undefined;
  switch (rule.kind) {
    case "single":
    case "linkHeader":
      return null;
    case "nextAddress":
      return <Text label={t("path.next")} value={rule.path} onChange={(path) => onChange({ ...rule, path })} />;
    case "cursor":
      return (
        <>
          <Text label={t("path.cursor")} value={rule.path} onChange={(path) => onChange({ ...rule, path })} />
          <Text
            label={t("parameter.cursor")}
            description={hint}
            value={rule.parameter}
            onChange={(parameter) => onChange({ ...rule, parameter })}
          />
        </>
      );
    case "pageNumber":
      return (
        <>
          <div className={classes.pair}>
            <Text
              label={t("parameter.page")}
              description={hint}
              value={rule.parameter}
              onChange={(parameter) => onChange({ ...rule, parameter })}
            />
            <NumberField
              label={t("first")}
              min={0}
              max={MOST}
              value={rule.first}
              onChange={(first) => first !== null && onChange({ ...rule, first })}
            />
          </div>
          <UntilFields until={rule.until} onChange={(until) => onChange({ ...rule, until })} />
        </>
      );
    case "offset":
      return (
        <>
          <div className={classes.pair}>
            <Text
              label={t("parameter.offset")}
              description={hint}
              value={rule.parameter}
              onChange={(parameter) => onChange({ ...rule, parameter })}
            />
            <NumberField
              label={t("step")}
              placeholder={t("stepFound")}
              min={1}
              max={MOST}
              isOptional
              value={rule.step}
              onChange={(step) => onChange({ ...rule, step })}
            />
          </div>
          <UntilFields until={rule.until} onChange={(until) => onChange({ ...rule, until })} />
        </>
      );
  }
}

interface TextProps {
  label: string;
  description?: string | undefined;
  value: string;
  onChange: (text: string) => void;
}

function Text({ label, description, value, onChange }: TextProps) {
  return (
    <TextInput
      label={label}
      description={description}
      spellCheck={false}
      autoComplete="off"
      classNames={{ input: classes.mono }}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

const ENDS: PagesEnd["kind"][] = ["empty", "pages", "records"];
const USUAL_PATH = { pages: "$.total_pages", records: "$.total" };

function UntilFields({ until, onChange }: { until: PagesEnd; onChange: (until: PagesEnd) => void }) {
  const { t } = useTranslation("paging");
  const choose = (kind: PagesEnd["kind"]) => onChange(kind === "empty" ? { kind } : { kind, path: USUAL_PATH[kind] });
  return (
    <>
      <NativeSelect
        label={t("end")}
        value={until.kind}
        onChange={(event) => choose(event.currentTarget.value as PagesEnd["kind"])}
        data={ENDS.map((value) => ({ value, label: t(`ends.${value}`) }))}
      />
      {until.kind !== "empty" && (
        <Text label={t(`path.${until.kind}`)} value={until.path} onChange={(path) => onChange({ ...until, path })} />
      )}
    </>
  );
}
