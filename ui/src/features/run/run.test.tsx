import { act, screen, waitFor, within } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { fetchAgain } from "../../app/document";
import { lastKept } from "../../app/keptResult";
import { pauseSentence } from "../../app/pauseWords";
import type { RunRequest } from "../../bindings";
import { callsOf } from "../../test/panel";
import { closeWindow, commands, type OpenedWindow, openWindow } from "../../test/window";

vi.mock("../../app/slots", () => import("../../test/slots"));

afterEach(async () => {
  await closeWindow();
  vi.useRealTimers();
});

/** So much later that a click is no second half of a double click. */
const later = () => vi.setSystemTime(Date.now() + 600);

/** What was done to the run; an estimate does nothing. */
const runCommands = (fake: OpenedWindow["fake"]) =>
  commands(fake).filter((name) => name.startsWith("runs.") && name !== "runs.estimate");
const started = (fake: OpenedWindow["fake"]) =>
  fake.controls.calls.filter(({ name }) => name === "runs.start").map(({ args }) => (args[0] as RunRequest).mode);

const KEEP = "Keep this result, then start over…";
const button = (name: string | RegExp) => screen.getByRole("button", { name });
const progress = () => screen.getByRole("progressbar").getAttribute("aria-valuetext")?.replaceAll("\u202f", " ");

