import { useTranslation } from "react-i18next";
import { splitPlaceholders } from "../../app/placeholders";
import { fieldId, useFieldNotes } from "../../app/problems";
import type { Note } from "../../components/FieldNote";
import { TemplateInput } from "../../components/TemplateInput";
import { editRequest } from "./edits";

/** Whether a body will be valid JSON once its placeholders are filled in; null when it does not begin like JSON. */
export function jsonReason(body: string): string | true | null {
  if (!/^\s*[{[]/.test(body)) return null;
  const filled = splitPlaceholders(body)
    .map((part) => (part.placeholder === null ? part.text : "0"))
    .join("");
  try {
    JSON.parse(filled);
    return true;
  } catch (thrown) {
    return thrown instanceof Error ? thrown.message : String(thrown);
  }
}

export function BodyEditor({ body }: { body: string }) {
  const { t } = useTranslation("request");
  const { notes, onBlur } = useFieldNotes({ at: "body" });
  const reason = jsonReason(body);
  const hint: Note[] =
    body.trim() === ""
      ? []
      : reason === null
        ? [{ kind: "info", text: t("body.text") }]
        : reason === true
          ? [{ kind: "info", text: t("body.json") }]
          : [{ kind: "warning", text: t("body.notJson", { reason }) }];
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
