import { useEffect } from "react";

const TIPPED = "button, [role=tab], [role=menuitem], input, textarea, a";
const MENU_OPEN = '[aria-haspopup="menu"][aria-expanded="true"]';

/**
 * Hides the tip of a button that was just pressed: it has done its work, and would cover what the press changed. A tip of the
 * system (`title`) is out of reach once the pointer rests on its button, so none that opens a menu has one.
 */
export function useQuietTips(): void {
  useEffect(() => {
    const root = document.documentElement;
    let pressed: Element | null = null;
    const onDown = (event: PointerEvent) => {
      pressed = event.target instanceof Element ? event.target.closest(TIPPED) : null;
      root.dataset.pressed = "";
    };
    const onOver = (event: PointerEvent) => {
      // A menu may also go with its button, of which nobody tells.
      if (root.dataset.menu !== undefined) markMenu();
      const over = event.target instanceof Element ? event.target.closest(TIPPED) : null;
      if (over !== null && over === pressed) return;
      pressed = null;
      delete root.dataset.pressed;
    };
    const markMenu = () => root.toggleAttribute("data-menu", document.querySelector(MENU_OPEN) !== null);
    const observer = new MutationObserver(markMenu);
    observer.observe(root, { subtree: true, attributes: true, attributeFilter: ["aria-expanded"] });
    document.addEventListener("pointerdown", onDown, true);
    document.addEventListener("pointerover", onOver, true);
    return () => {
      observer.disconnect();
      document.removeEventListener("pointerdown", onDown, true);
      document.removeEventListener("pointerover", onOver, true);
      delete root.dataset.pressed;
      delete root.dataset.menu;
    };
  }, []);
}