describe("a run", () => {
  it("starts, counts, pauses, resumes and ends", async () => {
    const { user, arrive } = await openWindow({ open: "sample", ids: 500 });
    expect(progress()).toBe("1 000 requests planned");
    await user.click(button("Run"));
    await arrive(812);
    expect(progress()).toBe("812 of 1 000 · 20 failed · 8 120/s · 0:00 left");
    expect(button("20 failed")).toBeInTheDocument();
    // The form is locked, so that it cannot drift from the table.
    expect(screen.getByLabelText("Address")).toBeDisabled();
    later();
    await user.click(button("Pause"));
    expect(progress()).toBe("Paused · 812 of 1 000 · 20 failed");
    await arrive(100);
    expect(progress()).toContain("812 of 1 000");
    await user.click(button("Resume"));
    await arrive(1000);
    expect(progress()).toBe("Finished · 1 000 of 1 000 · 25 failed · in 0:00");
    expect(screen.getByText(/The run finished: 1.000 fetched, 25 failed\./)).toBeInTheDocument();
    expect(screen.getByLabelText("Address")).toBeEnabled();
  });

  it("may be over before its start is answered", async () => {
    const { user, fake, arrive } = await openWindow({ open: "sample" });
    const start = fake.runs.start;
    fake.runs.start = async (request) => {
      const first = await start(request);
      fake.controls.advance(100);
      return first;
    };
    await user.click(button("Run"));
    await arrive(0);
    expect(progress()).toBe("Finished · 100 of 100 · 3 failed · in 0:00");
    expect(button("Run")).toBeEnabled();
  });

  it("starts by key from within the address", async () => {
    const { user, fake } = await openWindow({ open: "sample" });
    await user.click(screen.getByLabelText("Address"));
    await user.keyboard("{Control>}{Enter}{/Control}");
    await waitFor(() => expect(commands(fake)).toContain("runs.start"));
    expect(screen.getByLabelText("Address")).toHaveValue("http://127.0.0.1:4010/inventory/{type}");
  });

  it("stops by its button and keeps what arrived", async () => {
    const { user, arrive } = await openWindow({ open: "sample" });
    await user.click(button("Run"));
    await arrive(30);
    later();
    await user.click(button("Stop"));
    expect(button("Stopping…")).toBeDisabled();
    await arrive(0);
    expect(progress()).toBe("Stopped · 30 of 100 · 1 failed · in 0:00");
    expect(await screen.findByText(/^Stopped. 30 of 100 fetched, all kept./)).toBeInTheDocument();
    later();
    await user.click(button("Fetch the rest (70)"));
    await arrive(70);
    expect(progress()).toBe("Finished · 100 of 100 · 3 failed · in 0:00");
    expect(button("Run")).toBeEnabled();
  });

  it("is not paused or stopped by the second click of a double click", async () => {
    const { user, fake, arrive } = await openWindow({ open: "sample" });
    // The clock stands: a busy machine takes longer for two clicks than a hand.
    vi.setSystemTime(Date.now());
    await user.dblClick(button("Run"));
    await arrive(10);
    await user.click(button("Stop"));
    expect(runCommands(fake)).toEqual(["runs.start"]);
    later();
    await user.dblClick(button("Stop"));
    await arrive(0);
    expect(button("Fetch the rest (90)")).toBeEnabled();
    expect(runCommands(fake)).toEqual(["runs.start", "runs.stop"]);
  });

  it("goes on by the key that started it, and does not count the pause", async () => {
    const { user, arrive } = await openWindow({ open: "sample" });
    await user.keyboard("{Control>}{Enter}{/Control}");
    await arrive(30);
    later();
    await user.click(button("Pause"));
    await user.keyboard("{Control>}{Enter}{/Control}");
    await arrive(70);
    expect(progress()).toMatch(/^Finished · 100 of 100/);
  });

  it("stops by Esc at once, but only when nothing else is open", async () => {
    const { user, arrive, fake } = await openWindow({ open: "sample" });
    await user.keyboard("{Control>}{Enter}{/Control}");
    await arrive(30);
    await user.keyboard("{F1}");
    await screen.findByRole("dialog", { name: "Keys" });
    await user.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
    expect(commands(fake)).not.toContain("runs.stop");
    await user.click(button("Document: inventory"));
    await screen.findByRole("menu");
    await user.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByRole("menu")).not.toBeInTheDocument());
    expect(commands(fake)).not.toContain("runs.stop");
    await user.keyboard("{Escape}");
    await waitFor(() => expect(commands(fake)).toContain("runs.stop"));
  });

  it("does not start with problems: it says so and goes to the first field", async () => {
    const { user, fake, checked } = await openWindow();
    await user.click(button("New"));
    await user.click(button("Run"));
    expect(await screen.findByText("Not ready to run")).toBeInTheDocument();
    expect(screen.getByText(/Type the address of the API/)).toBeInTheDocument();
    await waitFor(() => expect(screen.getByLabelText("Address")).toHaveFocus());
    expect(commands(fake)).not.toContain("runs.start");
    // The first key takes the reproach away, and the note goes with the fault.
    await user.keyboard("h");
    expect(screen.queryByText(/Type the address of the API/)).not.toBeInTheDocument();
    await user.keyboard("ttps://a.b");
    await checked();
    await waitFor(() => expect(screen.queryByText("Not ready to run")).not.toBeInTheDocument());
  });

  it("shows why it could not start", async () => {
    const { user, fake } = await openWindow({ open: "sample" });
    fake.controls.failNext("runs.start", { code: "disk_full", message: "There is no room on /home.", detail: null });
    await user.click(button("Run"));
    expect(await screen.findByText("The disk is full")).toBeInTheDocument();
    expect(screen.getByText("There is no room on /home.")).toBeInTheDocument();
    expect(button("Run")).toBeEnabled();
  });

  it("cannot be started in a read-only document", async () => {
    await openWindow({ open: "readOnly" });
    expect(button("Run")).toBeDisabled();
    expect(screen.getByText(/This document is read-only/)).toBeInTheDocument();
    expect(screen.getByLabelText("Address")).toBeDisabled();
  });
});

