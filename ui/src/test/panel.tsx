import { MantineProvider } from "@mantine/core";
import { Notifications, notifications } from "@mantine/notifications";
import { act, render } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import type { ReactNode } from "react";

import { adopt, connect } from "../app/document";
import { showTab, type TabName } from "../app/window";
import { setPlatform } from "../platform";
import { createFake, type FakeOptions, type FakePlatform } from "../platform/fake";

export interface OpenedPanel {
  fake: FakePlatform;
  user: ReturnType<typeof userEvent.setup>;
  /** `count` more answers arrive, and the panel hears of them. */
  arrive: (count: number) => Promise<void>;
}

/** Lets the answers of the questions that are under way arrive. */
export const settle = (ms = 0) => act(() => new Promise<void>((resolve) => setTimeout(resolve, ms)));

/** One part of the window over the fake, on the tab that it belongs to. */
export async function openPanel(
  part: ReactNode,
  tab: TabName,
  options: Partial<FakeOptions> = {},
): Promise<OpenedPanel> {
  const fake = createFake({ auto: false, open: "finished", ...options });
  setPlatform(fake);
  render(
    <MantineProvider env="test">
      <Notifications />
      {part}
    </MantineProvider>,
  );
  await act(connect);
  await act(async () => showTab(tab));
  await settle();
  return {
    fake,
    user: userEvent.setup(),
    arrive: async (count) => {
      await act(async () => fake.controls.advance(count));
      await settle();
    },
  };
}

/** Leaves no document and no note for the next test. */
export async function closePanel(): Promise<void> {
  await act(async () => {
    notifications.clean();
    await adopt(null);
  });
}

/** Arguments of every call of a command, in order. */
export function callsOf(fake: FakePlatform, name: string): unknown[][] {
  return fake.controls.calls.filter((call) => call.name === name).map((call) => call.args);
}
