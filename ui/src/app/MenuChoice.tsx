import { Menu } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import { type ReactNode, useId } from "react";
import classes from "./app.module.css";

interface MenuChoiceProps<T extends string> {
  label: ReactNode;
  value: T;
  options: readonly { value: T; label: string; sign?: ReactNode; lang?: string }[];
  onChange: (value: T) => void;
}

/** One of several in a menu: a screen reader hears what is chosen among, and which one it is. */
export function MenuChoice<T extends string>({ label, value, options, onChange }: MenuChoiceProps<T>) {
  const id = useId();
  return (
    // biome-ignore lint/a11y/useSemanticElements: the element for a group of fields is none for a group in a menu.
    <div role="group" aria-labelledby={id}>
      <Menu.Label id={id} className={classes.choice}>
        {label}
      </Menu.Label>
      <Menu.RadioGroup value={value} onChange={(next) => onChange(next as T)}>
        {options.map((option) => (
          <Menu.RadioItem
            key={option.value}
            value={option.value}
            lang={option.lang}
            closeMenuOnClick
            checkIcon={<IconCheck size="1rem" aria-hidden />}
            rightSection={option.sign}
          >
            {option.label}
          </Menu.RadioItem>
        ))}
      </Menu.RadioGroup>
    </div>
  );
}
