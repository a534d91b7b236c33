import { describe, expect, it } from "vitest";

import { decimals, rounded } from "./decimals";

describe("rounded", () => {
  const check = (text: string, digits: number, expected: string) =>
    expect(rounded(text, digits), `${text} to ${digits}`).toBe(expected);
  it("keeps so many digits, the last one rounded", () => {
    check("1.5333333333", 4, "1.5333");
    check("1.66666", 4, "1.6667");
    check("-1.66666", 4, "-1.6667");
    check("0.99996", 4, "1");
    check("9.99996", 4, "10");
    check("0.00004", 4, "0");
    check("-0.00004", 4, "0");
    check("2.50004", 4, "2.5");
    check("12.5", 0, "13");
    check("1.53", 4, "1.53");
    check("7", 4, "7");
    check("90071992547409930071.123456789", 4, "90071992547409930071.1235");
  });
  it("leaves alone what is no decimal", () => check("1e400", 2, "1e400"));
});

describe("decimals", () => {
  it("counts digits after the point", () => {
    expect(["7", "1.50", "-0.125", "1e4"].map(decimals)).toEqual([0, 2, 3, 0]);
  });
});
