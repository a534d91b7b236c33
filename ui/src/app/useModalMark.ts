import { useEffect } from "react";

/** What the dialogs set on the body while one of them keeps the page from scrolling. */
const LOCKED = "data-scroll-locked";

/** Marks the root while a dialog lies over the window, so that nothing behind it scrolls. */
export function useModalMark(): void {
  useEffect(() => {
    const root = document.documentElement;
    const mark = () => root.toggleAttribute("data-modal", document.body.hasAttribute(LOCKED));
    mark();
    const observer = new MutationObserver(mark);
    observer.observe(document.body, { attributes: true, attributeFilter: [LOCKED] });
    return () => {
      observer.disconnect();
      root.removeAttribute("data-modal");
    };
  }, []);
}
