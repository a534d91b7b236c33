import { Menu, type MenuProps, Tooltip, type TooltipProps } from "@mantine/core";
import { type ReactElement, type ReactNode, useRef, useState } from "react";

interface TippedMenuProps extends Omit<MenuProps, "onChange" | "children"> {
  tip: Omit<TooltipProps, "children" | "disabled">;
  button: ReactElement;
  children: ReactNode;
}

/**
 * A menu whose button has a tip. From when the menu opens, the tip is away until the pointer or the focus has left the
 * button: the focus that comes back to it when the menu shuts asks for no tip.
 */
export function TippedMenu({ tip, button, children, ...menu }: TippedMenuProps) {
  const isOpen = useRef(false);
  const [isQuiet, setQuiet] = useState(false);
  const leave = () => {
    if (!isOpen.current) setQuiet(false);
  };
  const left = { onBlur: leave, onPointerLeave: leave };
  return (
    <Menu
      {...menu}
      onChange={(opened) => {
        isOpen.current = opened;
        if (opened) setQuiet(true);
      }}
    >
      <Tooltip {...tip} disabled={isQuiet}>
        <Menu.Target {...left}>{button}</Menu.Target>
      </Tooltip>
      {children}
    </Menu>
  );
}
