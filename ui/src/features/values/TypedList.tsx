import { Textarea } from "@mantine/core";
import { type ClipboardEvent, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { fieldId } from "../../app/problems";
import { setSource } from "./edits";
import { askForColumn, blockOf } from "./pasted";
import classes from "./values.module.css";

interface TypedListProps {
  placeholder: string;
  text: string;
  hasError: boolean;
  onBlur: () => void;
}

/** How tall the text area is, in lines: it does not shrink below what it is while empty, so that nothing jumps. */
const LINES = { least: 2, most: 6 };

function linesOf(text: string): number {
  let lines = 1;
  for (let at = text.indexOf("\n"); at >= 0 && lines < LINES.most; at = text.indexOf("\n", at + 1)) lines += 1;
  return Math.max(LINES.least, lines);
}

/** Characters from which a text area takes so long to lay out that the window would stand still. */
export const LARGE_TEXT = 200_000;

const setText = (placeholder: string, text: string) => setSource(placeholder, { kind: "typed", text });

/** Takes what is pasted itself where the browser would do the wrong thing: a block of columns, or very much text. */
function onPaste(event: ClipboardEvent<HTMLTextAreaElement>, placeholder: string): void {
  const pasted = event.clipboardData.getData("text/plain");
  const { value, selectionStart, selectionEnd } = event.currentTarget;
  const insert = (text: string) =>
    setText(placeholder, value.slice(0, selectionStart) + text + value.slice(selectionEnd));
  const block = blockOf(pasted);
  if (block) {
    event.preventDefault();
    askForColumn({ placeholder, block, insert });
  } else if (value.length + pasted.length > LARGE_TEXT) {
    event.preventDefault();
    insert(pasted.replaceAll("\r\n", "\n"));
  }
}

/** The values as a text that is typed or pasted. */
export function TypedList({ placeholder, text, hasError, onBlur }: TypedListProps) {
  const { t } = useTranslation("values");
  return (
    <Textarea
      id={fieldId({ at: "list", placeholder })}
      aria-label={t("list", { placeholder: `{${placeholder}}` })}
      placeholder={t("placeholder")}
      value={text}
      rows={linesOf(text)}
      classNames={{ input: classes.values }}
      spellCheck={false}
      error={hasError}
      // As a plain prop Mantine would drop it: it describes a field only by notes of its own.
      attributes={{ input: { "aria-describedby": `${fieldId({ at: "list", placeholder })}-notes` } }}
      onPaste={(event) => onPaste(event, placeholder)}
      onChange={(event) => setText(placeholder, event.currentTarget.value)}
      onBlur={onBlur}
    />
  );
}

interface LargeEditorProps {
  placeholder: string;
  /** What it begins with. */
  text: string;
  onDone: () => void;
}

/**
 * A very large list while it is edited, or is to be replaced: the text area keeps its text to itself and hands it over
 * when it is left. Left empty, it changes nothing: to clear has a button of its own.
 */
export function LargeEditor({ placeholder, text, onDone }: LargeEditorProps) {
  const { t } = useTranslation("values");
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => field.current?.focus(), []);
  return (
    <Textarea
      ref={field}
      aria-label={t("list", { placeholder: `{${placeholder}}` })}
      placeholder={t("large.replacePlaceholder")}
      defaultValue={text}
      rows={LINES.most}
      wrap="off"
      classNames={{ input: classes.values }}
      spellCheck={false}
      onPaste={(event) => {
        if (event.currentTarget.value !== "" && event.currentTarget.value !== text) return;
        const before = event.currentTarget.value;
        onPaste(event, placeholder);
        if (event.isDefaultPrevented() && before === "") onDone();
      }}
      onBlur={(event) => {
        const typed = event.currentTarget.value;
        if (typed.trim() !== "" && typed !== text) setText(placeholder, typed);
        onDone();
      }}
    />
  );
}
