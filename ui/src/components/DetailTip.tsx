import { ActionIcon, Tooltip } from "@mantine/core";
import { IconInfoCircle } from "@tabler/icons-react";

/** A sentence behind a sign: there for who wants to know, in nobody's way. */
export function DetailTip({ text, className }: { text: string; className?: string | undefined }) {
  return (
    <Tooltip label={text} multiline maw="24rem">
      <ActionIcon className={className} variant="transparent" size="xs" aria-label={text}>
        <IconInfoCircle size="0.9375rem" aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}
