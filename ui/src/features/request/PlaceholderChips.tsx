import { Button, UnstyledButton } from "@mantine/core";
import { IconAlertTriangle, IconBraces, IconCheck } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useCheck } from "../../app/document";
import { placeholdersIn } from "../../app/placeholders";
import { focusField } from "../../app/problems";
import type { Extraction } from "../../bindings";
import { freeName, likelyId, makePlaceholder } from "./edits";
import classes from "./request.module.css";

/** The placeholders of the request, each with the state of its list; a click goes to the list. */
export function PlaceholderChips({ extraction }: { extraction: Extraction }) {
  const { t } = useTranslation("request");
  const check = useCheck();
  const names = placeholdersIn(extraction.request);

  if (names.length === 0) {
    // The field itself says it while nothing is typed.
    if (extraction.request.address === "") return null;
    const found = likelyId(extraction.request.address);
    const name = freeName(extraction.lists.map((list) => list.placeholder));
    return (
      <div className={classes.hintRow}>
        <span className={classes.hint}>{t("hint")}</span>
        {found && (
          <Button
            size="compact-xs"
            variant="light"
            leftSection={<IconBraces size="0.875rem" aria-hidden />}
            title={t("makeTip", { placeholder: `{${name}}`, number: found.number })}
            onClick={() => makePlaceholder(name)}
          >
            {t("make", { number: found.number })}
          </Button>
        )}
      </div>
    );
  }

  return (
    <ul className={classes.chips} aria-label={t("placeholders")}>
      {names.map((name) => {
        const count = check?.lists.find((list) => list.placeholder === name)?.count ?? 0;
        const shown = `{${name}}`;
        return (
          <li key={name}>
            <UnstyledButton
              className={classes.chip}
              data-ready={count > 0}
              title={t("chip.go", { name: shown })}
              onClick={() => focusField({ at: "list", placeholder: name })}
            >
              {count > 0 ? (
                <IconCheck size="0.875rem" aria-hidden />
              ) : (
                <IconAlertTriangle size="0.875rem" aria-hidden />
              )}
              {count > 0 ? t("chip.ready", { name: shown, count }) : t("chip.missing", { name: shown })}
            </UnstyledButton>
          </li>
        );
      })}
    </ul>
  );
}
