import { Badge } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { formatShortDateTime } from "../../app/date";
import { documentName } from "../../app/documentName";
import type { RecentDocument } from "../../bindings";
import classes from "./documents.module.css";
import { folderOf } from "./folder";
import { useRecent } from "./recent";

/** More than this does not fit in a line of the menu; the whole address is in the tip. */
const MOST_SIGNS = 46;

/** Cuts the middle out of a long text: the host and the end tell addresses apart. */
export function cutMiddle(text: string, most = MOST_SIGNS): string {
  if (text.length <= most) return text;
  const end = Math.floor((most - 1) * 0.45);
  return `${text.slice(0, most - 1 - end)}…${text.slice(text.length - end)}`;
}

/** A recent document: its name, its folder, its address, how far it got, and when it was open. */
export function RecentText({ recent }: { recent: RecentDocument }) {
  const { t } = useTranslation("documents");
  const all = useRecent();
  const { planned, done, unfinished } = recent;
  const state = [
    planned > 0 && t(done < planned ? "fetchedOf" : "fetchedAll", { count: done, planned }),
    planned > 0 && (unfinished || done < planned) && t("unfinished"),
    formatShortDateTime(recent.openedAtMs),
  ];
  return (
    <span className={classes.recent}>
      <span className={classes.recentName}>
        <span className={classes.recentTitle}>{documentName(recent)}</span>
        {recent.isDraft ? (
          <Badge size="xs" variant="default" className={classes.badge}>
            {t("draft")}
          </Badge>
        ) : (
          <span className={classes.recentFolder}>{folderOf(recent, all)}</span>
        )}
      </span>
      <span className={classes.recentDim} title={recent.address || undefined}>
        {recent.address === "" ? t("noAddress") : cutMiddle(recent.address)}
      </span>
      <span className={classes.recentDim}>{state.filter(Boolean).join(" · ")}</span>
    </span>
  );
}
