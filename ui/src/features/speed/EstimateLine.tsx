import { IconClock } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useCheck } from "../../app/document";
import { estimateWords } from "../../app/estimate";
import classes from "./speed.module.css";
import { useEstimate } from "./useEstimate";

/** How long it will take, before it begins: "20 000 requests at 5/s: about 1 h 7 min". */
export function EstimateLine() {
  const { t } = useTranslation("speed");
  const estimate = useEstimate();
  const equal = useCheck()?.equal ?? 0;
  if (estimate === null || estimate.requests === 0) return null;
  const words = estimateWords(estimate, equal);
  return (
    <section className={classes.estimate} aria-label={t("estimate")}>
      <IconClock size="0.9375rem" aria-hidden />
      <div>
        {words.map((clause) => (
          <p key={clause}>{clause}</p>
        ))}
        {estimate.basis === null && <p className={classes.dim}>{t("estimate:unknown")}</p>}
      </div>
    </section>
  );
}
