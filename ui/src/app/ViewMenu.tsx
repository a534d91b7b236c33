import { ActionIcon, Menu, useMantineColorScheme } from "@mantine/core";
import { IconDeviceDesktop, IconHelp, IconLanguage, IconMoon, IconSun } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { TippedMenu } from "../components/TippedMenu";
import { LANGUAGES, type Language } from "../i18n/languages";
import classes from "./app.module.css";
import { formatPercent } from "./format";
import { KEYS, keyText } from "./keys";
import { type LanguageChoice, setLanguage, systemLanguage, useLanguageChoice } from "./language";
import { MenuChoice } from "./MenuChoice";
import { setTextSize, TEXT_SIZES, useTextSize } from "./textSize";
import { setHelpOpen } from "./window";

const icon = { size: "1rem", "aria-hidden": true } as const;
const THEMES = [
  { scheme: "light", Icon: IconSun },
  { scheme: "dark", Icon: IconMoon },
  { scheme: "auto", Icon: IconDeviceDesktop },
] as const;

/** Theme, text size, language and help. Floating: in the corner of a page without a top bar. */
export function ViewMenu({ floating = false }: { floating?: boolean }) {
  const { t } = useTranslation();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const textSize = useTextSize();
  const language = useLanguageChoice();
  const Current = THEMES.find((one) => one.scheme === colorScheme)?.Icon ?? IconDeviceDesktop;
  const languages: { value: LanguageChoice; label: string; lang?: string }[] = [
    { value: "system", label: t("view.systemLanguage", { language: LANGUAGES[systemLanguage()] }) },
    ...(Object.keys(LANGUAGES) as Language[]).map((one) => ({ value: one, label: LANGUAGES[one], lang: one })),
  ];

  return (
    <TippedMenu
      position="bottom-end"
      tip={{ label: t("view.label"), position: "left" }}
      button={
        <ActionIcon
          variant="subtle"
          color="gray"
          size="lg"
          className={floating ? classes.floating : undefined}
          aria-label={t("view.label")}
        >
          <Current size="1.25rem" aria-hidden />
        </ActionIcon>
      }
    >
      <Menu.Dropdown className={classes.view}>
        <MenuChoice
          label={t("view.theme")}
          value={colorScheme}
          options={THEMES.map(({ scheme, Icon }) => ({
            value: scheme,
            label: t(`view.${scheme}`),
            sign: <Icon {...icon} />,
          }))}
          onChange={setColorScheme}
        />
        <Menu.Divider />
        <MenuChoice
          label={t("view.textSize")}
          value={String(textSize)}
          options={TEXT_SIZES.map((size) => ({ value: String(size), label: formatPercent(size / 100) }))}
          onChange={(value) => setTextSize(TEXT_SIZES.find((size) => String(size) === value) ?? 100)}
        />
        <Menu.Divider />
        <MenuChoice
          label={
            <>
              {t("view.language")}
              {/* For who cannot read the language that the window is in. */}
              <IconLanguage {...icon} />
            </>
          }
          value={language}
          options={languages}
          onChange={setLanguage}
        />
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconHelp {...icon} />}
          rightSection={<span className={classes.keys}>{keyText(KEYS.help)}</span>}
          onClick={() => setHelpOpen(true)}
        >
          {t("view.help")}
        </Menu.Item>
      </Menu.Dropdown>
    </TippedMenu>
  );
}
