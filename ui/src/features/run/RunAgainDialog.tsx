import { Alert, Button, Group, Modal, Radio, Stack, Text } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useExtraction } from "../../app/document";
import { formatSpan } from "../../app/estimate";
import type { StartMode } from "../../bindings";
import { closeRunAgain, keepAndStartOver, runAgain, useRunAgain } from "./actions";

/** Asks whether to start over or to fetch only what is missing or failed. */
export function RunAgainDialog() {
  const { t } = useTranslation("run");
  const again = useRunAgain((state) => state.again);
  return (
    <Modal
      opened={again !== null}
      onClose={closeRunAgain}
      title={t("again.title")}
      size="xl"
      closeButtonProps={{ "aria-label": t("app:close") }}
    >
      {again && <Choice {...again} />}
    </Modal>
  );
}

type ChoiceProps = NonNullable<ReturnType<typeof useRunAgain.getState>["again"]>;

function Choice({ counts, planUnchanged, planned, canContinue }: ChoiceProps) {
  const { t } = useTranslation("run");
  const done = counts.succeeded + counts.failed;
  const missing = planUnchanged ? Math.max(0, planned - done) : 0;
  const retryable = planUnchanged ? counts.failed : 0;
  const cacheSeconds = useExtraction()?.settings.cacheSeconds ?? null;
  const startOver =
    cacheSeconds !== null && planUnchanged
      ? t("again.startOverKept", { age: formatSpan(cacheSeconds) })
      : t("again.startOverText", { count: done });
  const options: { mode: StartMode; label: string; text: string }[] = [
    ...(canContinue ? [{ mode: "continue" as const, label: t("again.continue"), text: t("again.continueText") }] : []),
    ...(missing > 0
      ? [{ mode: "missing" as const, label: t("again.missing"), text: t("again.missingText", { count: missing }) }]
      : []),
    ...(retryable > 0
      ? [{ mode: "retryFailed" as const, label: t("again.retry"), text: t("again.retryText", { count: retryable }) }]
      : []),
    { mode: "startOver", label: t("again.startOver"), text: startOver },
  ];
  const [mode, setMode] = useState<StartMode>(options[0]?.mode ?? "startOver");

  const submit = (event: FormEvent) => {
    event.preventDefault();
    void runAgain(mode);
  };

  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <Text size="sm">
          {t(counts.failed > 0 ? "again.done" : "again.doneWell", {
            done,
            planned: counts.planned,
            failed: counts.failed,
          })}
        </Text>
        {!planUnchanged && <Alert color="yellow">{t("again.changed")}</Alert>}
        <Radio.Group aria-label={t("again.choose")} value={mode} onChange={(value) => setMode(value as StartMode)}>
          <Stack gap="xs">
            {options.map((option) => (
              <Radio
                key={option.mode}
                value={option.mode}
                label={option.label}
                description={option.text}
                // Where only dropping is left to choose, the focus waits on the button that drops nothing.
                data-autofocus={(planUnchanged && option === options[0]) || undefined}
              />
            ))}
          </Stack>
        </Radio.Group>
        <Group gap="xs">
          {mode === "startOver" && (
            <Button variant="default" onClick={() => void keepAndStartOver()}>
              {t("again.keep")}
            </Button>
          )}
          {/* Where they do not fit beside the first they go below it together. */}
          <Group gap="xs" ml="auto" wrap="nowrap">
            <Button variant="default" onClick={closeRunAgain} data-autofocus={!planUnchanged || undefined}>
              {t("app:cancel")}
            </Button>
            <Button type="submit" color={mode === "startOver" ? "red.9" : undefined}>
              {mode === "startOver" ? t("again.goOver") : t("again.go")}
            </Button>
          </Group>
        </Group>
      </Stack>
    </form>
  );
}
