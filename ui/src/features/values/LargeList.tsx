import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useIsLocked } from "../../app/document";
import { fieldId } from "../../app/problems";
import type { ListSummary } from "../../bindings";
import { setSource } from "./edits";
import { LargeEditor } from "./TypedList";
import classes from "./values.module.css";

interface LargeListProps {
  placeholder: string;
  text: string;
  summary: ListSummary | undefined;
}

/** A list too long for a text area: how many values, the first of them, and what can be done with it. */
export function LargeList({ placeholder, text, summary }: LargeListProps) {
  const { t } = useTranslation("values");
  const [begin, setBegin] = useState<string | null>(null);
  const isLocked = useIsLocked();
  if (begin !== null && !isLocked)
    return <LargeEditor placeholder={placeholder} text={begin} onDone={() => setBegin(null)} />;
  const first = summary?.first ?? text.slice(0, 200).split("\n").slice(0, 5);
  return (
    <div className={classes.large} id={fieldId({ at: "list", placeholder })} tabIndex={-1}>
      <span className={classes.fileText}>
        <strong>{summary ? t("large.count", { count: summary.count }) : t("large.counting")}</strong>
        <span className={classes.firstValues}>{first.join(" · ")} …</span>
      </span>
      <div className={classes.largeButtons}>
        <Button variant="default" size="compact-xs" onClick={() => setBegin(text)}>
          {t("large.edit")}
        </Button>
        <Button variant="default" size="compact-xs" onClick={() => setBegin("")}>
          {t("large.replace")}
        </Button>
        <Button variant="default" size="compact-xs" onClick={() => setSource(placeholder, { kind: "typed", text: "" })}>
          {t("large.clear")}
        </Button>
      </div>
    </div>
  );
}
