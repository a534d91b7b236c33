import { act, screen } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";

import { closeWindow, openWindow } from "../test/window";

const root = document.documentElement;

afterEach(closeWindow);

describe("what lies behind a dialog", () => {
  it("does not scroll while it is open", async () => {
    const { user } = await openWindow({ open: "finished" });
    expect(root).not.toHaveAttribute("data-modal");
    await user.keyboard("{F1}");
    await screen.findByRole("dialog");
    expect(root).toHaveAttribute("data-modal");
    await user.keyboard("{Escape}");
    await act(async () => undefined);
    expect(root).not.toHaveAttribute("data-modal");
  });
});

describe("the tip of a button with a menu", () => {
  it("is away while the menu is open", async () => {
    const { user } = await openWindow({ open: "finished" });
    const button = screen.getByRole("button", { name: /^Document: / });
    const { title } = button;
    expect(title).not.toBe("");
    await user.click(button);
    await screen.findByRole("menu");
    expect(button).not.toHaveAttribute("title");
    expect(root).toHaveAttribute("data-menu");
    await user.keyboard("{Escape}");
    await act(async () => undefined);
    expect(button).toHaveAttribute("title", title);
    expect(root).not.toHaveAttribute("data-menu");
  });
});
