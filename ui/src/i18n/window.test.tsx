import { act, renderHook, screen } from "@testing-library/react";
import type { ReactNode } from "react";
import { afterEach, describe, expect, it } from "vitest";
import { testOne } from "../app/document";
import { useProblemText } from "../app/problems";
import { showTab, type TabName } from "../app/window";
import type { FailedRow, Problem } from "../bindings";
import { ActivityTab } from "../features/activity";
import { DetailPanel, openDetail } from "../features/detail";
import { failedColumns } from "../features/failures/failedColumns";
import { PreviewTab } from "../features/preview";
import { closePanel, type OpenedPanel, openPanel, settle } from "../test/panel";
import i18n from ".";

afterEach(async () => {
  await act(() => i18n.changeLanguage("en"));
});

type Then = (opened: OpenedPanel) => Promise<void>;

/** What the engine says, English in the document, where it is shown. */
const SHOWN: [where: string, part: ReactNode, tab: TabName, english: RegExp, dutch: RegExp, then?: Then][] = [
  [
    "the response panel",
    <DetailPanel key="detail" />,
    "results",
    /No answer in 30 s\. Tried 3 times\. Raise/,
    /Geen antwoord binnen 30 s\. 3 keer geprobeerd\. Verhoog/,
    async () => act(async () => openDetail({ position: 97, page: 1 })),
  ],
  ["the log", <ActivityTab key="log" />, "activity", /^17 failed after 190 ms: no such/, /^17 mislukt na 190 ms: geen/],
  [
    "the workers",
    <ActivityTab key="workers" />,
    "activity",
    /^the request$/,
    /^het verzoek$/,
    async ({ fake }) => {
      const activity = await fake.runs.activity();
      const [worker] = activity?.workers ?? [];
      if (!activity || !worker) throw new Error("no workers");
      fake.runs.activity = async () => ({ ...activity, workers: [{ ...worker, label: "the request" }] });
      await act(async () => showTab("results"));
      await act(async () => showTab("activity"));
    },
  ],
  [
    "where the rows were found",
    <PreviewTab key="preview" />,
    "preview",
    /Records found in the whole answer/,
    /Records gevonden in het hele antwoord/,
    async () => act(testOne),
  ],
];

describe("the window says it in its own language", () => {
  afterEach(closePanel);

  it.each(SHOWN)("%s", async (_, part, tab, english, dutch, then) => {
    const opened = await openPanel(part, tab, { ids: 200 });
    await then?.(opened);
    await settle(600);
    const text = (words: RegExp) => screen.getAllByText((_text, element) => words.test(element?.textContent ?? ""));
    expect(text(english).length).toBeGreaterThan(0);
    await act(() => i18n.changeLanguage("nl"));
    expect(text(dutch).length).toBeGreaterThan(0);
  });
});

it("so do the problems of the form, by the engine where it names more", async () => {
  await act(() => i18n.changeLanguage("nl"));
  const say = renderHook(useProblemText).result.current;
  const problem = (code: Problem["code"], message: string): Problem => ({
    field: { at: "address" },
    code,
    message,
    blocking: true,
  });
  for (const [code, message, expected] of [
    [
      "range_invalid",
      "The range 1-9/0 has a step of 0. Use 1 or more.",
      "De reeks 1-9/0 heeft een stap van 0. Gebruik 1 of meer.",
    ],
    ["paging_invalid", "`$[` is no JSONPath: expected a name", "$[ is geen JSONPath: expected a name"],
    ["address_no_host", "Whatever it is.", "Het adres heeft geen hostnaam, zoals api.example.com."],
  ] as const)
    expect(say(problem(code, message))).toBe(expected);
});

it("so do the cells of the failed requests", async () => {
  await act(() => i18n.changeLanguage("nl"));
  const message = failedColumns([], false, i18n.getFixedT("nl", "failures")).find(({ title }) => title === "Melding");
  const row = { message: "Could not find host a.b. Check the spelling." } as FailedRow;
  expect(message?.cell(row)).toEqual(["text", "Host a.b is niet gevonden. Controleer de spelling."]);
});
