import { NumberInput, type NumberInputProps } from "@mantine/core";
import { useState } from "react";
import { decimalSign } from "../app/format";

interface NumberFieldProps
  extends Pick<
    NumberInputProps,
    "id" | "label" | "description" | "placeholder" | "className" | "error" | "onBlur" | "aria-label" | "suffix" | "step"
  > {
  /** Null while nothing is set. */
  value: number | null;
  min: number;
  max: number;
  hasDecimals?: boolean;
  /** Called with null when an optional field is emptied; an emptied field that must hold a number is left alone. */
  onChange: (value: number | null) => void;
  isOptional?: boolean;
}

/** A number that is typed. What is in the field stays as it was typed until it is left: "0." is on its way to 0.5. */
export function NumberField({
  value,
  min,
  max,
  hasDecimals = false,
  isOptional = false,
  onChange,
  onBlur,
  ...input
}: NumberFieldProps) {
  const [typed, setTyped] = useState<{ text: string | number; value: number | null } | null>(null);
  const change = (text: string | number) => {
    const number = typeof text === "number" ? text : Number.parseFloat(text);
    const within = Number.isFinite(number) ? Math.min(max, Math.max(min, number)) : null;
    const next = within !== null && !hasDecimals ? Math.round(within) : within;
    const isEmptied = next === null && !isOptional;
    setTyped({ text, value: isEmptied ? value : next });
    if (!isEmptied && next !== value) onChange(next);
  };
  return (
    <NumberInput
      {...input}
      min={min}
      max={max}
      clampBehavior="none"
      allowDecimal={hasDecimals}
      allowNegative={false}
      decimalSeparator={decimalSign()}
      // Either sign is taken for the other: a point on a number pad, and a comma out of habit.
      allowedDecimalSeparators={[".", ","]}
      // A value that was changed from elsewhere takes the place of what was typed.
      value={typed !== null && typed.value === value ? typed.text : (value ?? "")}
      onChange={change}
      onBlur={(event) => {
        setTyped(null);
        onBlur?.(event);
      }}
    />
  );
}