describe("run again", () => {
  /** What there is to choose; where a part is missing the button fetches that, and the rest is behind its menu. */
  async function ask({ user, checked }: OpenedWindow) {
    await checked();
    const run = screen.queryByRole("button", { name: "Run" });
    if (run) await user.click(run);
    else {
      await user.click(button("Other ways to run"));
      await user.click(await screen.findByRole("menuitem", { name: "Run again…" }));
    }
    return screen.findByRole("dialog", { name: "Run again" });
  }

  const offered = () => screen.getAllByRole("radio", { hidden: false }).map((radio) => radio.getAttribute("value"));

  it.each<[string, "interrupted" | "finished", boolean, string[]]>([
    ["some missing, some failed", "interrupted", false, ["missing", "retryFailed", "startOver"]],
    ["all there, some failed", "finished", false, ["retryFailed", "startOver"]],
    ["the lists changed since", "interrupted", true, ["startOver"]],
  ])("%s", async (_, open, isChanged, expected) => {
    const opened = await openWindow({ open });
    if (isChanged) {
      await opened.user.clear(screen.getByLabelText("Values of {id}"));
      await opened.user.type(screen.getByLabelText("Values of {id}"), "1-400");
    }
    const dialog = await ask(opened);
    expect(
      within(dialog)
        .getAllByRole("radio")
        .map((radio) => radio.getAttribute("value")),
    ).toEqual(expected);
    expect(offered()).toEqual(expect.arrayContaining(expected));
    // The first one, which loses nothing where there is such a choice, is chosen already.
    expect(within(dialog).getAllByRole("radio")[0]).toBeChecked();
  });

  it.each<[RegExp, string, string]>([
    [/Fetch only what is missing/, "Run", "missing"],
    [/Retry failed/, "Run", "retryFailed"],
    [/Start over/, "Delete and start over", "startOver"],
  ])("%s starts that", async (choice, go, mode) => {
    const opened = await openWindow({ open: "interrupted" });
    const { user, fake } = opened;
    const dialog = await ask(opened);
    await user.click(within(dialog).getByLabelText(choice));
    await user.click(within(dialog).getByRole("button", { name: go }));
    await waitFor(() => expect(started(fake)).toEqual([mode]));
    expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
  });

  it("warns of what is deleted", async () => {
    await ask(await openWindow({ open: "interrupted" }));
    expect(screen.getByText("42 fetched answers are deleted, and every request is sent again")).toBeInTheDocument();
  });

  it("keeps the result that a changed plan would drop and starts over, the focus off the button that drops it", async () => {
    const opened = await openWindow({ open: "finished" });
    const { user, fake } = opened;
    await user.clear(screen.getByLabelText("Values of {id}"));
    await user.type(screen.getByLabelText("Values of {id}"), "1-400");
    const dialog = await ask(opened);
    expect(within(dialog).getAllByText(/100 fetched answers/)).toHaveLength(1);
    await waitFor(() => expect(within(dialog).getByText("Cancel").closest("button")).toHaveFocus());
    await user.click(within(dialog).getByRole("button", { name: KEEP }));
    await waitFor(() => expect(started(fake)).toEqual(["startOver"]));
    const [suggestion] = callsOf(fake, "files.pickSave").map(([, , name]) => name as string);
    expect(suggestion).toMatch(/^inventory \d{4}-\d\d-\d\d \d\d\.\d\d\.fetchgrid$/);
    expect(callsOf(fake, "compare.keep")).toEqual([[`/home/ana/${suggestion}`]]);
    expect(screen.getByText(`Result kept as /home/ana/${suggestion}`)).toBeInTheDocument();
    expect(lastKept()).toBe(`/home/ana/${suggestion}`);
    expect(screen.getByLabelText("Values of {id}")).toHaveValue("1-400");
  });

  it.each([
    ["whose place is not chosen", null],
    ["that cannot be written", { code: "disk_full", message: "The disk is full.", detail: null }],
  ])("drops nothing for a result %s", async (_, error) => {
    const opened = await openWindow({ open: "finished" });
    const { user, fake } = opened;
    const dialog = await ask(opened);
    if (error === null) fake.controls.picks.push(null);
    else fake.controls.failNext("compare.keep", error);
    await user.click(within(dialog).getByRole("radio", { name: "Start over" }));
    await user.click(within(dialog).getByRole("button", { name: KEEP }));
    await waitFor(() => expect(callsOf(fake, error === null ? "files.pickSave" : "compare.keep")).toHaveLength(1));
    expect(started(fake)).toEqual([]);
    expect(screen.getByRole("dialog", { name: "Run again" })).toBeInTheDocument();
    expect(lastKept()).toBeNull();
  });
});

