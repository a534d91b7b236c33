import { useMantineColorScheme } from "@mantine/core";
import { useEffect, useRef } from "react";

import { platform } from "../platform";

/** The system draws its lists of choices and dialogs as the page is drawn. */
export function useWindowTheme(): void {
  const { colorScheme } = useMantineColorScheme();
  // Asked before the window says otherwise: what it says changes what a page is told of the system.
  const system = useRef<"light" | "dark">(window.matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
  const isSaid = useRef(false);
  useEffect(() => {
    if (colorScheme === "auto" && !isSaid.current) return;
    isSaid.current = true;
    // It is an ornament: nothing depends on it.
    platform()
      .window.setTheme(colorScheme === "auto" ? system.current : colorScheme)
      .catch(() => undefined);
  }, [colorScheme]);
}
