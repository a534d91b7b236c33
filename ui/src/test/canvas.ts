import { vi } from "vitest";

const SIZE = { width: 900, height: 500 };

/** What the grid draws with: everything may be called, nothing is seen; texts are told. */
function context(canvas: HTMLCanvasElement, onText: (text: string) => void): CanvasRenderingContext2D {
  const measured = (text: string) => ({
    width: text.length * 7,
    actualBoundingBoxAscent: 9,
    actualBoundingBoxDescent: 3,
  });
  const known: Record<string | symbol, unknown> = {
    canvas,
    measureText: measured,
    fillText: onText,
    createLinearGradient: () => ({ addColorStop: () => undefined }),
    getImageData: () => ({ data: new Uint8ClampedArray(4) }),
  };
  return new Proxy(known, {
    get: (target, name) => (name in target ? target[name] : () => undefined),
    set: (target, name, value) => {
      target[name] = value;
      return true;
    },
  }) as unknown as CanvasRenderingContext2D;
}

/** Gives the grid of a test a size and something to draw on, so that it is the real one. */
export function withCanvas(onText: (text: string) => void = () => undefined): void {
  vi.spyOn(HTMLCanvasElement.prototype, "getContext").mockImplementation(function (this: HTMLCanvasElement) {
    return context(this, onText) as never;
  });
  // The grid reads colours back from the page, which does not know them here.
  vi.spyOn(console, "warn").mockReturnValue();
  const box = { x: 0, y: 0, top: 0, left: 0, right: SIZE.width, bottom: SIZE.height, ...SIZE };
  vi.spyOn(HTMLElement.prototype, "getBoundingClientRect").mockReturnValue({ ...box, toJSON: () => box });
  vi.spyOn(HTMLElement.prototype, "clientWidth", "get").mockReturnValue(SIZE.width);
  vi.spyOn(HTMLElement.prototype, "clientHeight", "get").mockReturnValue(SIZE.height);
  vi.stubGlobal(
    "ResizeObserver",
    class {
      constructor(private readonly tell: ResizeObserverCallback) {}
      observe(target: Element): void {
        const size = [{ inlineSize: SIZE.width, blockSize: SIZE.height }];
        const entry = { target, contentRect: box, borderBoxSize: size, contentBoxSize: size };
        this.tell([entry as unknown as ResizeObserverEntry], this as unknown as ResizeObserver);
      }
      unobserve(): void {}
      disconnect(): void {}
    },
  );
}
