import { screen, waitFor, within } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { documentStore } from "../../app/document";
import type { RunSettings } from "../../bindings";
import { closeWindow, type OpenedWindow, openWindow } from "../../test/window";
import { unitOf } from "./CacheField";
import { ruleOf } from "./ErrorRuleField";

vi.mock("../../app/slots", () => import("../../test/slots"));

afterEach(closeWindow);

const settings = () => documentStore.getState().document?.extraction.settings as RunSettings;
const step = () => within(screen.getByRole("region", { name: /Speed/ }));
const fold = (user: OpenedWindow["user"], title: string) => user.click(step().getByText(title));

/** Puts a text in the place of what is in a field, at once: key by key takes long where much is drawn. */
async function fill(user: OpenedWindow["user"], field: HTMLElement, text: string): Promise<void> {
  await user.clear(field);
  await user.paste(text);
}

describe("workers", () => {
  it("are a number up to 1024", async () => {
    const { user } = await openWindow({ open: "sample" });
    const field = step().getByLabelText("Workers");
    await fill(user, field, "300");
    expect(settings().workers).toBe(300);
    expect(step().getByText(/Many servers refuse/)).toBeInTheDocument();
    await fill(user, field, "5000");
    await user.tab();
    expect(settings().workers).toBe(1024);
    expect(field).toHaveValue("1024");
  });

  it("are what Auto finds, which says what it chose and why, and hands it over as a number", async () => {
    const { user, arrive } = await openWindow({ open: "sample" });
    await user.click(step().getByText("Auto"));
    expect(settings().workers).toBe("auto");
    expect(step().queryByRole("slider")).toBeNull();
    expect(step().getByText("Auto finds the fastest polite number while it runs.")).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Run" }));
    await arrive(10);
    expect(step().getByText("Auto uses 24 workers now: more of them bring no more answers.")).toBeInTheDocument();
    await arrive(1000);
    expect(step().getByText("Auto chose 24 workers last: more of them bring no more answers.")).toBeInTheDocument();
    await user.click(step().getByText("Number"));
    expect(settings().workers).toBe(24);
  });

  it("come back as they were when Auto was only tried", async () => {
    const { user } = await openWindow({ open: "sample" });
    await fill(user, step().getByLabelText("Workers"), "12");
    await user.click(step().getByText("Auto"));
    await user.click(step().getByText("Number"));
    expect(settings().workers).toBe(12);
  });

  it("say when they are fewer than was asked for", async () => {
    const { user, fake, arrive } = await openWindow({ open: "sample" });
    await user.click(screen.getByRole("button", { name: "Run" }));
    await arrive(1);
    const document = fake.controls.document();
    if (document) document.progress = { ...document.progress, note: "200 workers: the system allows no more." };
    await arrive(1);
    expect(step().getByText("200 workers: the system allows no more.")).toBeInTheDocument();
    expect(screen.getByRole("button", { name: "200 workers: the system allows no more." })).toBeInTheDocument();
  });
});

describe("the limit of a host", () => {
  it("is none, a number, or a fraction of a unit", async () => {
    const { user } = await openWindow({ open: "sample" });
    const field = step().getByLabelText("At most");
    expect(field).toHaveAttribute("placeholder", "No limit");
    await user.selectOptions(step().getByLabelText("Requests per"), "minute");
    expect(settings().limits.rate).toBeNull();
    await user.type(field, "0.5");
    expect(field).toHaveValue("0.5");
    expect(settings().limits.rate).toEqual({ amount: 0.5, per: "minute" });
    await user.selectOptions(step().getByLabelText("Requests per"), "hour");
    expect(settings().limits.rate).toEqual({ amount: 0.5, per: "hour" });
    await user.clear(field);
    expect(settings().limits.rate).toBeNull();
  });

  it("stands beside what is measured while it runs", async () => {
    const { user, arrive, checked } = await openWindow({ open: "sample" });
    await fill(user, step().getByLabelText("At most"), "5");
    await checked();
    expect(step().queryByText(/measured/)).toBeNull();
    await user.click(screen.getByRole("button", { name: "Run" }));
    await arrive(1);
    expect(step().getByText("set 5/s · measured 10.3/s")).toBeInTheDocument();
  });

  it("says beside it that it cannot be", async () => {
    const { user, checked } = await openWindow({ open: "sample" });
    await fill(user, step().getByLabelText("At most"), "0");
    await checked();
    await user.tab();
    expect(step().getByText(/Choose a rate between one request a day/)).toBeInTheDocument();
  });
});

