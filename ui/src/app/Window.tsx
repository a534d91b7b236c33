import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import type { Progress } from "../bindings";
import { closeQuestion, closeRunAgain, RunAgainDialog, RunQuestion } from "../features/run";
import { closeImport, closePasted, ImportDialog, PasteDialog } from "../features/values";
import classes from "./app.module.css";
import { Banners } from "./Banners";
import { documentStore, isActive, useDocumentGeneration } from "./document";
import { ErrorBoundary } from "./ErrorBoundary";
import { LeftPanel } from "./LeftPanel";
import { MainTabs } from "./MainTabs";
import { Splitter } from "./Splitter";
import { StatusBar } from "./StatusBar";
import { DetailPanel, ExportDialog, RenameDialog, ValueDialog } from "./slots";
import { TopBar } from "./TopBar";
import { hasRoom, useFrame } from "./useFrame";
import { useStoredNumber } from "./useStoredNumber";
import { setLeftOpen, useActiveTab, useIsRowSelected, useLeftOpen, useSelectedRow } from "./window";

/** Widths in rem, so that they grow with the text. */
const LEFT = { initial: 23, min: 17, max: 40 };
const RIGHT = { initial: 22, min: 16, max: 48 };

/** An open document: top bar, the three steps, the tabs, the details, the status bar. */
export function Window() {
  const { t } = useTranslation();
  const frame = useFrame();
  const isLeftOpen = useLeftOpen();
  const generation = useDocumentGeneration();
  const isRowSelected = useIsRowSelected();
  const [leftWidth, setLeftWidth] = useStoredNumber("leftWidth", LEFT.initial);
  const [rightWidth, setRightWidth] = useStoredNumber("rightWidth", RIGHT.initial);
  const isWide = hasRoom(frame);
  const tab = useActiveTab();
  // The details belong to a row of one of these two.
  const isDetailShown = isRowSelected && (tab === "results" || tab === "failed");

  // In a narrow window the set-up lies over the grid: it is shut unless there is nothing below it to see yet. Going
  // wide brings it back.
  useEffect(() => {
    const counts = documentStore.getState().document?.counts;
    setLeftOpen(isWide || !counts || counts.succeeded + counts.failed === 0);
  }, [isWide]);

  // Whoever starts a run wants to see the rows. Not a state of the window: all of it would be drawn anew with every run.
  useEffect(() => {
    if (isWide) return;
    const shut = (progress: Progress) => isActive(progress) && setLeftOpen(false);
    shut(documentStore.getState().progress);
    return documentStore.subscribe(({ progress }, before) => {
      if (!isActive(before.progress)) shut(progress);
    });
  }, [isWide]);

  // A question about one document is no question about the next.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the document is what ends the effect.
  useEffect(
    () => () => {
      closeRunAgain();
      closeQuestion(false);
      closeImport();
      closePasted();
    },
    [generation],
  );

  return (
    <div className={classes.window}>
      <TopBar frame={frame} />
      <Banners />
      <div className={classes.middle}>
        {isLeftOpen && (
          <>
            {/* A click beside the panel shuts it, as its button in the top bar and Esc do. */}
            {!isWide && <div className={classes.scrim} aria-hidden onClick={() => setLeftOpen(false)} />}
            <aside
              className={classes.left}
              data-over={!isWide || undefined}
              style={{ width: `min(${leftWidth}rem, 92vw)` }}
              aria-label={t("left.title")}
            >
              <LeftPanel key={generation} />
            </aside>
            {isWide && (
              <Splitter
                label={t("left.resize")}
                width={leftWidth}
                min={LEFT.min}
                max={LEFT.max}
                side="left"
                onChange={setLeftWidth}
              />
            )}
          </>
        )}
        <main className={classes.center}>
          <MainTabs />
        </main>
        {isDetailShown && (
          <>
            {isWide && (
              <Splitter
                label={t("resizeDetail")}
                width={rightWidth}
                min={RIGHT.min}
                max={RIGHT.max}
                side="right"
                onChange={setRightWidth}
              />
            )}
            <aside
              className={classes.right}
              data-over={!isWide || undefined}
              style={{ width: `min(${rightWidth}rem, 90vw)` }}
              aria-label={t("detail")}
            >
              <RowDetails />
            </aside>
          </>
        )}
      </div>
      <StatusBar />
      <RunAgainDialog />
      <RunQuestion />
      <ImportDialog />
      <PasteDialog />
      <ExportDialog />
      <RenameDialog />
      <ValueDialog />
    </div>
  );
}

/** By itself, so that nothing else is drawn anew when the cursor moves to another row. */
function RowDetails() {
  const { t } = useTranslation();
  const row = useSelectedRow();
  return (
    <ErrorBoundary name={t("detail")} about={row && `${row.position} ${row.page}`}>
      <DetailPanel />
    </ErrorBoundary>
  );
}
