import { describe, expect, it } from "vitest";
import {
  formatBytes,
  formatDecimalText,
  formatDuration,
  formatMilliseconds,
  formatNumber,
  formatPercent,
  formatRate,
} from "./format";

// The thin space is written as _ below.
const seen = (text: string) => text.replaceAll("\u202f", "_");

describe("numbers", () => {
  it.each([
    [formatNumber(0), "0"],
    [formatNumber(812), "812"],
    [formatNumber(1000), "1_000"],
    [formatNumber(1234567.891, 2), "1_234_567.89"],
    [formatNumber(1234.5, 2, 2), "1_234.50"],
    [formatPercent(0.9584, 1), "95.8%"],
    [formatPercent(1.5), "150%"],
    [formatRate(9.44), "9.4"],
    [formatRate(240.4), "240"],
    // Longer than a double can hold: no digit is guessed.
    [formatDecimalText("12345678901234567890.0500"), "12_345_678_901_234_567_890.0500"],
    [formatDecimalText("-1000"), "-1_000"],
    [formatDecimalText("1e30"), "1e30"],
    [formatDecimalText("1000", 2), "1_000.00"],
    [formatDecimalText("0.125", 2), "0.125"],
    [formatDuration(0), "0:00"],
    [formatDuration(1_400), "0:01"],
    [formatDuration(754_000), "12:34"],
    [formatDuration(11_045_000), "3:04:05"],
    [formatMilliseconds(3.21), "3.2_ms"],
    [formatMilliseconds(9_999), "9_999_ms"],
    [formatMilliseconds(12_340), "12.3_s"],
    [formatBytes(999), "999_B"],
    [formatBytes(1500), "1.5_KB"],
    [formatBytes(23_000_000), "23_MB"],
  ])("%s", (actual, expected) => {
    expect(seen(actual)).toBe(expected);
  });
});
