import { readFileSync } from "node:fs";
import { Button, MantineProvider, Modal } from "@mantine/core";
import { render, screen } from "@testing-library/react";
import { expect, it } from "vitest";

import { theme } from "./theme";

/** The style sheet itself: tests are without it. */
const tokens = readFileSync("src/app/tokens.css", "utf8");

/** The colours of a theme by their names. */
function tokensOf(scheme: "light" | "dark"): Map<string, string> {
  const block = tokens.split(`[data-mantine-color-scheme="${scheme}"][data-mantine-color-scheme] {`)[1]?.split("}")[0];
  return new Map(
    [...(block ?? "").matchAll(/--fg-([\w-]+): (#[\da-f]{6})/g)].map(([, name = "", color = ""]) => [name, color]),
  );
}

function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((one, other) => other - one);
  return (light + 0.05) / (dark + 0.05);
}

/** Beside the window's own grounds that of fields and of what lies over the window. */
const GROUNDS = { light: ["#ffffff"], dark: ["#2e2e2e"] };

it.each(["light", "dark"] as const)("the edge of what is empty or not ticked is seen: %s", (scheme) => {
  const of = tokensOf(scheme);
  for (const ground of [of.get("surface"), of.get("raised"), ...GROUNDS[scheme]])
    expect(contrast(of.get("edge") ?? "", ground ?? ""), ground).toBeGreaterThanOrEqual(3);
});

const show = (part: React.ReactNode) =>
  render(
    <MantineProvider env="test" theme={theme}>
      {part}
    </MantineProvider>,
  );

it("what can be pressed without a ground has the accent", () => {
  show(
    <>
      <Button variant="subtle">Clear</Button>
      <Button variant="subtle" color="gray">
        Name
      </Button>
    </>,
  );
  const colorOf = (name: string) => screen.getByRole("button", { name }).style.getPropertyValue("--button-color");
  expect(colorOf("Clear")).toBe("var(--fg-accent)");
  expect(colorOf("Name")).not.toBe("var(--fg-accent)");
});

it("the title of a dialog is its strongest text", () => {
  show(
    <Modal opened onClose={() => undefined} title="Chart">
      text
    </Modal>,
  );
  expect(screen.getByRole("heading", { name: "Chart" })).toHaveStyle({ fontWeight: "700" });
});