describe("what is folded away", () => {
  it("shows its defaults in a few words", async () => {
    await openWindow({ open: "sample" });
    const check = (title: string, summary: string) =>
      expect(step().getByText(title).closest("summary")).toHaveTextContent(`${title}${summary}`);
    check("Limits of the host", "no others");
    check("Time-out and retries", "30 s · 2 retries");
    check("When to stop", "first 20 fail · refused key");
    check("Answers", "up to 64 MB");
    check("Network", "as the system");
  });

  it("limits requests in flight and in a day", async () => {
    const { user } = await openWindow({ open: "sample" });
    await fold(user, "Limits of the host");
    await fill(user, step().getByLabelText("In flight at most"), "10");
    await fill(user, step().getByLabelText("Requests a day"), "1000");
    expect(settings().limits).toEqual({ rate: null, maxInFlight: 10, perDay: 1000 });
    expect(step().getByText("10 in flight · 1 000 a day")).toBeInTheDocument();
  });

  it("retries by waits and by kinds of failures", async () => {
    const { user, checked } = await openWindow({ open: "sample" });
    await fold(user, "Time-out and retries");
    await fill(user, step().getByLabelText("First wait"), "0.25");
    await fill(user, step().getByLabelText("Longest wait"), "10");
    expect(settings().backoff).toEqual({ firstMs: 250, longestMs: 10_000 });
    expect(step().getByLabelText("Too many requests (429)")).toBeChecked();
    await user.click(step().getByLabelText("Server error (5xx)"));
    await user.click(step().getByLabelText("Not found (404, 410)"));
    expect(settings().retryOn).toEqual(["timeout", "connection", "cut_off", "too_many_requests", "not_found"]);
    await fill(user, step().getByLabelText("First wait"), "20");
    await checked();
    await user.tab();
    expect(step().getByText(/the first no longer than the longest/)).toBeInTheDocument();
  });

  it("says when to stop", async () => {
    const { user } = await openWindow({ open: "sample" });
    await fold(user, "When to stop");
    await fill(user, step().getByLabelText("After … failures"), "50");
    await user.clear(step().getByLabelText("When the first … all fail"));
    await user.click(step().getByLabelText("At the first refused key (401, 403)"));
    expect(settings().stop).toEqual({ afterFailures: 50, whenFirstFail: null, onSignInFailure: false });
    expect(step().getByText("after 50 failures")).toBeInTheDocument();
    await user.clear(step().getByLabelText("After … failures"));
    expect(step().getByText("keep going")).toBeInTheDocument();
  });

  it("says what an answer has to be", async () => {
    const { user } = await openWindow({ open: "sample" });
    await fold(user, "Answers");
    await fill(user, step().getByLabelText("Largest answer, in MB"), "1.5");
    await fill(user, step().getByLabelText("An answer is an error when this field"), "error");
    expect(settings().answers).toEqual({ maxBytes: 1_500_000, errorWhen: { kind: "present", field: "error" } });
    await user.selectOptions(step().getByLabelText("The field"), "differs");
    await fill(user, step().getByLabelText("The text that it should be"), "ok");
    expect(settings().answers.errorWhen).toEqual({ kind: "differs", field: "error", expected: "ok" });
    await fill(user, step().getByLabelText("Starting over keeps answers younger than"), "24");
    await user.selectOptions(step().getByLabelText("Unit of that age"), "hours");
    expect(settings().cacheSeconds).toBe(86_400);
    // What was chosen stays, though 24 hours are a day.
    expect(step().getByLabelText("Unit of that age")).toHaveValue("hours");
    expect(step().getByText("up to 1.5 MB · error rule · kept 1 day")).toBeInTheDocument();
  });

  it("leaves the network by a proxy and a company's certificate", async () => {
    const { user, fake, checked } = await openWindow({ open: "sample" });
    await fold(user, "Network");
    await fill(user, step().getByLabelText("Proxy"), "nonsense");
    await checked();
    await user.tab();
    expect(step().getByText("The address of the proxy cannot be used.")).toBeInTheDocument();
    await fill(user, step().getByLabelText("Proxy"), "http://proxy:3128");
    await user.click(step().getByRole("button", { name: "Choose…" }));
    await waitFor(() => expect(settings().network.certificate).toBe("/home/ana/company.pem"));
    expect(settings().network.proxy).toBe("http://proxy:3128");
    expect(fake.controls.calls.find(({ name }) => name === "files.pickOpen")?.args[1]).toEqual([
      { name: "Certificates (PEM)", extensions: ["pem", "crt", "cer"] },
    ]);
    await user.clear(step().getByLabelText("Certificate file"));
    expect(settings().network.certificate).toBeNull();
  });

  it("opens by itself when a run is kept from starting by what is in it", async () => {
    const { user, checked } = await openWindow({ open: "sample" });
    await fold(user, "Answers");
    await user.selectOptions(step().getByLabelText("The field"), "differs");
    await fill(user, step().getByLabelText("The text that it should be"), "ok");
    await checked();
    await user.tab();
    expect(step().getByText(/Name the field of the answer/)).toBeInTheDocument();
    // It can be shut by hand all the same.
    await fold(user, "Answers");
    await waitFor(() => expect(step().queryByLabelText("The field")).toBeNull());
    await user.click(screen.getByRole("button", { name: "Run" }));
    expect(await step().findByText(/Name the field of the answer/)).toBeInTheDocument();
    await waitFor(() => expect(step().getByLabelText("An answer is an error when this field")).toHaveFocus());
  });
});

