import { type FocusEvent, type KeyboardEvent, useId } from "react";
import { splitPlaceholders } from "../app/placeholders";
import { FieldNote, type Note } from "./FieldNote";
import classes from "./TemplateInput.module.css";

interface TemplateInputProps {
  id?: string;
  label: string;
  /** Shows the label above the field; without it the label is for screen readers only. */
  labelShown?: boolean;
  value: string;
  onChange: (value: string) => void;
  onBlur?: (event: FocusEvent) => void;
  placeholder?: string;
  /** Takes line breaks, and scrolls when it grows long. */
  multiline?: boolean;
  notes?: Note[];
  /** Below the field while there are no notes. */
  hint?: string | undefined;
  /** A note that may come when the field is left: its room is kept, so that what is below stays where it is pressed. */
  mayCome?: string | undefined;
}

/**
 * A text field that shades its `{placeholders}` as they are typed. A text area lies over a copy of its text; the copy
 * draws the shades and gives the height, so a long address wraps instead of hiding its end.
 */
export function TemplateInput(props: TemplateInputProps) {
  const { label, labelShown, value, onChange, onBlur, placeholder, multiline = false, notes = [] } = props;
  const { hint, mayCome } = props;
  const made = useId();
  const id = props.id ?? made;
  const hasError = notes.some((note) => note.kind === "error");

  const onKeyDown = (event: KeyboardEvent) => {
    // Ctrl+Enter is the window's.
    if (!multiline && event.key === "Enter" && !event.ctrlKey && !event.metaKey) event.preventDefault();
  };

  return (
    <div className={classes.field}>
      {labelShown && (
        <label className={classes.label} htmlFor={id}>
          {label}
        </label>
      )}
      <div className={classes.scroll} data-error={hasError || undefined} data-multiline={multiline || undefined}>
        <div className={classes.stack}>
          <div className={classes.copy} aria-hidden>
            {splitPlaceholders(value).map((part, i) =>
              part.placeholder === null ? (
                part.text
              ) : (
                // biome-ignore lint/suspicious/noArrayIndexKey: the parts have no identity but their place.
                <mark key={i} className={classes.mark}>
                  {part.text}
                </mark>
              ),
            )}
            {/* A line break at the end has no height of its own. */}
            {"\u200b"}
          </div>
          <textarea
            id={id}
            className={classes.input}
            rows={1}
            value={value}
            placeholder={placeholder}
            aria-label={labelShown ? undefined : label}
            aria-invalid={hasError || undefined}
            aria-describedby={notes.length > 0 ? `${id}-notes` : undefined}
            spellCheck={false}
            autoCapitalize="off"
            autoComplete="off"
            onKeyDown={onKeyDown}
            onChange={(event) => {
              const text = event.currentTarget.value;
              onChange(multiline ? text : text.replace(/[\r\n]+/g, ""));
            }}
            onBlur={onBlur}
          />
        </div>
      </div>
      <div className={classes.below} data-room={mayCome}>
        {notes.length === 0 && hint !== undefined && <p className={classes.hint}>{hint}</p>}
        <FieldNote id={`${id}-notes`} notes={notes} />
      </div>
    </div>
  );
}
