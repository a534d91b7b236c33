import { MantineProvider, useMantineColorScheme } from "@mantine/core";
import { act, render } from "@testing-library/react";
import { expect, it } from "vitest";

import { setPlatform } from "../platform";
import { createFake } from "../platform/fake";
import { callsOf } from "../test/panel";
import { useWindowTheme } from "./useWindowTheme";

it("tells the system of the theme that is chosen, and leaves it alone until one is", async () => {
  const fake = createFake({ auto: false });
  setPlatform(fake);
  let choose: ReturnType<typeof useMantineColorScheme>["setColorScheme"] = () => undefined;
  function Themed() {
    useWindowTheme();
    choose = useMantineColorScheme().setColorScheme;
    return null;
  }
  render(
    <MantineProvider env="test" defaultColorScheme="auto">
      <Themed />
    </MantineProvider>,
  );
  const told = () => callsOf(fake, "window.setTheme").map(([theme]) => theme);
  expect(told()).toEqual([]);
  for (const scheme of ["dark", "light", "auto"] as const) await act(async () => choose(scheme));
  expect(told()).toEqual(["dark", "light", "light"]);
});
