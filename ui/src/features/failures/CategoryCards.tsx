import { UnstyledButton } from "@mantine/core";
import { useTranslation } from "react-i18next";

import { formatNumber } from "../../app/format";
import type { FailureCategory } from "../../bindings";
import classes from "./FailuresTab.module.css";
import type { CategoryGroup } from "./groups";

interface CategoryCardsProps {
  groups: readonly CategoryGroup[];
  picked: FailureCategory | null;
  onPick: (category: FailureCategory | null) => void;
}

/** One card a category, with what to do about it; a click shows only its requests, another shows all again. */
export function CategoryCards({ groups, picked, onPick }: CategoryCardsProps) {
  const { t } = useTranslation("failures");
  return (
    <fieldset className={classes.cards} aria-label={t("categories")}>
      {groups.map(({ category, count, statuses }) => (
        <UnstyledButton
          key={category}
          className={classes.card}
          aria-pressed={picked === category}
          onClick={() => onPick(picked === category ? null : category)}
          data-testid={`category-${category}`}
        >
          <span className={classes.cardTitle}>
            <span>{t(`detail:category.${category}`)}</span>
            {statuses.length > 0 && <span className={classes.code}>{statuses.join(", ")}</span>}
            <span className={classes.count}>{formatNumber(count)}</span>
          </span>
          <span className={classes.advice}>{t(`advice.${category}`)}</span>
        </UnstyledButton>
      ))}
    </fieldset>
  );
}