describe("a run that did not finish", () => {
  it("is gone on with from the banner", async () => {
    const { user, fake, arrive } = await openWindow({ open: "interrupted" });
    expect(screen.getByText("This run did not finish: 42 of 100 done. Resume?")).toBeInTheDocument();
    await user.click(button("Resume"));
    await arrive(20);
    expect(started(fake)).toEqual(["continue"]);
    // One from before, one of now; the backend is asked for its count only once a second.
    expect(button("2 failed")).toBeInTheDocument();
    expect(progress()).toMatch(/^62 of 100 · 2 failed · /);
    await arrive(38);
    // Of the whole plan, not of what this run fetched.
    expect(progress()).toBe("Finished · 100 of 100 · 3 failed · in 0:00");
    // The failed of before and of now.
    expect(button("3 failed")).toBeInTheDocument();
    expect(screen.queryByText(/did not finish/)).not.toBeInTheDocument();
  });

  it("can be left alone", async () => {
    const { user } = await openWindow({ open: "interrupted" });
    await user.click(button("Not now"));
    expect(screen.queryByText(/did not finish/)).not.toBeInTheDocument();
  });
});

describe("a run that waits", () => {
  const HOST = "api.example.com";
  const inAnHour = () => Date.now() + 3_600_000;

  it.each<["slow_down" | "quota" | "offline", RegExp]>([
    ["slow_down", /^The API asked us to slow down; continuing at \S.* · 30 of 100 · 1 failed$/],
    ["quota", /^Daily quota of api\.example\.com used up; continuing at \S.* · 30 of 100/],
    ["offline", /^api\.example\.com cannot be reached; next try at \S.* · 30 of 100/],
  ])("%s", async (kind, words) => {
    const { user, fake, arrive } = await openWindow({ open: "sample" });
    await user.click(button("Run"));
    await arrive(30);
    await act(async () => fake.controls.wait({ kind, host: HOST, untilMs: inAnHour() }));
    expect(progress()).toMatch(words);
    // It is no pause: the form stays locked, and the run can be paused and stopped.
    expect(button("Pause")).toBeEnabled();
    expect(screen.getByLabelText("Address")).toBeDisabled();
    await act(async () => fake.controls.wait(null));
    await arrive(70);
    expect(progress()).toMatch(/^Finished/);
  });

  it("is told once, not with every try, and that it goes on", async () => {
    const { user, fake, arrive } = await openWindow({ open: "sample" });
    const told = () => screen.getAllByRole("status").map(({ textContent }) => textContent?.replaceAll(/\s/g, " "));
    await user.click(button("Run"));
    await arrive(30);
    const until = new Date().setHours(10, 0, 0, 0) + 86_400_000;
    await act(async () => fake.controls.wait({ kind: "offline", host: HOST, untilMs: until }));
    expect(told().join()).toMatch(/api.example.com cannot be reached; next try at \S+ 10:00/);
    await act(async () => fake.controls.wait({ kind: "offline", host: HOST, untilMs: until + 300_000 }));
    expect(progress()).toMatch(/10:05/);
    expect(told().join()).toMatch(/10:00/);
    await act(async () => fake.controls.wait(null));
    expect(told()).toContain("The run goes on.");
  });
});

