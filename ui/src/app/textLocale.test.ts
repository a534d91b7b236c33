import { afterEach, describe, expect, it, vi } from "vitest";

const real = navigator.language;

afterEach(() => {
  Object.defineProperty(navigator, "language", { configurable: true, get: () => real });
  vi.resetModules();
});

// Locales have white space of many kinds.
const seen = (text: string) => text.replace(/\s/g, " ");
/** A Friday. */
const AT = new Date(2025, 10, 21, 14, 5, 9).getTime();
const DAY_BEFORE = new Date(2025, 10, 20, 12, 0).getTime();

/** As in a window whose system speaks one language and whose texts are in another. */
async function windowOf(system: string, texts: string) {
  Object.defineProperty(navigator, "language", { configurable: true, get: () => system });
  vi.resetModules();
  const { default: i18n } = await import("../i18n");
  await i18n.changeLanguage(texts);
  const { formatNumber, formatPercent, formatDecimalText, decimalSign } = await import("./format");
  const { formatShortDateTime, formatTime } = await import("./date");
  const { formatMoment } = await import("./moment");
  const { formatList } = await import("./list");
  const { textLocale } = await import("./textLocale");
  return {
    i18n,
    locale: textLocale(),
    number: seen(formatNumber(1234567.8, 1)),
    decimal: seen(formatDecimalText("12345678901234567890.05")),
    sign: decimalSign(),
    percent: seen(formatPercent(0.958, 1)),
    date: seen(formatShortDateTime(AT)),
    time: seen(formatTime(AT)),
    moment: seen(formatMoment(AT, DAY_BEFORE)),
    list: formatList(["a", "b", "c"]),
  };
}

describe("the user's locale and the language of the texts", () => {
  it.each([
    [
      "nl-NL",
      "nl",
      {
        locale: "nl-NL",
        number: "1 234 567,8",
        decimal: "12 345 678 901 234 567 890,05",
        sign: ",",
        percent: "95,8%",
        date: "21 nov 2025, 14:05",
        time: "14:05:09",
        moment: "vrijdag 14:05",
        list: "a, b en c",
      },
    ],
    // The numbers and the clock stay German; what has words is in the language of the texts.
    [
      "de-DE",
      "en",
      {
        locale: "en-DE",
        number: "1 234 567,8",
        percent: "95,8 %",
        date: "21 Nov 2025, 14:05",
        time: "14:05:09",
        moment: "Friday 14:05",
        list: "a, b and c",
      },
    ],
    [
      "en-US",
      "nl",
      {
        locale: "nl-US",
        number: "1 234 567.8",
        percent: "95.8%",
        date: "21 nov 2025, 02:05 p.m.",
        time: "02:05:09 p.m.",
        moment: "vrijdag 2:05 p.m.",
        list: "a, b en c",
      },
    ],
    ["en-US", "en", { locale: "en-US", date: "Nov 21, 2025, 2:05 PM", moment: "Friday 2:05 PM", list: "a, b, and c" }],
    ["en-GB", "en", { locale: "en-GB", date: "21 Nov 2025, 14:05", list: "a, b and c" }],
    ["nl", "en", { locale: "en-NL", date: "21 Nov 2025, 14:05", time: "14:05:09" }],
  ])("%s with %s", async (system, texts, expected) => {
    expect(await windowOf(system, texts)).toMatchObject(expected);
  });

  it("dates follow a change of language", async () => {
    const { i18n, date } = await windowOf("nl-NL", "nl");
    const { formatShortDateTime } = await import("./date");
    await i18n.changeLanguage("en");
    expect(date).toBe("21 nov 2025, 14:05");
    expect(seen(formatShortDateTime(AT))).toBe("21 Nov 2025, 14:05");
  });

  it("numbers in texts are the user's", async () => {
    const { i18n } = await windowOf("de-DE", "nl");
    expect(seen(i18n.t("run:text.done", { done: 812, total: 1000 }))).toBe("812 van 1 000");
    expect(i18n.t("app:status.rows", { count: 1 })).toBe("1 rij");
    expect(i18n.t("app:status.rows", { count: 0 })).toBe("0 rijen");
  });
});
