import { Button } from "@mantine/core";
import { IconAlertTriangle, IconLock, IconPlayerPause } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { DetailTip } from "../components/DetailTip";
import { saveAs } from "../features/documents";
import { continueRun } from "../features/run";
import { said } from "../i18n/sentences";
import classes from "./app.module.css";
import { useDocument, useDocumentGeneration, useIsReadOnly, usePause, usePhase, useProgress } from "./document";
import { pauseSentence } from "./pauseWords";
import { goToSignIn, showTab } from "./window";

/** What is to be known about the whole document, below the top bar: read-only, interrupted, broken off. */
export function Banners() {
  return (
    <>
      <ReadOnlyBanner />
      <InterruptedBanner />
      <PauseBanner />
      <BrokenBanner />
    </>
  );
}

function Banner({ icon, text, children }: { icon: ReactNode; text: ReactNode; children?: ReactNode }) {
  return (
    <div className={classes.banner} role="alert">
      {icon}
      <span className={classes.bannerText}>{text}</span>
      {children}
    </div>
  );
}

const warning = <IconAlertTriangle size="1.125rem" aria-hidden className={classes.bannerIcon} />;

function ReadOnlyBanner() {
  const { t } = useTranslation();
  if (!useIsReadOnly()) return null;
  return (
    <Banner icon={<IconLock size="1.125rem" aria-hidden className={classes.bannerIcon} />} text={t("banner.readOnly")}>
      <Button variant="default" size="compact-sm" onClick={saveAs}>
        {t("banner.saveAs")}
      </Button>
    </Banner>
  );
}

function InterruptedBanner() {
  const { t } = useTranslation();
  const document = useDocument();
  const phase = usePhase();
  const generation = useDocumentGeneration();
  const [dismissed, setDismissed] = useState(-1);
  if (!document?.interrupted || document.readOnly || phase !== "idle" || dismissed === generation) return null;
  const { planned, succeeded, failed } = document.counts;
  const done = succeeded + failed;
  if (done >= planned) return null;
  return (
    <Banner
      icon={warning}
      text={t(document.planUnchanged ? "banner.interrupted" : "banner.changed", { done, planned })}
    >
      {document.planUnchanged && (
        <Button size="compact-sm" onClick={continueRun}>
          {t("banner.resume")}
        </Button>
      )}
      <Button variant="default" size="compact-sm" onClick={() => setDismissed(generation)}>
        {t("banner.later")}
      </Button>
    </Banner>
  );
}

/** Why the run paused by itself, and the way to what has to be mended; Run goes on with it. */
function PauseBanner() {
  const { t } = useTranslation();
  const document = useDocument();
  const pause = usePause();
  if (!document || pause === null) return null;
  // What was fetched belongs to another plan: there is nothing that could be gone on with.
  const isStale = !document.planUnchanged;
  const sentence = pauseSentence(pause);
  const told = said(pause.message);
  const text = isStale && !document.readOnly ? `${sentence} ${t("banner.pauseChanged")}` : sentence;
  return (
    <Banner icon={<IconPlayerPause size="1.125rem" aria-hidden className={classes.bannerIcon} />} text={text}>
      {/* What the engine says of it counts and names more. */}
      {told !== sentence && <DetailTip text={told} />}
      {pause.code === "sign_in" && !document.readOnly && (
        <Button variant="default" size="compact-sm" onClick={goToSignIn}>
          {t("banner.signIn")}
        </Button>
      )}
      {(pause.code === "failure_limit" || pause.code === "first_all_failed") && (
        <Button variant="default" size="compact-sm" onClick={() => showTab("failed")}>
          {t("banner.showFailed")}
        </Button>
      )}
    </Banner>
  );
}

function BrokenBanner() {
  const { t } = useTranslation();
  const { phase, error } = useProgress();
  if (phase !== "broken") return null;
  return <Banner icon={warning} text={`${t("banner.broken")} ${said(error ?? "")}`} />;
}
