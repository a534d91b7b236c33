import { useTranslation } from "react-i18next";
import { useExtraction } from "../../app/document";
import { Step } from "../../components/Step";
import { PagesFold } from "../paging";
import { AnswersFold } from "./AnswersFold";
import { EstimateLine } from "./EstimateLine";
import { LimitsFold } from "./LimitsFold";
import { NetworkFold } from "./NetworkFold";
import { RateField } from "./RateField";
import { RetryFold } from "./RetryFold";
import { StopFold } from "./StopFold";
import classes from "./speed.module.css";
import { WorkersField } from "./WorkersField";

/** Step 3: how many requests at once and how fast; how patient, when to stop, what an answer has to be. */
export function SpeedStep() {
  const { t } = useTranslation("speed");
  const extraction = useExtraction();
  if (!extraction) return null;
  const { request, settings, paging } = extraction;
  return (
    <Step number={3} title={t("title")}>
      <WorkersField workers={settings.workers} />
      <RateField rate={settings.limits.rate} />
      <div className={classes.folds}>
        <LimitsFold limits={settings.limits} />
        <RetryFold settings={settings} />
        <StopFold stop={settings.stop} />
        <AnswersFold answers={settings.answers} cacheSeconds={settings.cacheSeconds} />
        <PagesFold paging={paging} hasBody={request.method === "POST"} />
        <NetworkFold network={settings.network} />
      </div>
      <EstimateLine />
    </Step>
  );
}
