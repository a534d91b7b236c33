import "../app/locale";
import "@testing-library/jest-dom/vitest";
import { cleanup, configure } from "@testing-library/react";
import { afterEach } from "vitest";
import "../i18n";

// Machines that build at the same time are slow; what never comes still fails.
configure({ asyncUtilTimeout: 5_000 });

// What Mantine asks of a browser and happy-dom does not have or answers in a way that hides things.
class NoResizeObserver implements ResizeObserver {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
}
window.ResizeObserver = NoResizeObserver;

window.matchMedia = (query: string): MediaQueryList =>
  ({
    matches: false,
    media: query,
    onchange: null,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
    addListener: () => undefined,
    removeListener: () => undefined,
    dispatchEvent: () => false,
  }) as MediaQueryList;

document.execCommand = () => false;

window.HTMLElement.prototype.scrollIntoView = () => undefined;

afterEach(() => {
  cleanup();
});
