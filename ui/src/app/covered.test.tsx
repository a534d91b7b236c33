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
  const menus = [/^Document: /, "Theme, text size and language", "Views", "Analyse"];

  it.each(menus)("is away while the menu is open, and until the pointer has left: %s", async (name) => {
    const { user } = await openWindow({ open: "finished" });
    const button = await screen.findByRole("button", { name });
    await user.hover(button);
    const tip = await screen.findByRole("tooltip");
    const isHidden = () => root.matches("[data-pressed], [data-menu]");
    expect(isHidden()).toBe(false);
    expect(tip).not.toHaveTextContent(/^$/);
    await user.click(button);
    await screen.findByRole("menu");
    expect(button).toHaveAttribute("aria-expanded", "true");
    expect(root).toHaveAttribute("data-menu");
    await user.keyboard("{Escape}");
    await act(async () => undefined);
    expect(root).not.toHaveAttribute("data-menu");
    expect(isHidden()).toBe(true);
    await user.hover(screen.getByRole("tab", { name: /^Activity/ }));
    expect(isHidden()).toBe(false);
  });

  it("is never one of the system, which nothing takes away", async () => {
    await openWindow({ open: "finished" });
    await screen.findByRole("button", { name: "Analyse" });
    expect(document.querySelectorAll('[aria-haspopup="menu"]').length).toBeGreaterThanOrEqual(menus.length);
    expect(document.querySelectorAll('[aria-haspopup="menu"][title]')).toHaveLength(0);
  });
});
