import { useTranslation } from "react-i18next";
import { JsonView } from "react-json-view-lite";

import classes from "./ResponseView.module.css";

/** Open at first: the outer two levels, but no list so long that its lines would bury the rest. */
const OPEN_LEVELS = 2;
const OPEN_ITEMS = 100;

function isOpenAtFirst(level: number, value: unknown): boolean {
  if (level === 0) return true;
  const size = Array.isArray(value) ? value.length : Object.keys(value as object).length;
  return level <= OPEN_LEVELS && size <= OPEN_ITEMS;
}

export function JsonTree({ value, label }: { value: object; label: string }) {
  const { t } = useTranslation("detail");
  return (
    <JsonView
      data={value}
      aria-label={label}
      clickToExpandNode
      shouldExpandNode={isOpenAtFirst}
      style={{
        container: classes.tree,
        basicChildStyle: classes.node,
        childFieldsContainer: classes.children,
        label: classes.key,
        clickableLabel: `${classes.key} ${classes.clickable}`,
        punctuation: classes.punctuation,
        stringValue: classes.string,
        numberValue: classes.number,
        // Numbers that are kept as text come by this way, see `ExactNumber`.
        otherValue: classes.number,
        booleanValue: classes.boolean,
        nullValue: classes.null,
        undefinedValue: classes.null,
        expandIcon: `${classes.icon} ${classes.expand}`,
        collapseIcon: `${classes.icon} ${classes.collapse}`,
        collapsedContent: classes.collapsed,
        quotesForFieldNames: false,
        stringifyStringValues: true,
        noQuotesForStringValues: false,
        ariaLables: { expandJson: t("body.expand"), collapseJson: t("body.collapse") },
      }}
    />
  );
}
