import { afterEach, describe, expect, it } from "vitest";
import type { AppError, ErrorCode, PauseReason } from "../bindings";
import i18n from "../i18n";
import { errorWords } from "./errorWords";
import { formatMoment } from "./moment";
import { pauseSentence } from "./pauseWords";

afterEach(() => void i18n.changeLanguage("en"));

const NOW = new Date(2026, 10, 30, 9, 0).getTime();
const LATER = new Date(2026, 10, 30, 14, 32).getTime();

describe("an error in words", () => {
  const error = (code: string, message: string): AppError => ({ code: code as ErrorCode, message, detail: null });

  it.each([
    ["en", error("run_active", "A run goes on."), "A run is going on. A run goes on."],
    ["nl", error("run_active", "A run is going on already."), "Er loopt een run. Er loopt al een run."],
    [
      "nl",
      error("too_large", "2000001 cells are too many for the clipboard. Save them as a file instead."),
      "Dat is te groot. 2000001 cellen: dat is te veel voor het klembord. Sla ze op als bestand.",
    ],
    ["nl", error("bad_view", "`(` is no pattern."), "Die weergave kan niet worden gemaakt. `(` is no pattern."],
    ["nl", error("never_heard_of", "Something."), "Dat is niet gelukt. Something."],
    ["nl", error("internal", ""), "Er ging iets mis"],
  ])("%s %o", async (language, given, expected) => {
    await i18n.changeLanguage(language);
    expect(errorWords(given)).toBe(expected);
  });
});

describe("why a run paused itself", () => {
  const pause = (code: PauseReason["code"], untilMs: number | null): PauseReason => ({
    code,
    message: "In English.",
    untilMs,
  });

  it.each([
    ["en", pause("failure_limit", null), "As many requests failed as are allowed."],
    ["nl", pause("failure_limit", null), "Er zijn zoveel verzoeken mislukt als is toegestaan."],
    ["nl", pause("quota", LATER), "De daglimiet is bereikt. Druk vanaf TIME op Hervatten."],
    ["nl", pause("quota", NOW - 1), "De daglimiet is bereikt. Ga morgen verder."],
    ["nl", pause("sign_in", LATER), "Dat heeft zin vanaf TIME."],
  ])("%s %o", async (language, given, expected) => {
    await i18n.changeLanguage(language);
    expect(pauseSentence(given, NOW)).toContain(expected.replace("TIME", formatMoment(LATER, NOW)));
  });
});
