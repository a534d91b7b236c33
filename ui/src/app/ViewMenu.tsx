import { ActionIcon, Menu, Tooltip, useMantineColorScheme } from "@mantine/core";
import { IconCheck, IconDeviceDesktop, IconHelp, IconMoon, IconSun } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import classes from "./app.module.css";
import { KEYS, keyText } from "./keys";
import { setTextSize, TEXT_SIZES, useTextSize } from "./textSize";
import { setHelpOpen } from "./window";

const icon = { size: "1rem", "aria-hidden": true } as const;
const THEMES = [
  { scheme: "light", Icon: IconSun },
  { scheme: "dark", Icon: IconMoon },
  { scheme: "auto", Icon: IconDeviceDesktop },
] as const;

/** Theme, text size and help. Floating: in the corner of a page without a top bar. */
export function ViewMenu({ floating = false }: { floating?: boolean }) {
  const { t } = useTranslation();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const textSize = useTextSize();
  const Current = THEMES.find((one) => one.scheme === colorScheme)?.Icon ?? IconDeviceDesktop;
  const check = (on: boolean) => (on ? <IconCheck {...icon} /> : null);

  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Tooltip label={t("view.label")} position="left">
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            className={floating ? classes.floating : undefined}
            aria-label={t("view.label")}
          >
            <Current size="1.25rem" aria-hidden />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t("view.theme")}</Menu.Label>
        {THEMES.map(({ scheme, Icon }) => (
          <Menu.Item
            key={scheme}
            role="menuitemradio"
            aria-checked={scheme === colorScheme}
            leftSection={<Icon {...icon} />}
            rightSection={check(scheme === colorScheme)}
            onClick={() => setColorScheme(scheme)}
          >
            {t(`view.${scheme}`)}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Label>{t("view.textSize")}</Menu.Label>
        {TEXT_SIZES.map((size) => (
          <Menu.Item
            key={size}
            role="menuitemradio"
            aria-checked={size === textSize}
            rightSection={check(size === textSize)}
            onClick={() => setTextSize(size)}
          >
            {`${size} %`}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconHelp {...icon} />}
          rightSection={<span className={classes.keys}>{keyText(KEYS.help)}</span>}
          onClick={() => setHelpOpen(true)}
        >
          {t("view.help")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
