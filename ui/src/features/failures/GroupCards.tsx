import { Button, UnstyledButton } from "@mantine/core";
import { useTranslation } from "react-i18next";

import type { AnswerRef } from "../../app/answerRef";
import { formatNumber } from "../../app/format";
import { formatTimeRange } from "../../app/moment";
import type { FailureFilter, FailureGroup } from "../../bindings";
import classes from "./FailuresTab.module.css";
import { filterOf, hasSeveralHosts, keyOf } from "./groups";

interface GroupCardsProps {
  groups: readonly FailureGroup[];
  /** Key of the group that the list shows alone; null for all. */
  picked: string | null;
  canRetry: boolean;
  onPick: (key: string | null) => void;
  onRetry: (failures: FailureFilter) => void;
  onShow: (answer: AnswerRef) => void;
}

/** One card a kind of failure: how many, since when, what to do about it. A click shows only its requests in the list. */
export function GroupCards({ groups, picked, canRetry, onPick, onRetry, onShow }: GroupCardsProps) {
  const { t } = useTranslation("failures");
  const withHost = hasSeveralHosts(groups);
  return (
    <fieldset className={classes.cards} aria-label={t("categories")}>
      {groups.map((group) => {
        const { category, status, host, count } = group;
        const key = keyOf(group);
        const facts = [status === null ? "" : String(status), withHost ? host : ""].filter((fact) => fact !== "");
        const name = [t(`detail:category.${category}`), ...facts].join(" ");
        return (
          <div key={key} className={classes.card} data-picked={picked === key || undefined}>
            <UnstyledButton
              className={classes.pick}
              aria-pressed={picked === key}
              onClick={() => onPick(picked === key ? null : key)}
              data-testid={`category-${category}`}
            >
              <span className={classes.cardTitle}>
                <span>{t(`detail:category.${category}`)}</span>
                {facts.length > 0 && <span className={classes.code}>{facts.join(" · ")}</span>}
                <span className={classes.count}>{formatNumber(count)}</span>
              </span>
              <span className={classes.advice}>{t(`advice.${category}`)}</span>
            </UnstyledButton>
            <div className={classes.foot}>
              <span className={classes.when}>{formatTimeRange(group.firstAtMs, group.lastAtMs)}</span>
              <span className={classes.buttons}>
                <Button
                  variant="subtle"
                  size="compact-xs"
                  disabled={!canRetry}
                  aria-label={`${t("retryThese")}: ${name}`}
                  onClick={() => onRetry(filterOf(group))}
                >
                  {t("retryThese")}
                </Button>
                <Button
                  variant="subtle"
                  size="compact-xs"
                  aria-label={`${t("showAnswer")}: ${name}`}
                  onClick={() => onShow({ position: group.sample, page: group.samplePage })}
                >
                  {t("showAnswer")}
                </Button>
              </span>
            </div>
          </div>
        );
      })}
    </fieldset>
  );
}
