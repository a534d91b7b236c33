import { SegmentedControl } from "@mantine/core";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useCheck, useExtraction, useTried } from "../../app/document";
import { placeholdersIn } from "../../app/placeholders";
import { fieldId, useFieldNotes } from "../../app/problems";
import { useSignInRequest } from "../../app/window";
import type { Method } from "../../bindings";
import { Fold } from "../../components/Fold";
import { Step } from "../../components/Step";
import { TemplateInput } from "../../components/TemplateInput";
import { BodyEditor } from "./BodyEditor";
import { editRequest } from "./edits";
import { FieldTable } from "./FieldTable";
import { PlaceholderChips } from "./PlaceholderChips";
import { focusSignIn } from "./signIn";

/** The last wish to see the sign-in that was met: a step that is only made again does not meet it a second time. */
let signInMet = 0;

/** Step 1: what is asked of the API. */
export function RequestStep() {
  const { t } = useTranslation("request");
  const extraction = useExtraction();
  const check = useCheck();
  const tried = useTried();
  const address = useFieldNotes({ at: "address" });
  const signInRequest = useSignInRequest();
  useEffect(() => {
    if (signInRequest === signInMet) return;
    signInMet = signInRequest;
    // The part is opened first; then it has what the focus goes to.
    setTimeout(focusSignIn);
  }, [signInRequest]);
  if (!extraction) return null;
  const { request } = extraction;
  const isEmpty = request.address === "";
  const problemIn = (at: "query" | "header") =>
    check?.problems.some((problem) => problem.field.at === at && problem.blocking) ?? false;
  const summary = (kind: "query" | "header", count: number) =>
    count === 0 ? t(`${kind}.none`) : t(`${kind}.count`, { count });

  return (
    <Step number={1} title={t("title")}>
      <SegmentedControl
        fullWidth
        aria-label={t("method")}
        data={["GET", "POST"]}
        value={request.method}
        onChange={(method) => editRequest((one) => ({ ...one, method: method as Method }))}
        transitionDuration={0}
      />
      <TemplateInput
        id={fieldId({ at: "address" })}
        label={t("address")}
        value={request.address}
        placeholder={t("addressPlaceholder")}
        notes={address.notes}
        hint={isEmpty && placeholdersIn(request).length === 0 ? t("hint") : undefined}
        mayCome={isEmpty ? t("problems:address_empty") : undefined}
        onChange={(text) => editRequest((one) => ({ ...one, address: text }))}
        onBlur={address.onBlur}
      />
      <PlaceholderChips extraction={extraction} />
      {request.method === "POST" && (
        <Fold
          title={t("body.title")}
          forceOpen
          summary={request.body === "" ? t("body.empty") : t("body.characters", { count: request.body.length })}
        >
          <BodyEditor body={request.body} />
        </Fold>
      )}
      <Fold
        title={t("query.title")}
        summary={summary("query", request.query.length)}
        forceOpen={tried && problemIn("query")}
      >
        <FieldTable table="query" fields={request.query} />
      </Fold>
      <Fold
        title={t("header.title")}
        summary={summary("header", request.headers.length)}
        // A secret that has to be typed again must not hide behind a fold.
        forceOpen={problemIn("header")}
        startsOpen={signInRequest !== signInMet}
        openRequest={signInRequest}
      >
        <FieldTable table="headers" fields={request.headers} />
      </Fold>
    </Step>
  );
}
