import { Drawer } from "@mantine/core";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { RunAgainDialog } from "../features/run";
import { ImportDialog } from "../features/values";
import classes from "./app.module.css";
import { Banners } from "./Banners";
import { useDocumentGeneration } from "./document";
import { ErrorBoundary } from "./ErrorBoundary";
import { LeftPanel } from "./LeftPanel";
import { MainTabs } from "./MainTabs";
import { Splitter } from "./Splitter";
import { StatusBar } from "./StatusBar";
import { DetailPanel, ExportDialog } from "./slots";
import { TopBar } from "./TopBar";
import { useFrame } from "./useFrame";
import { useStoredNumber } from "./useStoredNumber";
import { setLeftOpen, useLeftOpen, useSelectedRow } from "./window";

/** Widths in rem, so that they grow with the text. */
const LEFT = { initial: 22, min: 17, max: 40 };
const RIGHT = { initial: 22, min: 16, max: 48 };

/** An open document: top bar, the three steps, the tabs, the details, the status bar. */
export function Window() {
  const { t } = useTranslation();
  const frame = useFrame();
  const isLeftOpen = useLeftOpen();
  const generation = useDocumentGeneration();
  const selectedRow = useSelectedRow();
  const [leftWidth, setLeftWidth] = useStoredNumber("leftWidth", LEFT.initial);
  const [rightWidth, setRightWidth] = useStoredNumber("rightWidth", RIGHT.initial);
  const isWide = frame === "wide";

  // Going narrow shuts the set-up, which would cover the grid as a drawer; going wide brings it back.
  const before = useRef(frame);
  useEffect(() => {
    const wasWide = before.current === "wide";
    before.current = frame;
    if (wasWide !== isWide) setLeftOpen(isWide);
  }, [frame, isWide]);

  const steps = <LeftPanel key={generation} />;

  return (
    <div className={classes.window}>
      <TopBar frame={frame} />
      <Banners />
      <div className={classes.middle}>
        {isWide ? (
          isLeftOpen && (
            <>
              <aside className={classes.left} style={{ width: `${leftWidth}rem` }}>
                {steps}
              </aside>
              <Splitter
                label={t("left.resize")}
                width={leftWidth}
                min={LEFT.min}
                max={LEFT.max}
                side="left"
                onChange={setLeftWidth}
              />
            </>
          )
        ) : (
          <Drawer
            opened={isLeftOpen}
            onClose={() => setLeftOpen(false)}
            title={t("left.title")}
            size="min(26rem, 90vw)"
            padding={0}
            classNames={{ header: classes.drawerHead }}
            closeButtonProps={{ "aria-label": t("left.hide") }}
          >
            {steps}
          </Drawer>
        )}
        <main className={classes.center}>
          <MainTabs />
        </main>
        {selectedRow !== null && (
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
              <ErrorBoundary key={selectedRow} name={t("detail")}>
                <DetailPanel />
              </ErrorBoundary>
            </aside>
          </>
        )}
      </div>
      <StatusBar />
      <RunAgainDialog />
      <ImportDialog />
      <ExportDialog />
    </div>
  );
}
