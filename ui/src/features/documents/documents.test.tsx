import { act, screen, waitFor, within } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { closeWindow, commands, openWindow } from "../../test/window";

vi.mock("../../app/slots", () => import("../../test/slots"));

afterEach(closeWindow);

const nameMenu = () => screen.getByRole("button", { name: /^Document: / });

describe("the welcome page", () => {
  it.each([
    ["Try the sample", "documents.sample", "Document: Sample"],
    ["New", "documents.create", "Document: Untitled"],
    ["Open…", "documents.open", "Document: orders"],
  ])("%s", async (name, command, title) => {
    const { user, fake } = await openWindow();
    await user.click(screen.getByRole("button", { name }));
    expect(await screen.findByRole("button", { name: title })).toBeInTheDocument();
    expect(commands(fake)).toContain(command);
  });

  it("lists recent documents and drafts, and forgets one", async () => {
    const { user } = await openWindow();
    const recent = within(await screen.findByRole("region", { name: "Recent" }));
    expect(recent.getByText("Draft")).toBeInTheDocument();
    await user.click(recent.getByRole("button", { name: "Take inventory off the list" }));
    await waitFor(() => expect(recent.queryByText("inventory")).not.toBeInTheDocument());
  });

  it("begins an empty document at its address, and calls it after what it asks", async () => {
    const { user, checked } = await openWindow();
    await user.click(screen.getByRole("button", { name: "New" }));
    await waitFor(() => expect(screen.getByLabelText("Address")).toHaveFocus());
    await user.paste("https://api.example.com/items");
    await checked();
    expect(await screen.findByRole("button", { name: "Document: api.example.com" })).toBeInTheDocument();
  });

  it("removes a draft only after asking", async () => {
    const { user, fake } = await openWindow();
    const recent = within(await screen.findByRole("region", { name: "Recent" }));
    expect(recent.getByText(/^15.668 of 50.000 fetched · not finished · /)).toBeInTheDocument();
    await user.click(await recent.findByRole("button", { name: "Remove the draft api.example.com" }));
    expect(commands(fake)).not.toContain("documents.forget");
    await user.click(await screen.findByRole("button", { name: "Remove" }));
    await waitFor(() => expect(recent.queryByText("Draft")).not.toBeInTheDocument());
  });

  it("is reached by keyboard: the sample has the focus", async () => {
    const { user } = await openWindow();
    expect(screen.getByRole("button", { name: "Try the sample" })).toHaveFocus();
    await user.keyboard("{Enter}");
    expect(await screen.findByRole("button", { name: "Document: Sample" })).toBeInTheDocument();
  });

  it("says why a file cannot be opened, and stays", async () => {
    const { user, fake } = await openWindow();
    const message = "/home/ana/orders.fetchgrid was made by a newer Fetchgrid (format 9).";
    fake.controls.failNext("documents.open", { code: "newer", message, detail: null });
    await user.click(screen.getByRole("button", { name: "Open…" }));
    expect(await screen.findByText(message)).toBeInTheDocument();
    expect(screen.getByText("Made by a newer Fetchgrid")).toBeInTheDocument();
    expect(screen.getByRole("button", { name: "Try the sample" })).toBeInTheDocument();
  });
});

describe("keys", () => {
  it.each([
    ["{Control>}n{/Control}", "documents.create"],
    ["{Control>}o{/Control}", "files.pickOpen"],
    ["{Control>}s{/Control}", "files.pickSave"],
    ["{Control>}{Enter}{/Control}", "runs.start"],
    ["{Control>}t{/Control}", "runs.testOne"],
  ])("%s", async (keys, command) => {
    const { user, fake } = await openWindow({ open: "sample" });
    await user.keyboard(keys);
    await waitFor(() => expect(commands(fake)).toContain(command));
  });

  it("F1 lists them, and none of them acts through the dialog", async () => {
    const { user, fake } = await openWindow({ open: "sample" });
    await user.keyboard("{F1}");
    const dialog = await screen.findByRole("dialog", { name: "Keys" });
    expect(within(dialog).getByText("Ctrl+Enter")).toBeInTheDocument();
    await user.keyboard("{Control>}{Enter}{/Control}");
    expect(commands(fake)).not.toContain("runs.start");
  });
});

describe("save as", () => {
  it.each([
    ["/home/ana/a.fetchgrid", "/home/ana/a.fetchgrid"],
    // Not every dialog adds the ending.
    ["/home/ana/a", "/home/ana/a.fetchgrid"],
  ])("%s", async (picked, path) => {
    const { user, fake } = await openWindow({ open: "sample" });
    fake.controls.picks.push(picked);
    await user.keyboard("{Control>}s{/Control}");
    await waitFor(() => expect(fake.controls.document()?.path).toBe(path));
    expect(await screen.findByRole("button", { name: "Document: a" })).toBeInTheDocument();
    expect(screen.getByText("Saved as a.")).toBeInTheDocument();
  });

  it("saves what was typed just before", async () => {
    const { user, fake } = await openWindow({ open: "sample" });
    await user.clear(screen.getByLabelText("Address"));
    await user.type(screen.getByLabelText("Address"), "https://b.c");
    await user.keyboard("{Control>}s{/Control}");
    await waitFor(() => expect(commands(fake)).toContain("documents.saveAs"));
    expect(fake.controls.document()?.extraction.request.address).toBe("https://b.c");
    const order = commands(fake).filter((name) => name !== "documents.recent");
    expect(order.slice(-3)).toEqual(["extraction.update", "files.pickSave", "documents.saveAs"]);
  });
});

describe("leaving a document while it runs", () => {
  it.each<[string, boolean]>([
    ["Stop the run", true],
    ["Stay", false],
  ])("%s", async (answer, leaves) => {
    const { user, fake, arrive } = await openWindow({ open: "sample" });
    await user.click(screen.getByRole("button", { name: "Run" }));
    await arrive(10);
    await user.click(nameMenu());
    await user.click(await screen.findByRole("menuitem", { name: "Close" }));
    await user.click(await screen.findByRole("button", { name: answer }));
    await arrive(0);
    await arrive(0);
    expect(commands(fake).includes("runs.stop")).toBe(leaves);
    expect(commands(fake).includes("documents.close")).toBe(leaves);
  });
});

describe("a document from outside", () => {
  it("takes the place of the open one", async () => {
    const { fake } = await openWindow({ open: "sample" });
    const state = await fake.documents.open("/home/ana/other.fetchgrid");
    await act(async () => fake.controls.emit({ kind: "opened", document: state }));
    expect(await screen.findByRole("button", { name: "Document: other" })).toBeInTheDocument();
  });

  it("is opened when it is dropped on the window", async () => {
    const { fake } = await openWindow();
    act(() => fake.controls.drop({ paths: ["/home/ana/dropped.fetchgrid"], x: 1, y: 1 }));
    expect(await screen.findByRole("button", { name: "Document: dropped" })).toBeInTheDocument();
  });
});
