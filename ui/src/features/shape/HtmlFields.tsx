import { ActionIcon, Button, TextInput } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { errorWords } from "../../app/errorWords";
import type { HtmlColumn, HtmlSelectors } from "../../bindings";
import classes from "./Shape.module.css";
import { tryStep } from "./store";

const NO_COLUMN: HtmlColumn = { name: "", selector: "", attribute: null };

/** What was typed as selectors; none while no element is said to be a row. */
export function selectorsOf(rows: string, columns: readonly HtmlColumn[]): HtmlSelectors | null {
  if (rows.trim() === "") return null;
  const named = columns
    .map(({ name, selector, attribute }) => ({
      name: name.trim(),
      selector: selector.trim(),
      attribute: attribute?.trim() || null,
    }))
    .filter(({ name }) => name !== "");
  return { rows: rows.trim(), columns: named };
}

/** The rows and columns of a web page by CSS selectors; nothing is done until all of them are typed. */
export function HtmlFields({ selectors }: { selectors: HtmlSelectors | null }) {
  const { t } = useTranslation("shape");
  const [rows, setRows] = useState(selectors?.rows ?? "");
  const [columns, setColumns] = useState<HtmlColumn[]>(selectors?.columns ?? [NO_COLUMN]);
  const [problem, setProblem] = useState<string | null>(null);
  const set = (at: number, change: Partial<HtmlColumn>) =>
    setColumns((before) => before.map((one, index) => (index === at ? { ...one, ...change } : one)));
  const use = async () => {
    const format = { kind: "html" as const, selectors: selectorsOf(rows, columns) };
    const refusal = await tryStep({ kind: "readAs", format });
    setProblem(refusal && errorWords(refusal));
  };
  return (
    <form
      className={classes.stack}
      onSubmit={(event) => {
        event.preventDefault();
        void use();
      }}
    >
      <TextInput
        label={t("format.rowsSelector")}
        description={t("format.htmlHint")}
        placeholder="table.items tr"
        spellCheck={false}
        classNames={{ input: classes.mono }}
        value={rows}
        error={problem}
        onChange={(event) => setRows(event.currentTarget.value)}
      />
      <fieldset className={classes.plain}>
        <legend className={classes.label}>{t("format.htmlColumns")}</legend>
        {columns.map((column, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place; it has nothing else that stays.
          <div key={at} className={classes.selectors}>
            <TextInput
              aria-label={t("format.htmlNameOf", { number: at + 1 })}
              placeholder={t("format.htmlName")}
              value={column.name}
              onChange={(event) => set(at, { name: event.currentTarget.value })}
            />
            <TextInput
              aria-label={t("format.htmlSelectorOf", { number: at + 1 })}
              placeholder={t("format.htmlSelector")}
              spellCheck={false}
              classNames={{ input: classes.mono }}
              value={column.selector}
              onChange={(event) => set(at, { selector: event.currentTarget.value })}
            />
            <TextInput
              aria-label={t("format.htmlAttributeOf", { number: at + 1 })}
              placeholder={t("format.htmlAttribute")}
              spellCheck={false}
              classNames={{ input: classes.mono }}
              value={column.attribute ?? ""}
              onChange={(event) => set(at, { attribute: event.currentTarget.value || null })}
            />
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={t("format.htmlRemove", { number: at + 1 })}
              onClick={() => setColumns((before) => before.filter((_, index) => index !== at))}
            >
              <IconTrash size="0.9375rem" aria-hidden />
            </ActionIcon>
          </div>
        ))}
      </fieldset>
      <div className={classes.buttons}>
        <Button
          variant="subtle"
          size="compact-xs"
          leftSection={<IconPlus size="0.875rem" aria-hidden />}
          onClick={() => setColumns((before) => [...before, NO_COLUMN])}
        >
          {t("format.htmlAdd")}
        </Button>
        <Button type="submit" variant="default" size="compact-xs">
          {t("format.htmlUse")}
        </Button>
      </div>
    </form>
  );
}
