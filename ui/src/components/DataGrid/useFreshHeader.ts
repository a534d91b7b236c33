import { type RefObject, useEffect } from "react";

/**
 * WebKit keeps showing the old picture of the headers, squeezed into the new width, after the grid was made narrower: the
 * second canvas is laid anew into the page once it was drawn.
 */
export function useFreshHeader(box: RefObject<HTMLElement | null>, width: number, isNeeded: boolean): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: for every width anew.
  useEffect(() => {
    if (!isNeeded) return;
    const request = requestAnimationFrame(() => {
      const header = box.current?.querySelector<HTMLCanvasElement>("canvas + canvas");
      if (!header) return;
      header.style.display = "none";
      // Reading the height has the page laid out without it.
      void header.offsetHeight;
      header.style.display = "";
    });
    return () => cancelAnimationFrame(request);
  }, [box, width, isNeeded]);
}
