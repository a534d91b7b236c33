import { ActionIcon, Button, Tooltip } from "@mantine/core";
import { IconFileSpreadsheet, IconFileUpload, IconPencil, IconTrash } from "@tabler/icons-react";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { fieldId, useFieldNotes } from "../../app/problems";
import type { FieldRef, ListSummary, ValueSource } from "../../bindings";
import { FieldNote } from "../../components/FieldNote";
import { removeList, renameList, setSource } from "./edits";
import { fileName } from "./fileName";
import { askForFile } from "./importing";
import { LargeList } from "./LargeList";
import { LARGE_TEXT, TypedList } from "./TypedList";
import classes from "./values.module.css";

interface ListCardProps {
  placeholder: string;
  /** None while nothing was given yet. */
  source: ValueSource | null;
  summary: ListSummary | undefined;
  isUsed: boolean;
  /** A placeholder without a list that could take the values of this one, when this one is not used. */
  heir: string | undefined;
}

/** The values of one placeholder: typed or pasted, or a column of a file. Files can be dropped on it. */
export function ListCard({ placeholder, source, summary, isUsed, heir }: ListCardProps) {
  const { t } = useTranslation("values");
  const at: FieldRef = { at: "list", placeholder };
  const { notes, onBlur } = useFieldNotes(at);
  const titleId = useId();
  const shown = `{${placeholder}}`;
  const isEmpty = source === null || (source.kind === "typed" && !/\S/.test(source.text));

  /** Told in a few words instead of shown as a text. */
  const isTold = source?.kind === "file" || (source?.text ?? "").length > LARGE_TEXT;

  return (
    <section
      className={classes.card}
      data-list={placeholder}
      aria-labelledby={titleId}
      data-unused={!isUsed || undefined}
    >
      <div className={classes.cardHead}>
        <code id={titleId} className={classes.name}>
          {shown}
        </code>
        <span className={classes.counts} role="status">
          {isUsed || !isEmpty ? <Counts summary={summary} isEmpty={isEmpty} /> : null}
        </span>
      </div>

      {source?.kind === "file" ? (
        <div className={classes.file} id={fieldId(at)} tabIndex={-1}>
          <IconFileSpreadsheet size="1.25rem" aria-hidden />
          <span className={classes.fileText} title={source.path}>
            <strong>{fileName(source.path)}</strong>
            <span className={classes.dim}>
              {[
                source.sheet && t("sheet", { sheet: source.sheet }),
                source.column && t("column", { column: source.column }),
              ]
                .filter(Boolean)
                .join(" · ")}
            </span>
          </span>
          <Button variant="default" size="compact-xs" onClick={() => askForFile(placeholder)}>
            {t("replaceFile")}
          </Button>
          <Tooltip label={t("typeInsteadTip", { placeholder: shown })}>
            <ActionIcon
              variant="subtle"
              color="gray"
              size="sm"
              aria-label={t("typeInstead")}
              onClick={() => setSource(placeholder, { kind: "typed", text: "" })}
            >
              <IconPencil size="1rem" aria-hidden />
            </ActionIcon>
          </Tooltip>
        </div>
      ) : source && source.text.length > LARGE_TEXT ? (
        <LargeList placeholder={placeholder} text={source.text} summary={summary} />
      ) : (
        <TypedList
          placeholder={placeholder}
          text={source?.text ?? ""}
          hasError={notes.some((note) => note.kind === "error")}
          onBlur={onBlur}
        />
      )}
      {/* After the field in the order of the Tab key, beside the name to the eye. */}
      <div className={classes.cardActions}>
        {source?.kind !== "file" && (
          <Tooltip label={t("fromFileTip")} position="left">
            <Button
              variant="subtle"
              size="compact-xs"
              leftSection={<IconFileUpload size="0.875rem" aria-hidden />}
              onClick={() => askForFile(placeholder)}
            >
              {t("fromFile")}
            </Button>
          </Tooltip>
        )}
        {!isUsed && (
          <Tooltip label={t("remove", { placeholder: shown })}>
            <ActionIcon
              variant="subtle"
              color="gray"
              size="sm"
              aria-label={t("remove", { placeholder: shown })}
              onClick={() => removeList(placeholder)}
            >
              <IconTrash size="1rem" aria-hidden />
            </ActionIcon>
          </Tooltip>
        )}
      </div>
      {/* Stays when values are there, so that nothing below jumps. */}
      {!isTold && isUsed && notes.length === 0 && <p className={classes.hint}>{t("syntax")}</p>}
      <FieldNote id={`${fieldId(at)}-notes`} notes={notes} />
      {!isUsed && heir && (
        <Button
          variant="light"
          size="compact-xs"
          className={classes.heir}
          onClick={() => renameList(placeholder, heir)}
        >
          {t("useFor", { placeholder: `{${heir}}` })}
        </Button>
      )}
    </section>
  );
}

function Counts({ summary, isEmpty }: { summary: ListSummary | undefined; isEmpty: boolean }) {
  const { t } = useTranslation("values");
  if (isEmpty) return t("empty");
  if (!summary) return null;
  return (
    <>
      {t("count", { count: summary.count })}
      {summary.duplicates > 0 && (
        <span title={t("duplicatesTip")} className={classes.warn}>
          {" · "}
          {t("duplicates", { count: summary.duplicates })}
        </span>
      )}
      {summary.blanks > 0 && (
        <span className={classes.warn}>
          {" · "}
          {t("blanks", { count: summary.blanks })}
        </span>
      )}
    </>
  );
}
