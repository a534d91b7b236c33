import { NativeSelect } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { AnswerFormat, Shape, ShapeSurvey } from "../../bindings";
import { CharsetField } from "./CharsetField";
import { ids } from "./goal";
import { HtmlFields } from "./HtmlFields";
import classes from "./Shape.module.css";
import { formatWords } from "./stepWords";
import { addStep } from "./store";

type Kind = AnswerFormat["kind"];
type Delimited = Extract<AnswerFormat, { kind: "delimited" }>;

const KINDS: Kind[] = ["auto", "json", "jsonLines", "delimited", "xml", "html", "text"];

function formatOf(kind: Kind): AnswerFormat {
  if (kind === "delimited") return { kind, delimiter: null, header: null };
  return kind === "html" ? { kind, selectors: null } : { kind };
}

const read = (format: AnswerFormat) => void addStep({ kind: "readAs", format });

/** What the bytes of an answer are read as, and how they become characters. */
export function FormatField({ shape: { format, charset }, survey }: { shape: Shape; survey: ShapeSurvey | null }) {
  const { t } = useTranslation("shape");
  const found = survey !== null && survey.answers > 0 && survey.format.kind !== "auto" ? survey.format : null;
  const label = (kind: Kind) =>
    kind === "auto" && found ? t("format.autoIs", { format: formatWords(found) }) : t(`format.${kind}`);
  const inForce = format.kind === "auto" && found?.kind === "html" ? found : format;
  return (
    <>
      <div className={classes.pair}>
        <NativeSelect
          id={ids.format}
          label={t("format.label")}
          value={format.kind}
          onChange={(event) => read(formatOf(event.currentTarget.value as Kind))}
          data={KINDS.map((value) => ({ value, label: label(value) }))}
        />
        <CharsetField charset={charset} />
      </div>
      {format.kind === "delimited" && <DelimitedFields format={format} />}
      {inForce.kind === "html" && <HtmlFields key={JSON.stringify(inForce)} selectors={inForce.selectors} />}
    </>
  );
}

const DELIMITERS = { auto: "", comma: ",", semicolon: ";", tab: "\t", bar: "|", space: " " };
const HEADERS = { auto: null, yes: true, no: false };

function DelimitedFields({ format }: { format: Delimited }) {
  const { t } = useTranslation("shape");
  return (
    <div className={classes.pair}>
      <NativeSelect
        label={t("format.delimiter")}
        value={format.delimiter ?? ""}
        onChange={(event) => read({ ...format, delimiter: event.currentTarget.value || null })}
        data={Object.entries(DELIMITERS).map(([name, value]) => ({ value, label: t(`format.delimiters.${name}`) }))}
      />
      <NativeSelect
        label={t("format.header")}
        value={format.header === null ? "auto" : format.header ? "yes" : "no"}
        onChange={(event) => read({ ...format, header: HEADERS[event.currentTarget.value as keyof typeof HEADERS] })}
        data={Object.keys(HEADERS).map((value) => ({ value, label: t(`format.headers.${value}`) }))}
      />
    </div>
  );
}
