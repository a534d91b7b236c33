import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Extraction, FieldRef, Problem } from "../bindings";
import type { Note } from "../components/FieldNote";
import i18n from "../i18n";
import { said } from "../i18n/sentences";
import { documentStore, useCheck, useTried } from "./document";
import { formatList } from "./list";

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

/** What a number may be at most, as the model crate has it. */
const MOST: Partial<Record<FieldRef["at"], number>> = { workers: 1024, timeout: 3600, retries: 20 };

/** Our wording by the problem's code; a number that is out of its range is told by its field. */
export function useProblemText(): (problem: Problem) => string {
  const { t } = useTranslation("problems");
  return ({ code, field, message }) => {
    // The backend marks names for a terminal.
    const sentence = said(message).replace(/`([^`]*)`/g, "$1");
    return t(code === "out_of_range" ? `out_of_range.${field.at}` : code, {
      defaultValue: sentence,
      message: sentence,
      placeholder: "placeholder" in field ? `{${field.placeholder}}` : "",
      sizes: sizesOf(),
      most: MOST[field.at],
    });
  };
}

/** "{id} has 50 and {type} has 2", of the lists that are used. */
function sizesOf(): string {
  const { check } = documentStore.getState();
  const sizes = (check?.lists ?? [])
    .filter((list) => check?.placeholders.includes(list.placeholder))
    .map((list) => i18n.t("problems:size", { placeholder: `{${list.placeholder}}`, count: list.count }));
  return formatList(sizes);
}

/** A reopened document always lacks its secrets, and two lists are never both being typed: that is said at once. */
const AT_ONCE = new Set<Problem["code"]>(["secret_missing", "lists_differ_in_length"]);

function isScolding(problem: Problem): boolean {
  return problem.blocking && !AT_ONCE.has(problem.code);
}

/** What a field holds, to see whether it was changed. */
function valueAt({ request, lists, combine, settings, paging }: Extraction, field: FieldRef): unknown {
  switch (field.at) {
    case "address":
      return request.address;
    case "body":
      return request.body;
    case "query":
      return request.query[field.index];
    case "header":
      return request.headers[field.index];
    case "list":
      return lists.find((list) => list.placeholder === field.placeholder)?.source;
    case "combine":
      return combine;
    case "workers":
      return settings.workers;
    case "timeout":
      return settings.timeoutSeconds;
    case "retries":
      return settings.retries;
    case "backoff":
      return settings.backoff;
    case "rate":
      return settings.limits.rate;
    case "perDay":
      return settings.limits.perDay;
    case "maxBytes":
      return settings.answers.maxBytes;
    case "errorRule":
      return settings.answers.errorWhen;
    case "paging":
      return paging;
    case "proxy":
      return settings.network.proxy;
    case "certificate":
      return settings.network.certificate;
  }
}

/** Whether a field holds something else than what was checked last. */
function useIsChanged(field: FieldRef): boolean {
  return documentStore(({ document, checked }) => {
    if (!document || !checked || document.extraction === checked) return false;
    return valueAt(document.extraction, field) !== valueAt(checked, field);
  });
}

/**
 * What to say below a field. Errors wait until the user has left the field or tried to run, so that nobody is scolded
 * while typing; warnings show at once. The first keystroke takes them away until the field is checked again.
 */
export function useFieldNotes(field: FieldRef): { notes: Note[]; onBlur: () => void } {
  const check = useCheck();
  const tried = useTried();
  const [left, setLeft] = useState(false);
  const text = useProblemText();
  const isChanged = useIsChanged(field);
  const notes = (check?.problems ?? [])
    .filter((problem) => !isChanged && isSame(problem.field, field) && (tried || left || !isScolding(problem)))
    .map(
      (problem): Note => ({
        kind: problem.blocking && (tried || left || problem.code === "lists_differ_in_length") ? "error" : "warning",
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
