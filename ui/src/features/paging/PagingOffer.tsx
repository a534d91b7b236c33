import { Button, NativeSelect } from "@mantine/core";
import { IconFiles } from "@tabler/icons-react";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { create } from "zustand";
import { useDocumentGeneration, useExtraction, useIsLocked } from "../../app/document";
import { formatList } from "../../app/list";
import type { PagingFound } from "../../bindings";
import { onlyThisPage, takeFound } from "./edits";
import classes from "./paging.module.css";
import { clueWords, offerTitle, ruleWords, wayWords } from "./ruleWords";

/** The document for which one page was enough, until it is opened again. */
const useDismissed = create<{ generation: number }>(() => ({ generation: -1 }));

/** An answer that is the first page of several: asks whether the others are wanted, or says that they will come. */
export function PagingOffer({ found }: { found: readonly PagingFound[] }) {
  const generation = useDocumentGeneration();
  const dismissed = useDismissed((state) => state.generation);
  const rule = useExtraction()?.paging.rule;
  if (found.length === 0 || rule === undefined) return null;
  if (rule.kind !== "single") return <Taken words={ruleWords(rule)} />;
  if (dismissed === generation) return null;
  return <Question found={found} onDismiss={() => useDismissed.setState({ generation })} />;
}

function Question({ found, onDismiss }: { found: readonly PagingFound[]; onDismiss: () => void }) {
  const { t } = useTranslation("paging");
  const isLocked = useIsLocked();
  const titleId = useId();
  const [picked, setPicked] = useState(0);
  const way = found[picked] ?? found[0];
  if (way === undefined) return null;
  return (
    <section className={classes.offer} aria-labelledby={titleId}>
      <IconFiles size="1.25rem" aria-hidden className={classes.sign} />
      <div className={classes.offerText}>
        <h3 id={titleId}>{offerTitle(way)}</h3>
        <p>{t("offer.because", { clues: formatList(way.evidence.map(clueWords)) })}</p>
        {found.length > 1 && (
          <NativeSelect
            label={t("offer.way")}
            value={String(picked)}
            description={ruleWords(way.rule)}
            onChange={(event) => setPicked(Number(event.currentTarget.value))}
            data={found.map(({ rule }, at) => ({ value: String(at), label: wayWords(rule) }))}
          />
        )}
        <div className={classes.buttons}>
          <Button disabled={isLocked} onClick={() => takeFound(way)}>
            {t("offer.all")}
          </Button>
          <Button variant="default" onClick={onDismiss}>
            {t("offer.one")}
          </Button>
        </div>
      </div>
    </section>
  );
}

function Taken({ words }: { words: string }) {
  const { t } = useTranslation("paging");
  const isLocked = useIsLocked();
  return (
    <section className={classes.taken} aria-label={t("title")}>
      <span role="status">{t("taken", { rule: words })}</span>
      <Button variant="subtle" size="compact-xs" disabled={isLocked} onClick={onlyThisPage}>
        {t("offer.one")}
      </Button>
    </section>
  );
}
