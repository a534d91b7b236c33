import { MantineProvider } from "@mantine/core";
import { Notifications, notifications } from "@mantine/notifications";
import { act, render } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import type { ReactNode } from "react";
import { vi } from "vitest";

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

/** Lets so much time pass, and the answers of the questions that are under way arrive. The clock is the test's own. */
export const settle = (ms = 0) => act(() => vi.advanceTimersByTimeAsync(ms));

/** One part of the window over the fake, on the tab that it belongs to. */
export async function openPanel(
  part: ReactNode,
  tab: TabName,
  options: Partial<FakeOptions> = {},
): Promise<OpenedPanel> {
  // The clock also runs by itself: user-event waits a moment between two keys.
  vi.useFakeTimers({ shouldAdvanceTime: true });
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
    user: userEvent.setup({ advanceTimers: vi.advanceTimersByTime }),
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
  vi.useRealTimers();
}

/** Arguments of every call of a command, in order. */
export function callsOf(fake: FakePlatform, name: string): unknown[][] {
  return fake.controls.calls.filter((call) => call.name === name).map((call) => call.args);
}
