import { MantineProvider } from "@mantine/core";
import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { describe, expect, it, vi } from "vitest";
import * as format from "../app/format";
import { NumberField } from "./NumberField";

function Rate({ onChange }: { onChange: (value: number | null) => void }) {
  const [value, setValue] = useState<number | null>(null);
  const change = (next: number | null) => {
    setValue(next);
    onChange(next);
  };
  return <NumberField label="Rate" value={value} min={0} max={1000} hasDecimals isOptional onChange={change} />;
}

describe("a number is typed with the decimal sign of the user", () => {
  it.each([
    [",", "0,5", "0,5"],
    [",", "0.5", "0,5"],
    [".", "0.5", "0.5"],
    [".", "0,5", "0.5"],
    [",", "12,25", "12,25"],
  ])("where it is %s: %s", async (sign, typed, shown) => {
    vi.spyOn(format, "decimalSign").mockReturnValue(sign);
    const onChange = vi.fn();
    render(
      <MantineProvider env="test">
        <Rate onChange={onChange} />
      </MantineProvider>,
    );
    const field = screen.getByLabelText("Rate");
    await userEvent.type(field, typed);
    expect(field).toHaveValue(shown);
    expect(onChange).toHaveBeenLastCalledWith(Number(typed.replace(",", ".")));
    await userEvent.tab();
    expect(field).toHaveValue(shown);
  });
});
