import { TextInput, type TextInputProps } from "@mantine/core";
import { type KeyboardEvent, useRef, useState } from "react";

interface DraftInputProps extends Omit<TextInputProps, "value" | "onChange" | "onBlur"> {
  value: string;
  /** Called when the field is left, or on Enter, with what was typed. */
  onCommit: (text: string) => void;
}

/** A text that counts when it is finished: every letter on the way would be a step of its own. */
export function DraftInput({ value, onCommit, onKeyDown, ...input }: DraftInputProps) {
  const [draft, setDraft] = useState<string | null>(null);
  // The blur that follows Escape must not take what was just given up.
  const given = useRef<string | null>(null);
  const set = (text: string | null) => {
    given.current = text;
    setDraft(text);
  };
  const commit = () => {
    const text = given.current;
    set(null);
    if (text !== null && text !== value) onCommit(text);
  };
  const press = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === "Enter") commit();
    if (event.key === "Escape" && draft !== null) {
      event.stopPropagation();
      set(null);
    }
    onKeyDown?.(event);
  };
  return (
    <TextInput
      spellCheck={false}
      autoComplete="off"
      {...input}
      value={draft ?? value}
      // Undo is that of the letters while there are any, and else that of the steps.
      data-undoes={draft === null ? "steps" : undefined}
      onChange={(event) => set(event.currentTarget.value)}
      onBlur={commit}
      onKeyDown={press}
    />
  );
}
