import { type RefObject, useCallback, useEffect, useRef } from "react";

/** Frames in which a grid that was just shown again has to have its size; then it stays at the top. */
const PATIENCE = 30;

/**
 * Brings the grid back to where it stood when its tab is shown again. A hidden tab has no size; the grid takes that for an
 * empty window and forgets its place. Answers what to call whenever the grid was scrolled.
 */
export function useScrollMemory(find: () => HTMLElement | null | undefined, isShown: boolean): () => void {
  const place = useRef({ top: 0, left: 0 });
  const isRestoring = useRef(false);
  const finder: RefObject<typeof find> = useRef(find);
  finder.current = find;

  useEffect(() => {
    const { top, left } = place.current;
    if (!isShown || (top === 0 && left === 0)) return;
    let frames = 0;
    let request = 0;
    isRestoring.current = true;
    const restore = () => {
      const scroller = finder.current();
      frames += 1;
      if (scroller && scroller.clientHeight > 0) {
        scroller.scrollTo({ top, left });
        if (Math.abs(scroller.scrollTop - top) < 2 || frames > PATIENCE) {
          isRestoring.current = false;
          return;
        }
      }
      if (frames <= PATIENCE) request = requestAnimationFrame(restore);
      else isRestoring.current = false;
    };
    request = requestAnimationFrame(restore);
    return () => cancelAnimationFrame(request);
  }, [isShown]);

  return useCallback(() => {
    const scroller = finder.current();
    if (isRestoring.current || !scroller || scroller.clientHeight === 0) return;
    place.current = { top: scroller.scrollTop, left: scroller.scrollLeft };
  }, []);
}
