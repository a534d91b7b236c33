import { Button, Group, List, Modal, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useCheck, useExtraction } from "../../app/document";
import { estimateWords } from "../../app/estimate";
import type { Estimate } from "../../bindings";
import { closeQuestion, useQuestion } from "./question";
import classes from "./run.module.css";

/** Asks before a run that is large, over a quota, or may change something at the server. */
export function RunQuestion() {
  const { t } = useTranslation("run");
  const question = useQuestion((state) => state.question);
  return (
    <Modal
      opened={question !== null}
      onClose={() => closeQuestion(false)}
      title={t("question.title", { count: question?.estimate.requests ?? 0 })}
      closeButtonProps={{ "aria-label": t("app:close") }}
    >
      {question && <Reasons estimate={question.estimate} />}
    </Modal>
  );
}

function Reasons({ estimate }: { estimate: Estimate }) {
  const { t } = useTranslation("run");
  const equal = useCheck()?.equal ?? 0;
  const method = useExtraction()?.request.method ?? "POST";
  const { ask, quota } = estimate;
  // Their number alone is in the title already.
  const words =
    estimate.basis === null
      ? [...estimateWords(estimate, equal).slice(1), t("estimate:unknown")]
      : estimateWords(estimate, equal);
  const isWriting = ask.includes("writes");
  return (
    <Stack gap="md">
      <div className={classes.estimate}>
        {words.map((clause) => (
          <Text key={clause} size="sm">
            {clause}
          </Text>
        ))}
      </div>
      <List size="sm" spacing={6} aria-label={t("question.reasons")}>
        {ask.map((reason) => (
          <List.Item key={reason}>
            {t(`question.${reason}`, {
              method,
              host: quota?.host ?? "",
              left: Math.max(0, (quota?.perDay ?? 0) - (quota?.usedToday ?? 0)),
            })}
          </List.Item>
        ))}
      </List>
      <Group justify="flex-end" gap="xs">
        {/* What cannot be taken back is not one Enter away. */}
        <Button variant="default" onClick={() => closeQuestion(false)} data-autofocus={isWriting || undefined}>
          {t("app:cancel")}
        </Button>
        <Button onClick={() => closeQuestion(true)} data-autofocus={!isWriting || undefined}>
          {t("run")}
        </Button>
      </Group>
    </Stack>
  );
}
