import { act, screen, waitFor } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";

import { closeWindow, openWindow } from "../test/window";

/** Longer than the pointer has to rest for a tip. */
const TIP_MS = 500;
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
  const menus = [/^Document: /, "Theme, text size and language", "Views", "Analyse"];

  it.each(menus)("is away while the menu is open, and until the pointer has left: %s", async (name) => {
    const { user } = await openWindow({ open: "finished" });
    const button = await screen.findByRole("button", { name });
    const away = screen.getByRole("tab", { name: /^Activity/ });
    await user.hover(button);
    await screen.findByRole("tooltip");
    await user.click(button);
    await screen.findByRole("menu");
    expect(button).toHaveAttribute("aria-expanded", "true");
    expect(root).toHaveAttribute("data-menu");
    expect(screen.queryByRole("tooltip")).toBeNull();
    await user.keyboard("{Escape}");
    await waitFor(() => expect(button).toHaveFocus());
    await act(() => new Promise((resolve) => setTimeout(resolve, TIP_MS)));
    expect(screen.queryByRole("tooltip")).toBeNull();
    expect(root).not.toHaveAttribute("data-menu");
    await user.hover(away);
    await user.hover(button);
    await screen.findByRole("tooltip");
    await user.hover(away);
  });

  it("is never one of the system, which nothing takes away", async () => {
    await openWindow({ open: "finished" });
    await screen.findByRole("button", { name: "Analyse" });
    expect(document.querySelectorAll('[aria-haspopup="menu"]').length).toBeGreaterThanOrEqual(menus.length);
    expect(document.querySelectorAll('[aria-haspopup="menu"][title]')).toHaveLength(0);
  });
});
