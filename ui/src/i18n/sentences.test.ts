import { afterEach, describe, expect, it } from "vitest";
import i18n from ".";
import { LANGUAGES } from "./languages";
import type { Group } from "./patterns";
import { said, sentencesOf } from "./sentences";

afterEach(() => void i18n.changeLanguage("en"));

const others = Object.keys(LANGUAGES).filter((language) => language !== "en");
const holes = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([hole]) => hole).sort();
const end = (text: string) => /[.:…?]$/.exec(text)?.[0] ?? "";

describe.each(others)("what the engine says in %s", (language) => {
  const texts = Object.values(sentencesOf(language) ?? {}).flatMap((group) => Object.entries(group));

  it("is there", () => {
    expect(texts.length).toBeGreaterThan(300);
  });

  it("has the holes of the English, once each", () => {
    expect(texts.filter(([english, other]) => holes(english).join() !== holes(other).join())).toEqual([]);
    expect(texts.filter(([english]) => new Set(holes(english)).size < holes(english).length)).toEqual([]);
  });

  it("ends as the English does", () => {
    expect(texts.filter(([english, other]) => end(english) !== end(other))).toEqual([]);
  });

  it("has none that another one hides", async () => {
    await i18n.changeLanguage(language);
    const plain = Object.entries(sentencesOf(language)?.sentences ?? {}).filter(([english]) => !/[{}]/.test(english));
    expect(plain.filter(([english, other]) => said(english) !== other)).toEqual([]);
  });
});

