import { Group, Stack, Text } from "@mantine/core";
import type { Icon } from "@tabler/icons-react";
import type { ReactNode } from "react";

import classes from "./EmptyState.module.css";

interface EmptyStateProps {
  icon: Icon;
  title: string;
  /** What to do about it, in a sentence or two. */
  text?: ReactNode;
  /** Buttons. */
  children?: ReactNode;
}

/** What a place says while it has nothing to show: what it is for, and what to do. */
export function EmptyState({ icon: Icon, title, text, children }: EmptyStateProps) {
  return (
    <div className={classes.box} role="status">
      <Stack align="center" gap={6} maw="26rem">
        <Icon size="2.25rem" stroke={1.25} className={classes.icon} aria-hidden />
        <Text fw={600} size="md" ta="center">
          {title}
        </Text>
        {text !== undefined && (
          <Text size="sm" c="var(--fg-dim)" ta="center">
            {text}
          </Text>
        )}
        {children !== undefined && (
          <Group gap="xs" mt="xs" justify="center">
            {children}
          </Group>
        )}
      </Stack>
    </div>
  );
}
