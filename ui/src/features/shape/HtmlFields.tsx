import { ActionIcon, Button, Input, TextInput } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { Fragment, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { errorWords } from "../../app/errorWords";
import type { AnswerFormat, HtmlColumn, HtmlSelectors } from "../../bindings";
import classes from "./Shape.module.css";
import { refusalOf, tryStep } from "./store";

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

const readAs = (selectors: HtmlSelectors | null) => {
  const format: AnswerFormat = { kind: "html", selectors };
  return { kind: "readAs" as const, format };
};

/** The column whose selector cannot be taken; null where it is the rows', or none by itself. */
async function wrongColumn(rows: string, columns: readonly HtmlColumn[]): Promise<number | null> {
  if (await refusalOf(readAs(selectorsOf(rows, [])))) return null;
  for (const [at, column] of columns.entries()) if (await refusalOf(readAs(selectorsOf(rows, [column])))) return at;
  return null;
}

interface Problem {
  words: string;
  column: number | null;
}

/** The rows and columns of a web page by CSS selectors; nothing is done until all of them are typed. */
export function HtmlFields({ selectors }: { selectors: HtmlSelectors | null }) {
  const { t } = useTranslation("shape");
  const [rows, setRows] = useState(selectors?.rows ?? "");
  const [columns, setColumns] = useState<HtmlColumn[]>(selectors?.columns ?? [NO_COLUMN]);
  const [problem, setProblem] = useState<Problem | null>(null);
  const problemId = useId();
  const change = (next: HtmlColumn[]) => {
    setColumns(next);
    setProblem(null);
  };
  const set = (at: number, part: Partial<HtmlColumn>) =>
    change(columns.map((one, index) => (index === at ? { ...one, ...part } : one)));
  const use = async () => {
    const refusal = await tryStep(readAs(selectorsOf(rows, columns)));
    setProblem(refusal && { words: errorWords(refusal), column: await wrongColumn(rows, columns) });
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
        error={problem?.column === null && problem.words}
        onChange={(event) => {
          setRows(event.currentTarget.value);
          setProblem(null);
        }}
      />
      <fieldset className={classes.plain}>
        <legend className={classes.label}>{t("format.htmlColumns")}</legend>
        {columns.map((column, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place; it has nothing else that stays.
          <Fragment key={at}>
            <div className={classes.selectors}>
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
                error={problem?.column === at}
                aria-errormessage={problem?.column === at ? problemId : undefined}
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
                onClick={() => change(columns.filter((_, index) => index !== at))}
              >
                <IconTrash size="0.9375rem" aria-hidden />
              </ActionIcon>
            </div>
            {problem?.column === at && (
              <Input.Error id={problemId} role="alert">
                {problem.words}
              </Input.Error>
            )}
          </Fragment>
        ))}
      </fieldset>
      <div className={classes.buttons}>
        <Button
          variant="subtle"
          size="compact-xs"
          leftSection={<IconPlus size="0.875rem" aria-hidden />}
          onClick={() => setColumns([...columns, NO_COLUMN])}
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
