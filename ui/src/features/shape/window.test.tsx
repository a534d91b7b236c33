import { screen, waitFor, within } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { documentStore } from "../../app/document";
import { fieldId } from "../../app/problems";
import { closeWindow, commands, type OpenedWindow, openWindow } from "../../test/window";

vi.mock("../../app/slots", async () => ({ ...(await import("../../test/slots")), ...(await import(".")) }));

afterEach(closeWindow);

const applied = () => documentStore.getState().document?.steps.length;
const keep = (name: string) => screen.findByRole("checkbox", { name: `Keep ${name}` });

async function openShapeTab(): Promise<OpenedWindow> {
  const opened = await openWindow({ open: "finished", ids: 8, answers: "pages" });
  await opened.user.click(screen.getByRole("tab", { name: "Shape" }));
  await keep("age");
  return opened;
}

describe("the keys of the window", () => {
  it("undo and redo the steps while the Shape tab is seen", async () => {
    const { user } = await openShapeTab();
    await user.click(await keep("age"));
    await waitFor(() => expect(applied()).toBe(1));
    await user.keyboard("{Control>}z{/Control}");
    await waitFor(() => expect(applied()).toBe(0));
    await user.keyboard("{Control>}y{/Control}");
    await waitFor(() => expect(applied()).toBe(1));
  });

  it("undo the letters of a text that is being typed, and the steps when it is taken", async () => {
    const { user } = await openShapeTab();
    await user.click(await keep("name"));
    await waitFor(() => expect(applied()).toBe(1));
    const typed = vi.spyOn(document, "execCommand");
    await user.click(document.getElementById(fieldId({ at: "address" })) as HTMLElement);
    await user.keyboard("{Control>}z{/Control}");
    expect(typed.mock.calls).toEqual([["undo"]]);
    const box = screen.getByRole("textbox", { name: "Name of age" });
    await user.type(box, " in years");
    await user.keyboard("{Control>}z{/Control}");
    await user.keyboard("{Enter}");
    await waitFor(() => expect(applied()).toBe(2));
    expect(box).toHaveFocus();
    await user.keyboard("{Control>}z{/Control}");
    await waitFor(() => expect(applied()).toBe(1));
    expect(box).toHaveValue("age");
  });
});

it("the making of the table is seen, and can be cancelled, wherever one looks", async () => {
  const { user, fake } = await openWindow({ open: "finished", ids: 8, answers: "pages", shapingTicks: 9 });
  await user.click(screen.getByRole("tab", { name: "Shape" }));
  await user.click(await keep("age"));
  await screen.findByText("Making the table: 0 of 16 answers");
  await user.click(screen.getByRole("tab", { name: /^Results/ }));
  const bar = within(screen.getByRole("contentinfo"));
  expect(await bar.findByText("Making the table: 0 of 16 answers")).toBeInTheDocument();
  await user.click(bar.getByRole("button", { name: "Cancel" }));
  await waitFor(() => expect(bar.queryByText(/^Making the table/)).toBeNull());
  expect(commands(fake)).toContain("shaping.cancel");
  expect(applied()).toBe(0);
});