describe("a run that paused itself", () => {
  it.each<["sign_in" | "failure_limit" | "first_all_failed" | "quota" | "disk_full", RegExp, string | null]>([
    ["sign_in", /^Paused: the API refused the key · 30 of 100/, "Go to Sign-in"],
    ["failure_limit", /^Paused: too many failures · /, "Show failed"],
    ["first_all_failed", /^Paused: the first requests all failed · /, "Show failed"],
    ["quota", /^Paused: the daily quota is used up · /, null],
    ["disk_full", /^Paused: the disk is full · /, null],
  ])("%s", async (code, words, fix) => {
    const { user, fake, arrive } = await openWindow({ open: "sample" });
    await user.click(button("Run"));
    await arrive(30);
    await act(async () => fake.controls.pauseItself(code));
    await arrive(0);
    expect(progress()).toMatch(words);
    const banner = within(screen.getByRole("alert"));
    const pause = fake.controls.document()?.pause;
    expect(screen.getByRole("alert")).toHaveTextContent(pause ? pauseSentence(pause) : "none");
    // The engine's own sentence, which counts and names more, is behind it.
    const detail = banner.getByRole("button", { name: pause?.message ?? "" });
    const fixes = banner.queryAllByRole("button").filter((one) => one !== detail);
    expect(fixes.map(({ textContent }) => textContent)).toEqual(fix === null ? [] : [fix]);
    // The form is free, so that it can be mended.
    expect(screen.getByLabelText("Address")).toBeEnabled();
    later();
    await user.click(button("Continue"));
    await arrive(70);
    expect(started(fake)).toEqual(["startOver", "continue"]);
    expect(progress()).toMatch(/^Finished · 100 of 100/);
    expect(screen.queryByRole("alert")).toBeNull();
  });

  it("is still paused when the document is opened again, and goes on by the key of Run", async () => {
    const { user, fake } = await openWindow({ open: "pausedItself" });
    expect(progress()).toBe("Paused: the API refused the key · 42 of 100 fetched · 1 failed");
    expect(screen.getByRole("alert")).toHaveTextContent(/The API did not accept your key\. .* press Continue\./);
    expect(button("Continue")).toBeEnabled();
    await user.keyboard("{Control>}{Enter}{/Control}");
    await waitFor(() => expect(started(fake)).toEqual(["continue"]));
  });

  it("leads to the key, wherever it is hidden", async () => {
    const { user } = await openWindow({ open: "pausedItself" });
    // There is none yet: to the button that adds one.
    await user.click(button("Go to Sign-in"));
    await waitFor(() => expect(button("Add sign-in")).toHaveFocus());
    await user.click(button("Add sign-in"));
    await user.click(await screen.findByRole("menuitem", { name: /^API key/ }));
    // The menu is gone and the header is there before the fold is shut.
    await waitFor(() => expect(screen.queryByRole("menu")).toBeNull());
    await screen.findByLabelText("Value of header 2");
    await user.click(screen.getByText("Sign-in and headers"));
    await waitFor(() => expect(screen.queryByRole("button", { name: "Add sign-in" })).toBeNull());
    await user.click(button("Hide the set-up"));
    await user.click(button("Go to Sign-in"));
    await waitFor(() => expect(screen.getByLabelText("Value of header 2")).toHaveFocus());
  });

  it("can only start over when the plan was changed since", async () => {
    const { user, checked } = await openWindow({ open: "pausedItself" });
    await user.type(screen.getByLabelText("Values of {id}"), "9");
    await checked();
    await waitFor(() => expect(button("Run")).toBeEnabled());
    expect(screen.getByRole("alert")).toHaveTextContent(/cannot be continued; Run starts over/);
  });

  it("offers to go on among the other ways to run", async () => {
    const { user } = await openWindow({ open: "pausedItself" });
    await user.click(button("Other ways to run"));
    await user.click(await screen.findByRole("menuitem", { name: "Run again…" }));
    const dialog = await screen.findByRole("dialog", { name: "Run again" });
    const radios = within(dialog).getAllByRole("radio");
    expect(radios.map((radio) => radio.getAttribute("value"))).toEqual([
      "continue",
      "missing",
      "retryFailed",
      "startOver",
    ]);
    expect(radios[0]).toBeChecked();
  });
});

