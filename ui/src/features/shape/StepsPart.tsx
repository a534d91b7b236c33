import { ActionIcon, Tooltip, UnstyledButton } from "@mantine/core";
import { IconArrowBackUp, IconArrowDown, IconArrowForwardUp, IconArrowUp, IconX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { withKeys } from "../../app/keys";
import { goToStep } from "./goal";
import { Part } from "./Part";
import classes from "./Shape.module.css";
import { shifted, without } from "./steps";
import { stepWords } from "./stepWords";
import { changeSteps, redoShaping, undoShaping, useShape, useSteps } from "./store";

const icon = { size: "0.9375rem", "aria-hidden": true } as const;

/** What was done to the table, in words and in order: each can be taken back, moved, or said otherwise. */
export function StepsPart() {
  const { t } = useTranslation("shape");
  const steps = useSteps();
  const canUndo = useShape((state) => state.past.length > 0);
  const canRedo = useShape((state) => state.future.length > 0);
  const button = (label: string, Icon: typeof IconX, isOn: boolean, onClick: () => void) => (
    <ActionIcon variant="subtle" color="gray" size="sm" aria-label={label} disabled={!isOn} onClick={onClick}>
      <Icon {...icon} />
    </ActionIcon>
  );
  return (
    <Part
      title={t("steps.title")}
      aside={
        <span className={classes.aside}>
          <Tooltip label={withKeys(t("steps.undo"), "undo")}>
            {button(t("steps.undo"), IconArrowBackUp, canUndo, undoShaping)}
          </Tooltip>
          <Tooltip label={withKeys(t("steps.redo"), "redo")}>
            {button(t("steps.redo"), IconArrowForwardUp, canRedo, redoShaping)}
          </Tooltip>
        </span>
      }
    >
      {steps.length === 0 ? (
        <p className={classes.hint}>{t("steps.none")}</p>
      ) : (
        <ol className={classes.steps}>
          {steps.map((step, at) => {
            const words = stepWords(step);
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: two steps may be the same; a step is its place.
              <li key={at} className={classes.step}>
                <UnstyledButton
                  className={classes.stepWords}
                  aria-label={t("steps.go", { step: words })}
                  onClick={() => goToStep(step)}
                >
                  {words}
                </UnstyledButton>
                {button(
                  t("steps.up", { step: words }),
                  IconArrowUp,
                  at > 0,
                  () => void changeSteps(shifted(steps, at, -1)),
                )}
                {button(
                  t("steps.down", { step: words }),
                  IconArrowDown,
                  at < steps.length - 1,
                  () => void changeSteps(shifted(steps, at, 1)),
                )}
                {button(t("steps.remove", { step: words }), IconX, true, () => void changeSteps(without(steps, at)))}
              </li>
            );
          })}
        </ol>
      )}
    </Part>
  );
}
