import { Checkbox } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { isLeftOut } from "../../app/shapeOf";
import type { ColumnKey, Columns } from "../../bindings";
import { ids } from "./goal";
import classes from "./Shape.module.css";
import { addStep } from "./store";

/** What is known of a request beside its values; the words of the model crate. */
const FACTS = ["address", "status", "fetchedAt", "milliseconds", "attempts", "page"];

/** Columns that the answers do not hold: they are there for who asks for them. */
export function RequestFacts({ columns }: { columns: Columns }) {
  const { t } = useTranslation("shape");
  return (
    <fieldset className={classes.plain}>
      <legend className={classes.label}>{t("facts.title")}</legend>
      <div className={classes.facts}>
        {FACTS.map((word) => {
          const key: ColumnKey = { origin: "request", name: word };
          return (
            <Checkbox
              key={word}
              id={ids.fact(word)}
              label={t(`facts.${word}`)}
              checked={!isLeftOut(columns, key)}
              onChange={(event) =>
                void addStep({ kind: event.currentTarget.checked ? "show" : "hide", columns: [key] })
              }
            />
          );
        })}
      </div>
    </fieldset>
  );
}
