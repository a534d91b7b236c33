import { ActionIcon, Button, SegmentedControl, Text, Tooltip } from "@mantine/core";
import { IconFlask2, IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { testOne, useAppliedSteps, useColumns, useIsLocked, useIsReadOnly, useIsRunning } from "../../app/document";
import { errorWords } from "../../app/errorWords";
import { notifyError } from "../../app/notify";
import { useFrame } from "../../app/useFrame";
import { EmptyState } from "../../components/EmptyState";
import { FailureNote } from "../../components/FailureNote";
import { AnswerPane } from "./AnswerPane";
import { ColumnsPart } from "./ColumnsPart";
import { setSettingsOpen, useGoal, useGoalFocus } from "./goal";
import { ListsPart } from "./ListsPart";
import { knownColumns, listedColumns } from "./listed";
import { PreviewNote, PreviewPane } from "./PreviewPane";
import { RowsPart } from "./RowsPart";
import classes from "./Shape.module.css";
import { ShapingLine } from "./ShapingLine";
import { StepsPart } from "./StepsPart";
import { useShape, useWishedShape } from "./store";
import { useShapeLook } from "./useShapeLook";

type Pane = "preview" | "answer";

/** Changes the table by pointing, on what is fetched already: what a row is, which columns there are, what they are called. */
export function ShapeTab() {
  const { t } = useTranslation("shape");
  const shape = useWishedShape();
  const survey = useShapeLook();
  const preview = useShape((state) => state.preview);
  const table = useColumns();
  const applied = useAppliedSteps();
  const isLocked = useIsLocked();
  const isOpen = useGoal((state) => state.isOpen);
  const isTiny = useFrame() === "tiny";
  // In the smallest window the settings and what they make are seen one after the other.
  const isAlone = isTiny && isOpen;
  const [pane, setPane] = useState<Pane>("preview");
  useGoalFocus();
  const show = (next: string) => {
    setPane(next as Pane);
    if (isAlone) setSettingsOpen(false);
  };
  const columns = useMemo(
    () => listedColumns(knownColumns(table, applied, preview, shape), shape),
    [table, applied, preview, shape],
  );
  return (
    <div className={classes.tab} data-alone={isAlone || undefined}>
      {isOpen && (
        <aside className={classes.settings} aria-label={t("settings")}>
          <LockedNote />
          <fieldset className={classes.fields} disabled={isLocked}>
            <StepsPart />
            <RowsPart shape={shape} survey={survey} />
            <ListsPart
              lists={preview?.result.lists ?? []}
              policyOf={(path) => shape.lists.find((rule) => rule.path === path)?.policy ?? { kind: "json" }}
            />
            <ColumnsPart columns={columns} shape={shape} />
          </fieldset>
        </aside>
      )}
      <section className={classes.side} aria-label={t(`pane.${pane}`)}>
        <div className={classes.sideHead}>
          <SettingsToggle isOpen={isOpen} />
          <SegmentedControl
            aria-label={t("pane.label")}
            value={pane}
            onChange={show}
            transitionDuration={0}
            data={(["preview", "answer"] as const).map((value) => ({ value, label: t(`pane.${value}`) }))}
          />
          {pane === "preview" && <PreviewNote />}
          <ShapingLine />
        </div>
        <Refusal />
        {isAlone ? null : preview?.result.answers === 0 ? (
          <NoAnswers />
        ) : pane === "preview" ? (
          <PreviewPane columns={columns} />
        ) : (
          <AnswerPane columns={columns} shape={shape} survey={survey} isLocked={isLocked} />
        )}
      </section>
    </div>
  );
}

function SettingsToggle({ isOpen }: { isOpen: boolean }) {
  const { t } = useTranslation("shape");
  const label = t(isOpen ? "hideSettings" : "showSettings");
  const Icon = isOpen ? IconLayoutSidebarLeftCollapse : IconLayoutSidebarLeftExpand;
  return (
    <Tooltip label={label}>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={label}
        aria-expanded={isOpen}
        onClick={() => setSettingsOpen(!isOpen)}
      >
        <Icon size="1.125rem" aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}

/** Why nothing can be changed at the moment. */
function LockedNote() {
  const { t } = useTranslation("shape");
  const isRunning = useIsRunning();
  const isReadOnly = useIsReadOnly();
  if (!isRunning && !isReadOnly) return null;
  return (
    <p className={classes.locked} role="status">
      {t(isRunning ? "locked.running" : "locked.readOnly")}
    </p>
  );
}

/** Why the last change was not taken. */
function Refusal() {
  const { t } = useTranslation("shape");
  const refusal = useShape((state) => state.refusal);
  if (refusal === null) return null;
  return (
    <div className={classes.problem}>
      <FailureNote title={t("refused")}>{errorWords(refusal)}</FailureNote>
    </div>
  );
}

function NoAnswers() {
  const { t } = useTranslation("shape");
  return (
    <EmptyState
      icon={IconFlask2}
      title={t("empty.title")}
      text={
        <Text span size="sm">
          {t("empty.text")}
        </Text>
      }
    >
      <Button
        variant="default"
        leftSection={<IconFlask2 size="1rem" aria-hidden />}
        onClick={() => void testOne().catch(notifyError)}
      >
        {t("preview:testOne")}
      </Button>
    </EmptyState>
  );
}
