import { ActionIcon, Text, Tooltip } from "@mantine/core";
import { IconChevronLeft, IconChevronRight, IconFlask2 } from "@tabler/icons-react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useCounts, useHasPages } from "../../app/document";
import { errorWords } from "../../app/errorWords";
import { formatNumber } from "../../app/format";
import { keyText } from "../../app/shapeOf";
import type { Column, Shape, ShapeSurvey } from "../../bindings";
import { EmptyState } from "../../components/EmptyState";
import { FailureNote } from "../../components/FailureNote";
import { AnswerTree } from "./AnswerTree";
import { foundPlace } from "./evidence";
import classes from "./Shape.module.css";
import { addStep } from "./store";
import type { TreeAction } from "./treeActions";
import { TreeRoles } from "./treeRoles";
import { useAnswer } from "./useAnswer";

interface AnswerPaneProps {
  columns: readonly Column[];
  shape: Shape;
  survey: ShapeSurvey | null;
  isLocked: boolean;
}

function take(action: TreeAction): void {
  if ("records" in action) void addStep({ kind: "records", records: action.records });
  else if ("list" in action) void addStep({ kind: "list", path: action.list, policy: { kind: "rows" } });
  else void addStep({ kind: action.kind === "add" ? "show" : "hide", columns: [action.column] });
}

/** One answer as a tree: what is seen in it can be made the rows, or a column. */
export function AnswerPane({ columns, shape, survey, isLocked }: AnswerPaneProps) {
  const { t } = useTranslation("shape");
  const { answer, error, isMoving, move } = useAnswer();
  const hasPages = useHasPages();
  const hasSeveral = useCounts().succeeded > 1 || hasPages;
  const roles = useMemo(() => {
    const rows = shape.records.kind === "at" ? shape.records : foundPlace(survey);
    return new TreeRoles(rows, (path) => shape.lists.find((rule) => rule.path === path)?.policy.kind ?? "json");
  }, [shape, survey]);
  const leftOut = useMemo(() => new Map(columns.map((column) => [keyText(column), column.hidden])), [columns]);
  if (error !== null)
    return (
      <div className={classes.problem}>
        <FailureNote title={t("answer.broken")}>{errorWords(error)}</FailureNote>
      </div>
    );
  if (answer === undefined) return null;
  if (answer === null) return <EmptyState icon={IconFlask2} title={t("answer.none")} text={t("answer.noneText")} />;
  const button = (label: string, Icon: typeof IconChevronLeft, by: -1 | 1) => (
    <Tooltip label={label}>
      <ActionIcon variant="default" aria-label={label} disabled={!hasSeveral || isMoving} onClick={() => void move(by)}>
        <Icon size="1rem" aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
  const where = t("answer.request", { number: formatNumber(answer.position + 1) });
  return (
    <div className={classes.answer}>
      <div className={classes.answerHead}>
        {button(t("answer.previous"), IconChevronLeft, -1)}
        {button(t("answer.next"), IconChevronRight, 1)}
        <Text size="xs" component="span" role="status">
          {answer.page > 1 ? `${where} · ${t("answer.page", { page: answer.page })}` : where}
        </Text>
        <Text size="xs" className={classes.answerAddress} title={answer.address}>
          {answer.address}
        </Text>
      </div>
      {!roles.areKnown && <p className={classes.hint}>{t("answer.unknownRows")}</p>}
      <AnswerTree
        key={`${answer.position} ${answer.page}`}
        root={answer.root}
        roles={roles}
        columns={{ leftOut }}
        isLocked={isLocked}
        onTake={take}
      />
    </div>
  );
}
