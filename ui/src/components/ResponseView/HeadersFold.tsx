import { useTranslation } from "react-i18next";

import type { Header } from "../../bindings";
import classes from "./ResponseView.module.css";

/** The answer's headers, folded away: rarely asked for, and many. */
export function HeadersFold({ headers }: { headers: readonly Header[] }) {
  const { t } = useTranslation("detail");
  if (headers.length === 0) return null;
  return (
    <details className={classes.fold}>
      <summary>{t("headers", { count: headers.length })}</summary>
      <dl className={classes.pairs}>
        {headers.map(({ name, value }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a header may stand twice, and the list never changes.
          <div key={at}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
