import { parse } from "lossless-json";
import { useTranslation } from "react-i18next";
import { splitPlaceholders } from "../../app/placeholders";
import { fieldId, useFieldNotes } from "../../app/problems";
import type { Note } from "../../components/FieldNote";
import { TemplateInput } from "../../components/TemplateInput";
import { editRequest } from "./edits";

export interface TextPlace {
  line: number;
  column: number;
}

/** Where a body is not valid JSON once its placeholders are filled in, from 1; null when it does not begin like JSON. */
export function jsonFault(body: string): TextPlace | "none" | null {
  if (!/^\s*[{[]/.test(body)) return null;
  const filled = splitPlaceholders(body)
    .map(({ text, placeholder }) => (placeholder === null ? text : "1".repeat(text.length)))
    .join("");
  try {
    JSON.parse(filled);
    return "none";
  } catch {
    const lines = filled.slice(0, faultAt(filled)).split("\n");
    return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
  }
}

/** The browser says it in English, and not every browser where. */
function faultAt(json: string): number {
  try {
    parse(json, undefined, { onDuplicateKey: ({ newValue }) => newValue });
  } catch (thrown) {
    const position = / at position (\d+)$/.exec(String(thrown))?.[1];
    if (position !== undefined) return Number(position);
  }
  return json.length;
}

export function BodyEditor({ body }: { body: string }) {
  const { t } = useTranslation("request");
  const { notes, onBlur } = useFieldNotes({ at: "body" });
  const fault = jsonFault(body);
  const hint: Note[] =
    body.trim() === ""
      ? []
      : fault === null
        ? [{ kind: "info", text: t("body.text") }]
        : fault === "none"
          ? [{ kind: "info", text: t("body.json") }]
          : [{ kind: "warning", text: t("body.notJson", { ...fault }) }];
  return (
    <TemplateInput
      id={fieldId({ at: "body" })}
      label={t("body.label")}
      multiline
      value={body}
      placeholder={t("body.placeholder")}
      notes={[...notes, ...hint]}
      onChange={(text) => editRequest((request) => ({ ...request, body: text }))}
      onBlur={onBlur}
    />
  );
}
