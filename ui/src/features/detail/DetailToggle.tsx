import { ActionIcon, Tooltip } from "@mantine/core";
import { IconLayoutSidebarRight, IconLayoutSidebarRightFilled } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

import type { AnswerRef } from "../../app/answerRef";
import { keyText } from "../../app/keys";
import { type RowTab, useIsRowSelected } from "../../app/window";
import { closeDetail, openDetail } from "./store";

/** Opens and shuts the response panel from the toolbar of a table. */
export function DetailToggle({ tab, answer }: { tab: RowTab; answer: AnswerRef | null }) {
  const { t } = useTranslation("detail");
  const open = useIsRowSelected(tab);
  const label = open ? t("close") : answer === null ? t("selectFirst") : t("open");
  const tip = open || answer !== null ? `${label} (${keyText("F8")})` : label;
  return (
    <Tooltip label={tip}>
      <ActionIcon
        variant={open ? "light" : "subtle"}
        color={open ? undefined : "gray"}
        aria-label={label}
        aria-pressed={open}
        disabled={!open && answer === null}
        onClick={() => (open ? closeDetail() : answer !== null && openDetail(answer))}
      >
        {open ? (
          <IconLayoutSidebarRightFilled size="1.0625rem" aria-hidden />
        ) : (
          <IconLayoutSidebarRight size="1.0625rem" aria-hidden />
        )}
      </ActionIcon>
    </Tooltip>
  );
}
