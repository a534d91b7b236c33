import { modals } from "@mantine/modals";
import { notifications } from "@mantine/notifications";
import { act, render } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { App } from "../app/App";
import { adopt, connect, flush } from "../app/document";
import { setPlatform } from "../platform";
import { createFake, type FakeOptions, type FakePlatform } from "../platform/fake";

export interface OpenedWindow {
  fake: FakePlatform;
  user: ReturnType<typeof userEvent.setup>;
  /** Saves and checks what is in the form without waiting for the quarter of a second. */
  checked: () => Promise<void>;
  /** `count` more answers arrive, and the window hears of them. */
  arrive: (count: number) => Promise<void>;
}

/** The whole interface over the fake, as the user would find it. Time passes only by `arrive`. */
export async function openWindow(options: Partial<FakeOptions> = {}): Promise<OpenedWindow> {
  const fake = createFake({ auto: false, ...options });
  setPlatform(fake);
  localStorage.clear();
  render(<App env="test" />);
  await act(connect);
  return {
    fake,
    user: userEvent.setup(),
    checked: () => act(() => flush().catch(() => undefined)),
    arrive: (count) =>
      act(async () => {
        fake.controls.advance(count);
        // The answers of the questions that the news raises.
        await new Promise((resolve) => setTimeout(resolve));
      }),
  };
}

/** Names of the commands that were called, in order. */
export function commands(fake: FakePlatform): string[] {
  return fake.controls.calls.map((call) => call.name);
}

/** Leaves no document open for the next test. */
export async function closeWindow(): Promise<void> {
  await act(async () => {
    notifications.clean();
    modals.closeAll();
    await adopt(null);
  });
}
