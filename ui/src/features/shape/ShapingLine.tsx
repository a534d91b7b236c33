import { Button, Progress } from "@mantine/core";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useShapingProgress } from "../../app/document";
import classes from "./Shape.module.css";
import { cancelShaping, useShape } from "./store";

/** What is over sooner than this needs no word. */
const SHOWN_AFTER_MS = 250;

/** How far the table is that is being made anew, and the way to stop it. Renders nothing while nothing is made. */
export function ShapingLine() {
  const { t } = useTranslation("shape");
  const isApplying = useShape((state) => state.isApplying);
  const isGivingUp = useShape((state) => state.isGivingUp);
  const progress = useShapingProgress();
  const [isLong, setLong] = useState(false);
  useEffect(() => {
    if (!isApplying) return setLong(false);
    const timer = setTimeout(() => setLong(true), SHOWN_AFTER_MS);
    return () => clearTimeout(timer);
  }, [isApplying]);
  if (!isApplying || !isLong) return null;
  const { done, total } = progress?.state === "running" ? progress : { done: 0, total: 0 };
  const words = total > 0 ? t("making.of", { done, count: total }) : t("making.begins");
  return (
    <div className={classes.making}>
      <span role="status">{words}</span>
      <Progress.Root size="sm" transitionDuration={0} className={classes.makingBar}>
        <Progress.Section value={total > 0 ? (100 * done) / total : 0} aria-label={words} />
      </Progress.Root>
      <Button variant="default" size="compact-xs" disabled={isGivingUp} onClick={cancelShaping}>
        {isGivingUp ? t("making.cancelling") : t("app:cancel")}
      </Button>
    </div>
  );
}
