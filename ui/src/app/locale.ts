/**
 * Imported before everything else: under LANG=C the web view says that its language is "C", at which Intl and the chart
 * library throw while they load, and the page would stay blank.
 */
function usable(tag: string | null | undefined): boolean {
  if (!tag) return false;
  try {
    return Intl.NumberFormat.supportedLocalesOf([tag]).length > 0;
  } catch {
    return false;
  }
}

const language = usable(navigator.language) ? navigator.language : "en-US";

if (navigator.language !== language) {
  Object.defineProperty(navigator, "language", { configurable: true, get: () => language });
  Object.defineProperty(navigator, "languages", { configurable: true, get: () => [language] });
}

/** How numbers and times are written: as the system says of them, where it says more than the language of its texts. */
export const locale: string = usable(window.numberLocale) ? (window.numberLocale ?? language) : language;
