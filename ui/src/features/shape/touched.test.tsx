import { act, screen } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";

import { withCanvas } from "../../test/canvas";
import { closePanel, openPanel, settle } from "../../test/panel";
import { ShapeTab } from "./ShapeTab";
import { addStep, useShape } from "./store";

const AGE = { origin: "field", name: "age" } as const;

afterEach(async () => {
  await closePanel();
  vi.unstubAllGlobals();
});

it("the preview points out for a moment what a step was about", async () => {
  withCanvas();
  await openPanel(<ShapeTab />, "shape", { answers: "pages", ids: 8 });
  await act(() => addStep({ kind: "rename", column: AGE, name: "Years" }));
  await settle(200);
  expect(useShape.getState().touched).toEqual(AGE);
  await settle(2500);
  expect(useShape.getState().touched).toBeNull();
});

it("what is left out, and what is not seen, is not pointed out", async () => {
  const { user } = await openPanel(<ShapeTab />, "shape", { answers: "pages", ids: 8 });
  await act(() => addStep({ kind: "hide", columns: [AGE] }));
  expect(useShape.getState().touched).toBeNull();
  await user.click(screen.getByText("Answer"));
  await act(() => addStep({ kind: "show", columns: [AGE] }));
  await settle(5000);
  expect(useShape.getState().touched).toEqual(AGE);
  await user.click(screen.getByText("Preview"));
  await settle(2500);
  expect(useShape.getState().touched).toBeNull();
});
