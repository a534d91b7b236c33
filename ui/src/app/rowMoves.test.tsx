import { act, screen } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";

import { closeWindow, openWindow } from "../test/window";
import { selectRow } from "./window";

const drawn = vi.hoisted(() => ({ times: 0 }));
// Any part of the window would do.
vi.mock("./StatusBar", () => ({
  StatusBar: () => {
    drawn.times += 1;
    return null;
  },
}));

afterEach(closeWindow);

it("moves from row to row without drawing the window or making the panel anew", async () => {
  await openWindow({ open: "finished" });
  const select = (position: number) => act(async () => selectRow({ position, page: 1 }, "results"));
  await select(0);
  const panel = await screen.findByRole("region", { name: "Response" });
  const before = drawn.times;
  await select(1);
  await screen.findByText("request 2");
  expect(screen.getByRole("region", { name: "Response" })).toBe(panel);
  expect(drawn.times).toBe(before);
});
