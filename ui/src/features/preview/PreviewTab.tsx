import { Alert, Button, Code, Loader, Text } from "@mantine/core";
import { IconFlask2, IconWand } from "@tabler/icons-react";
import { Fragment, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { testOne, useCheck, useTest } from "../../app/document";
import { errorWords } from "../../app/errorWords";
import { formatMilliseconds, formatNumber } from "../../app/format";
import { notifyError } from "../../app/notify";
import { rowsText, shapeOf } from "../../app/shapeOf";
import type { ShapeStep, TestResult } from "../../bindings";
import { EmptyState } from "../../components/EmptyState";
import { FailureNote } from "../../components/FailureNote";
import { BodyView, Facts, HeadersFold } from "../../components/ResponseView";
import { said } from "../../i18n/sentences";
import { PagingOffer } from "../paging";
import { openShape, useWishedShape } from "../shape";
import classes from "./PreviewTab.module.css";
import { withoutRequest } from "./requestColumns";
import { TestRows } from "./TestRows";

/** One request, its raw answer, and the rows that it becomes; nothing of it is kept in the document. */
export function PreviewTab() {
  const { t } = useTranslation("preview");
  const test = useTest();
  if (test.state === "none") {
    return (
      <EmptyState icon={IconFlask2} title={t("empty.title")} text={t("empty.text")}>
        <TestButton label={t("testOne")} />
      </EmptyState>
    );
  }
  if (test.state === "running") return <Running />;
  if (test.state === "failed") {
    return (
      <div className={classes.problem}>
        <FailureNote title={t("notSent")}>{errorWords(test.error)}</FailureNote>
        <TestButton label={t("again")} />
      </div>
    );
  }
  return <Result result={test.result} steps={test.steps} />;
}

function TestButton({ label }: { label: string }) {
  return (
    <Button
      variant="default"
      leftSection={<IconFlask2 size="1rem" aria-hidden />}
      onClick={() => void testOne().catch(notifyError)}
      data-testid="test-again"
    >
      {label}
    </Button>
  );
}

/** How often the clock of a request under way is drawn. */
const CLOCK_MS = 250;

function Running() {
  const { t } = useTranslation("preview");
  const [began] = useState(() => Date.now());
  const [elapsed, setElapsed] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setElapsed(Date.now() - began), CLOCK_MS);
    return () => clearInterval(timer);
  }, [began]);
  return (
    <div className={classes.running} role="status" aria-label={t("running")}>
      <Loader size="sm" type="dots" />
      <Text size="sm" fw={600}>
        {t("running")}
      </Text>
      <Text size="sm" c="var(--fg-dim)" aria-hidden>
        {formatMilliseconds(Math.round(elapsed / CLOCK_MS) * CLOCK_MS)}
      </Text>
    </div>
  );
}

function Result({ result, steps }: { result: TestResult; steps: ShapeStep[] }) {
  const { t } = useTranslation("preview");
  const { detail } = result;
  const shape = useWishedShape();
  // Other names and another order are seen at once; other rows are only those of another test.
  const isReshaped = rowsText(withoutRequest(shape)) !== rowsText(withoutRequest(shapeOf(steps)));
  const first = useCheck()?.first[0];
  // While the form has problems there is no first address; the answer is of what was asked before them.
  const isOld = first !== undefined && first.address !== detail.address;
  return (
    <div className={classes.panes}>
      <section className={classes.response} aria-label={t("response")}>
        <div className={classes.paneHead}>
          <Text fw={600} size="sm" component="h2">
            {t("response")}
          </Text>
          <TestButton label={t("again")} />
        </div>
        {isOld && <Alert title={t("old")}>{t("oldText")}</Alert>}
        <PagingOffer found={result.paging} />
        <Facts detail={detail} />
        <Text className={classes.address}>{detail.address}</Text>
        {detail.failure !== null && (
          <FailureNote title={t(`detail:category.${detail.failure.category}`)}>
            {said(detail.failure.message)}
          </FailureNote>
        )}
        <HeadersFold headers={detail.headers} />
        <BodyView body={detail.body} bytes={detail.bodyBytes} truncated={detail.truncated} />
      </section>
      <section className={classes.rows} aria-label={t("rows")}>
        <div className={classes.paneHead}>
          <Text fw={600} size="sm" component="h2">
            {t("becomes", { count: result.totalRows, rows: formatNumber(result.totalRows) })}
          </Text>
          {result.totalRows > 0 && (
            <Text size="xs" c="var(--fg-dim)">
              {t("found")} <Marked text={said(result.records, "places")} />
              {result.rows.length < result.totalRows && ` · ${t("first", { rows: formatNumber(result.rows.length) })}`}
            </Text>
          )}
          <Button
            className={classes.shape}
            variant="default"
            leftSection={<IconWand size="1rem" aria-hidden />}
            onClick={() => openShape()}
          >
            {t("shape:items.shape")}
          </Button>
        </div>
        {isReshaped && (
          <Alert title={t("reshaped")} className={classes.note}>
            {t("reshapedText")}
          </Alert>
        )}
        {result.totalRows > 0 ? <TestRows result={result} /> : <NoRows failed={detail.failure !== null} />}
      </section>
    </div>
  );
}

/** Words between backquotes are names in the answer. */
function Marked({ text }: { text: string }) {
  return text.split("`").map((part, at) =>
    at % 2 === 1 ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one sentence.
      <Code key={at}>{part}</Code>
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one sentence.
      <Fragment key={at}>{part}</Fragment>
    ),
  );
}

function NoRows({ failed }: { failed: boolean }) {
  const { t } = useTranslation("preview");
  return (
    <Text size="sm" c="var(--fg-dim)" p="md">
      {failed ? t("noRowsFailed") : t("noRows")}
    </Text>
  );
}