describe("the estimate", () => {
  const line = () => step().findByRole("region", { name: "How long it will take" });

  it("goes by the rate that is set and by the quota", async () => {
    const { user } = await openWindow({ open: "sample", ids: 10_000 });
    expect(await line()).toHaveTextContent("20 000 requestsHow long it takes is known after Test one.");
    await fill(user, step().getByLabelText("At most"), "5");
    await fold(user, "Limits of the host");
    await fill(user, step().getByLabelText("Requests a day"), "1000");
    await waitFor(async () =>
      expect(await line()).toHaveTextContent(
        "20 000 requests at 5/s: about 1 h 7 min127.0.0.1:4010 allows 1 000 a day: 20 days",
      ),
    );
  });

  it("goes by what a test measured, and counts what is equal", async () => {
    const { user } = await openWindow({ open: "sample", ids: 1000 });
    await fill(user, screen.getByLabelText("Values of {type}"), "a\na");
    await waitFor(async () => expect(await line()).toHaveTextContent("1 000 equal requests are sent once"));
    await user.click(screen.getByRole("button", { name: "Test one" }));
    await waitFor(async () =>
      expect(await line()).toHaveTextContent("2 000 requests at about 40/s, as measured so far: about 50 s"),
    );
  });

  it("is silent while a run goes on", async () => {
    const { user, arrive } = await openWindow({ open: "sample" });
    await line();
    await user.click(screen.getByRole("button", { name: "Run" }));
    await arrive(1);
    expect(step().queryByRole("region", { name: "How long it will take" })).toBeNull();
  });
});

describe("parts", () => {
  it("make a rule only of what was typed", () => {
    expect(ruleOf("present", "", "")).toBeNull();
    expect(ruleOf("differs", "", "")).toBeNull();
    expect(ruleOf("differs", "", "ok")).toEqual({ kind: "differs", field: "", expected: "ok" });
    expect(ruleOf("present", "error", "ok")).toEqual({ kind: "present", field: "error" });
  });
  it("tell an age in its largest unit", () => {
    const check = (seconds: number, unit: string) => expect(unitOf(seconds), String(seconds)).toBe(unit);
    check(86_400, "days");
    check(7200, "hours");
    check(5400, "minutes");
  });
});
