import { useTranslation } from "react-i18next";

import { formatDecimalText, formatNumber } from "../../../app/format";
import type { GroupInfo } from "../../../bindings";
import classes from "./Groups.module.css";
import { groupColumns } from "./groupColumns";

/** The measures of all groups together, with at least as many digits after the point as in the table. */
export function GroupsTotal({ info, digits }: { info: GroupInfo; digits: readonly number[] }) {
  const { t } = useTranslation("groups");
  const title = t("total", { rows: formatNumber(info.viewRows) });
  const measures = groupColumns(info.columns, t).filter((_, at) => info.columns[at]?.role === "measure");
  return (
    <section className={classes.total} aria-label={title}>
      <span>{title}</span>
      <dl>
        {measures.map((measure, at) => {
          const cell = info.total[at + 1];
          return (
            <div key={measure.id}>
              <dt>{measure.title}</dt>
              <dd>{cell?.kind === "number" ? formatDecimalText(cell.text, digits[measure.id]) : "–"}</dd>
            </div>
          );
        })}
      </dl>
    </section>
  );
}