describe("the question before a run", () => {
  const dialog = () => screen.findByRole("dialog", { name: /^Run / });

  it("is asked of what is large, and of nothing else", async () => {
    const { user, fake } = await openWindow({ open: "sample", ids: 10_000 });
    await user.click(button("Run"));
    const asked = await dialog();
    expect(asked).toHaveTextContent("Run 20 000 requests?");
    expect(asked).toHaveTextContent("That is a lot to ask of a server.");
    await user.click(within(asked).getByRole("button", { name: "Cancel" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(started(fake)).toEqual([]);
    later();
    await user.click(button("Run"));
    await user.click(within(await dialog()).getByRole("button", { name: "Run" }));
    await waitFor(() => expect(started(fake)).toEqual(["startOver"]));
  });

  it("tells how long it takes, what the quota means, and what a POST may do", async () => {
    const { user } = await openWindow({ open: "sample" });
    await user.click(screen.getByText("POST"));
    await user.click(screen.getByLabelText("At most"));
    await user.paste("0.5");
    await user.click(screen.getByText("Limits of the host"));
    await user.click(screen.getByLabelText("Requests a day"));
    await user.paste("10");
    await user.click(button("Run"));
    const asked = await dialog();
    expect(asked).toHaveTextContent("100 requests at 30/min: about 3 min");
    expect(asked).toHaveTextContent("127.0.0.1:4010 allows 10 a day: 10 days");
    expect(asked).toHaveTextContent("more than is left of today’s quota of 127.0.0.1:4010 (10)");
    expect(asked).toHaveTextContent("POST may change something at the server.");
    // What cannot be taken back is not one Enter away.
    await waitFor(() => expect(within(asked).getByRole("button", { name: "Cancel" })).toHaveFocus());
  });

  it("does not keep a run from starting that cannot be estimated", async () => {
    const { user, fake } = await openWindow({ open: "sample", ids: 10_000 });
    fake.runs.estimate = async () => {
      throw { code: "internal", message: "No.", detail: null };
    };
    await user.click(button("Run"));
    await waitFor(() => expect(started(fake)).toEqual(["startOver"]));
  });
});

describe("chosen requests", () => {
  it("are fetched again in their places, and counted apart", async () => {
    const { arrive } = await openWindow({ open: "finished" });
    await act(() => fetchAgain([3, 4, 5]));
    await arrive(2);
    expect(progress()).toMatch(/^100 of 100 · 3 failed · Fetching 3 again · 2 of 3/);
    await arrive(1);
    expect(progress()).toMatch(/^Finished · 100 of 100 · 3 failed · 3 of 3 fetched again/);
  });
});

it("says how many answers came without asking again", async () => {
  const { user, fake, arrive } = await openWindow({ open: "sample" });
  await user.click(button("Run"));
  await arrive(10);
  const document = fake.controls.document();
  if (document) document.progress = { ...document.progress, reused: 120 };
  await arrive(1);
  expect(progress()).toMatch(/^11 of 100 · 120 without asking again/);
});

describe("a retry", () => {
  it("counts the whole plan, and beside it what it recovers", async () => {
    const { user, fake, arrive } = await openWindow({ open: "finished" });
    expect(progress()).toMatch(/^Finished · 100 of 100 · 3 failed/);
    await user.click(button("Run"));
    const dialog = await screen.findByRole("dialog");
    await user.click(within(dialog).getByRole("button", { name: "Run" }));
    await waitFor(() => expect(commands(fake)).toContain("runs.start"));
    await arrive(2);
    expect(progress()).toMatch(/^100 of 100 · 2 failed · Retrying 3 · 2 of 3 · 1 recovered/);
    expect(button("2 failed")).toBeInTheDocument();
    await arrive(1);
    expect(progress()).toBe("Finished · 100 of 100 · 1 failed · 2 of 3 recovered · in 0:00");
    expect(button("1 failed")).toBeInTheDocument();
  });
});

describe("Test one", () => {
  it("shows the preview", async () => {
    const { user, fake } = await openWindow({ open: "sample" });
    await user.keyboard("{Control>}t{/Control}");
    await waitFor(() => expect(screen.getByRole("tab", { name: "Preview" })).toHaveAttribute("aria-selected", "true"));
    expect(commands(fake)).toContain("runs.testOne");
  });
});
