import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { FieldRef, Problem } from "../bindings";
import type { Note } from "../components/FieldNote";
import { useCheck, useTried } from "./document";

function isSame(a: FieldRef, b: FieldRef): boolean {
  if (a.at !== b.at) return false;
  if ("index" in a && "index" in b) return a.index === b.index;
  if ("placeholder" in a && "placeholder" in b) return a.placeholder === b.placeholder;
  return true;
}

/** The id of the element that stands for a field, to put the focus there. */
export function fieldId(field: FieldRef): string {
  if ("index" in field) return `field-${field.at}-${field.index}`;
  if ("placeholder" in field) return `field-list-${field.placeholder}`;
  return `field-${field.at}`;
}

/** Our wording by the problem's code; the backend's own sentence where we have none. */
export function useProblemText(): (problem: Problem) => string {
  const { t } = useTranslation("problems");
  return (problem) =>
    t(problem.code, {
      defaultValue: problem.message,
      placeholder: "placeholder" in problem.field ? `{${problem.field.placeholder}}` : "",
    });
}

/** A reopened document always lacks its secrets: that is said at once, like the warnings. */
function isScolding(problem: Problem): boolean {
  return problem.blocking && problem.code !== "secret_missing";
}

/**
 * What to say below a field. Errors wait until the user has left the field or tried to run, so that nobody is scolded
 * while typing; warnings show at once.
 */
export function useFieldNotes(field: FieldRef): { notes: Note[]; onBlur: () => void } {
  const check = useCheck();
  const tried = useTried();
  const [left, setLeft] = useState(false);
  const text = useProblemText();
  const notes = (check?.problems ?? [])
    .filter((problem) => isSame(problem.field, field) && (tried || left || !isScolding(problem)))
    .map(
      (problem): Note => ({
        kind: problem.blocking && (tried || left) ? "error" : "warning",
        text: text(problem),
      }),
    );
  return { notes, onBlur: () => setLeft(true) };
}

/** Puts the focus on a field of the form, scrolling to it. False when it is not on the page. */
export function focusField(field: FieldRef): boolean {
  const element = document.getElementById(fieldId(field));
  if (!element) return false;
  element.focus();
  element.scrollIntoView({ block: "center" });
  return true;
}
