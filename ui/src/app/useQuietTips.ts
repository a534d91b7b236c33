import { useEffect } from "react";

const TIPPED = "button, [role=tab], [role=menuitem], input, textarea, a";

/** Hides the tip of a button that was just pressed: it has done its work, and would cover what the press changed. */
export function useQuietTips(): void {
  useEffect(() => {
    const root = document.documentElement;
    let pressed: Element | null = null;
    const onDown = (event: PointerEvent) => {
      pressed = event.target instanceof Element ? event.target.closest(TIPPED) : null;
      root.dataset.pressed = "";
    };
    const onOver = (event: PointerEvent) => {
      const over = event.target instanceof Element ? event.target.closest(TIPPED) : null;
      if (over !== null && over === pressed) return;
      pressed = null;
      delete root.dataset.pressed;
    };
    document.addEventListener("pointerdown", onDown, true);
    document.addEventListener("pointerover", onOver, true);
    return () => {
      document.removeEventListener("pointerdown", onDown, true);
      document.removeEventListener("pointerover", onOver, true);
      delete root.dataset.pressed;
    };
  }, []);
}
