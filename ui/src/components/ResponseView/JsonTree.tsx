import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { JsonView } from "react-json-view-lite";

import { openAtFirst } from "./open";
import classes from "./ResponseView.module.css";

export function JsonTree({ value, label }: { value: object; label: string }) {
  const { t } = useTranslation("detail");
  const open = useMemo(() => openAtFirst(value), [value]);
  return (
    <JsonView
      data={value}
      aria-label={label}
      clickToExpandNode
      shouldExpandNode={(_, node) => open.has(node)}
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
