import { useEffect } from "react";

const TIPPED = "button, [role=tab], [role=menuitem], input, textarea, a";
const MENU_OPEN = '[aria-haspopup="menu"][aria-expanded="true"]';

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
      // A menu may also go with its button, of which nobody tells.
      if (root.dataset.menu !== undefined) markMenu();
      const over = event.target instanceof Element ? event.target.closest(TIPPED) : null;
      if (over !== null && over === pressed) return;
      pressed = null;
      delete root.dataset.pressed;
    };
    const markMenu = () => root.toggleAttribute("data-menu", document.querySelector(MENU_OPEN) !== null);
    const observer = new MutationObserver((changes) => {
      for (const { target } of changes) if (target instanceof HTMLElement) quiet(target);
      markMenu();
    });
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

/** A tip of the system is out of reach of any style sheet: a button whose menu is open has none until it is shut. */
function quiet(button: HTMLElement): void {
  if (button.matches(MENU_OPEN)) {
    if (!button.title) return;
    button.dataset.tip = button.title;
    button.removeAttribute("title");
  } else if (button.dataset.tip !== undefined) {
    // One that came meanwhile is newer.
    if (!button.title) button.title = button.dataset.tip;
    delete button.dataset.tip;
  }
}
