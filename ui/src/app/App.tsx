import { MantineProvider } from "@mantine/core";
import { ModalsProvider } from "@mantine/modals";
import { Notifications } from "@mantine/notifications";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { Welcome } from "../features/welcome";
import { flush, useHasDocument, useLoaded } from "./document";
import { ErrorBoundary } from "./ErrorBoundary";
import { HelpDialog } from "./HelpDialog";
import { theme } from "./theme";
import { useFileDrop } from "./useFileDrop";
import { useModalMark } from "./useModalMark";
import { useQuietTips } from "./useQuietTips";
import { useShortcuts } from "./useShortcuts";
import { useWindowTheme } from "./useWindowTheme";
import { ViewMenu } from "./ViewMenu";
import { Window } from "./Window";

/** The whole interface; `env="test"` takes Mantine's timers and portals out of the way. */
export function App({ env }: { env?: "test" }) {
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto" env={env}>
      <ModalsProvider>
        {/* Above the status bar. */}
        <Notifications position="bottom-right" mb="1.75rem" limit={4} transitionDuration={0} />
        <Body />
      </ModalsProvider>
    </MantineProvider>
  );
}

function Body() {
  const { t } = useTranslation();
  const isLoaded = useLoaded();
  const hasDocument = useHasDocument();
  useShortcuts();
  useFileDrop();
  useQuietTips();
  useModalMark();
  useWindowTheme();
  useEffect(() => {
    // What was typed in the last quarter of a second before the window goes.
    const save = () => {
      flush().catch(() => undefined);
    };
    window.addEventListener("blur", save);
    window.addEventListener("pagehide", save);
    return () => {
      window.removeEventListener("blur", save);
      window.removeEventListener("pagehide", save);
    };
  }, []);
  if (!isLoaded) return null;
  return (
    <ErrorBoundary name={t("parts.window")}>
      {hasDocument ? <Window /> : <Welcome />}
      {!hasDocument && <ViewMenu floating />}
      <HelpDialog />
    </ErrorBoundary>
  );
}
