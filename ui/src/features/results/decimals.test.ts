import { describe, expect, it } from "vitest";

import { alike, decimals, rounded } from "./decimals";

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

describe("figures of the same numbers", () => {
  it.each<[string, string[], string[], string[]]>([
    [
      "prices",
      ["23.95", "986.8", "53507.5"],
      ["571.3", "563.2368421"],
      ["23.95", "986.80", "53\u202f507.50", "571.30", "563.24"],
    ],
    ["whole numbers", ["1", "50"], ["25.5", "25.531"], ["1", "50", "25.50", "25.53"]],
    ["whole numbers, of which the average is whole", ["1", "3"], ["2", "2"], ["1", "3", "2", "2"]],
    ["one digit", ["0.5", "2"], ["1.25"], ["0.50", "2.00", "1.25"]],
    ["a tiny average", ["0", "1"], ["0.00041"], ["0", "1", "0.00041"]],
    ["what is no decimal", ["1e400"], [], ["1e400"]],
  ])("have as many digits: %s", (_, figures, means, expected) => {
    const { figure, mean } = alike(figures, means);
    expect([...figures.map(figure), ...means.map(mean)]).toEqual(expected);
  });
});
