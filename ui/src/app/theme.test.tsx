import { Button, MantineProvider, Modal } from "@mantine/core";
import { render, screen } from "@testing-library/react";
import { expect, it } from "vitest";

import { theme } from "./theme";

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
