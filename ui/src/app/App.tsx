import { MantineProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { ErrorBoundary } from "./ErrorBoundary";
import { ActivityTab, DetailPanel, ExportDialog, FailuresTab, PreviewTab, ResultsTab, SelectionStatus } from "./slots";
import { theme } from "./theme";

export function App() {
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto">
      <Notifications position="bottom-right" />
      <ErrorBoundary name="Results">
        <ResultsTab />
        <FailuresTab />
        <PreviewTab />
        <ActivityTab />
        <DetailPanel />
        <ExportDialog />
        <SelectionStatus />
      </ErrorBoundary>
    </MantineProvider>
  );
}