describe("a message in Dutch", () => {
  const check = (group: Group, cases: [string, string][]) =>
    it.each(cases)(`${group}: %s`, async (message, expected) => {
      await i18n.changeLanguage("nl");
      expect(said(message, group)).toBe(expected);
      expect(said(message, group)).toBe(expected);
    });

  check("sentences", [
    [
      "Could not find host api.exmaple.com. Tried 4 times. Check the spelling.",
      "Host api.exmaple.com is niet gevonden. 4 keer geprobeerd. Controleer de spelling.",
    ],
    [
      "This request was not sent. A header cannot hold line breaks or other control characters. Check the value in the ID list.",
      "Dit verzoek is niet verstuurd. Een header kan geen regeleinden of andere stuurtekens bevatten. Controleer de waarde in de ID-lijst.",
    ],
    [
      "Could not connect to 127.0.0.1: nothing answers at port 81. Check the address and whether the server is running.",
      "Geen verbinding met 127.0.0.1: op poort 81 antwoordt niets. Controleer het adres en of de server draait.",
    ],
    [
      "`$.a[` is no JSONPath: something is wrong or missing at character 5.",
      "`$.a[` is geen JSONPath: bij teken 5 klopt iets niet of ontbreekt iets.",
    ],
    [
      "The answer is not JSON: a colon is missing at line 3, column 14 (200).",
      "Het antwoord is geen JSON: er ontbreekt een dubbele punt, regel 3, teken 14 (200).",
    ],
    [
      "The answer breaks off: it ends at line 1, column 9 in the middle of a list (200).",
      "Het antwoord breekt af: het eindigt op regel 1, teken 9, midden in een lijst (200).",
    ],
    [
      'The server sent plain text instead of JSON. It begins with "Not found. Try later." (200).',
      "De server stuurde gewone tekst in plaats van JSON. Die begint met “Not found. Try later.” (200).",
    ],
    [
      "The answer says that it is an error (200): status is missing. Check the values of these rows.",
      "Het antwoord meldt zelf een fout (200): status ontbreekt. Controleer de waarden van deze rijen.",
    ],
    // What the API says is its own.
    [
      "The answer says that it is an error (200): error: a list. Check the values of these rows.",
      "Het antwoord meldt zelf een fout (200): error: a list. Controleer de waarden van deze rijen.",
    ],
    [
      "The API says that there are 20 records, and 12 came in 1 page.",
      "Volgens de API zijn er 20 records; er kwamen er 12 op 1 pagina.",
    ],
    [
      "The first 20 requests all failed. The server had a problem (500). Press Retry failed later. Fix what is wrong and continue: they are fetched again.",
      "De eerste 20 verzoeken zijn allemaal mislukt. De server had een probleem (500). Druk later op “Mislukte opnieuw”. Herstel wat er mis is en ga door: ze worden opnieuw opgehaald.",
    ],
    [
      "The run has ended: The disk is full: /a b/c. d.fetchgrid could not be written. Everything counted so far is kept. Make room and continue; everything that was counted is kept.",
      "De run is afgelopen: De schijf is vol: /a b/c. d.fetchgrid kon niet worden geschreven. Alles wat tot nu toe is meegeteld, blijft bewaard. Maak ruimte en ga door; alles wat is meegeteld, blijft bewaard.",
    ],
    [
      "/home/x/my file.fetchgrid is damaged: dictionary 3 is missing.",
      "/home/x/my file.fetchgrid is beschadigd: woordenboek 3 ontbreekt.",
    ],
    ['"a.csv" has no column "a list". It has: id, name.', "“a.csv” heeft geen kolom “a list”. Wel: id, name."],
    [
      "Side by side needs lists of the same length, or of one value: {id} has 50, {type} has 2.",
      "Naast elkaar kan alleen met lijsten van gelijke lengte of van één waarde: {id} heeft er 50, {type} heeft er 2.",
    ],
    ["2000001 cells are too many for the clipboard.", "2000001 cellen: dat is te veel voor het klembord."],
    ["`$.[` is no JSONPath: at position 2, expected a name", "`$.[` is geen JSONPath: at position 2, expected a name"],
    // Not known: it stays, and so does all around it that is not known.
    ["Older words. Check the address. And more", "Older words. Controleer het adres. And more"],
    ["Something. /a/b has been closed.", "Something. /a/b is gesloten."],
    ["Tried several times.", "Tried several times."],
    ["  \n", "  \n"],
    ["", ""],
  ]);

  check("log", [
    ["started materials 49", "materials 49 gestart"],
    ["started the request again, attempt 2", "het verzoek opnieuw gestart, poging 2"],
    ["materials 49 done 200 in 204 ms", "materials 49 klaar: 200 in 204 ms"],
    ["a b (page 2) done 200 in 1.2 s", "a b (pagina 2) klaar: 200 in 1.2 s"],
    [
      "materials 49 server problem (500), trying again in 1.0 s",
      "materials 49: serverprobleem (500); nieuwe poging over 1.0 s",
    ],
    ["49 failed after 30.0 s: no answer in time", "49 mislukt na 30.0 s: geen antwoord op tijd"],
    ["49 failed: the value does not fit", "49 mislukt: de waarde past niet"],
    ["Started: 1 request with 16 workers", "Gestart: 1 verzoek met 16 workers"],
    ["Finished", "Voltooid"],
  ]);

  check("labels", [
    ["the request", "het verzoek"],
    ["materials 49", "materials 49"],
    ["Finished", "Finished"],
  ]);

  check("places", [
    ["the list `data.items`", "de lijst `data.items`"],
    ["`$.a[*].b`", "`$.a[*].b`"],
  ]);
});

it("in English is what the engine said", () => {
  for (const message of ["Check the address.", "the whole answer", ""]) expect(said(message)).toBe(message);
});

it("follows the language, and takes any number of messages", async () => {
  const ask = (number: number) => said(`Could not find host h${number}.`);
  await i18n.changeLanguage("nl");
  for (let number = 0; number < 2500; number += 1) expect(ask(number)).toBe(`Host h${number} is niet gevonden.`);
  await i18n.changeLanguage("en");
  expect(ask(1)).toBe("Could not find host h1.");
  await i18n.changeLanguage("nl");
  expect(ask(1)).toBe("Host h1 is niet gevonden.");
});
