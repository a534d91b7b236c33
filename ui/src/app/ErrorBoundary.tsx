import { Alert, Button, Code, Stack } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { Component, type ReactNode } from "react";
import i18n from "../i18n";

interface ErrorBoundaryProps {
  name: string;
  /** What is shown: a fault with one thing is none with the next. */
  about?: string | null;
  children: ReactNode;
}

/** Keeps a fault in one part of the window from blanking the rest: says so and offers to draw the part anew. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, { error: Error | null }> {
  override state: { error: Error | null } = { error: null };

  static getDerivedStateFromError(error: unknown) {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override componentDidUpdate({ about }: ErrorBoundaryProps) {
    if (this.state.error !== null && about !== this.props.about) this.setState({ error: null });
  }

  override render() {
    const { error } = this.state;
    if (!error) return this.props.children;
    return (
      <Alert
        m="md"
        color="red"
        icon={<IconAlertTriangle aria-hidden />}
        title={i18n.t("app:broken.title", { part: this.props.name })}
      >
        <Stack gap="xs" align="flex-start">
          <span>{i18n.t("app:broken.text")}</span>
          <Code block>{error.message}</Code>
          <Button variant="default" onClick={() => this.setState({ error: null })}>
            {i18n.t("app:broken.again")}
          </Button>
        </Stack>
      </Alert>
    );
  }
}
