/**
 * Imported before everything else: under LANG=C the web view says that its language is "C", at which Intl and the chart
 * library throw while they load, and the page would stay blank.
 */
function usable(tag: string | undefined): boolean {
  if (!tag) return false;
  try {
    return Intl.NumberFormat.supportedLocalesOf([tag]).length > 0;
  } catch {
    return false;
  }
}

export const locale: string = usable(navigator.language) ? navigator.language : "en-US";

if (navigator.language !== locale) {
  Object.defineProperty(navigator, "language", { configurable: true, get: () => locale });
  Object.defineProperty(navigator, "languages", { configurable: true, get: () => [locale] });
}
