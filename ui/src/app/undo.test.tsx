import { act, waitFor } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";

import { setSearch, useResults } from "../features/results/store";
import { addStep } from "../features/shape/store";
import { closeWindow, openWindow } from "../test/window";
import { documentStore } from "./document";

afterEach(closeWindow);

it("takes back what was done last on the Results tab, whether to the view or to the columns", async () => {
  const { user } = await openWindow({ open: "finished", ids: 8 });
  const steps = () => documentStore.getState().document?.steps.length;
  const searched = () => useResults.getState().search;
  await act(async () => void addStep({ kind: "name", naming: "short" }));
  await waitFor(() => expect(steps()).toBe(1));
  act(() => setSearch("a"));
  const press = (letter: "z" | "y") => user.keyboard(`{Control>}${letter}{/Control}`);
  await press("z");
  expect([searched(), steps()]).toEqual(["", 1]);
  await press("z");
  await waitFor(() => expect(steps()).toBe(0));
  await press("y");
  await waitFor(() => expect(steps()).toBe(1));
  await press("y");
  expect([searched(), steps()]).toEqual(["a", 1]);
});
