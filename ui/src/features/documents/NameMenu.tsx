import { Badge, Button, Menu } from "@mantine/core";
import {
  IconChevronDown,
  IconDeviceFloppy,
  IconFile,
  IconFilePlus,
  IconFolderOpen,
  IconSparkles,
  IconX,
} from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useDocumentName } from "../../app/document";
import { documentName } from "../../app/documentName";
import { KEYS, keyText } from "../../app/keys";
import { notifyError } from "../../app/notify";
import { TippedMenu } from "../../components/TippedMenu";
import { chooseAndOpen, closeDocument, newDocument, openPath, openSample, saveAs } from "./actions";
import classes from "./documents.module.css";
import { RecentText } from "./RecentText";
import { loadRecent, useRecent } from "./recent";

const icon = { size: "1rem", "aria-hidden": true } as const;
/** As many as fit without scrolling; the welcome page lists all. */
const MOST_RECENT = 6;

const readRecent = () => void loadRecent().catch(notifyError);

/** The document's name, and what can be done with documents. */
export function NameMenu() {
  const { t } = useTranslation("documents");
  const document = useDocumentName();
  const recent = useRecent().filter((one) => one.path !== document?.path);
  if (!document) return null;
  const name = documentName(document);
  const keys = (of: keyof typeof KEYS) => <span className={classes.keys}>{keyText(KEYS[of])}</span>;

  return (
    <TippedMenu
      position="bottom-start"
      width="24rem"
      onOpen={readRecent}
      tip={{ label: document.path ?? t("draftTip"), position: "bottom-start" }}
      button={
        <Button
          variant="subtle"
          color="gray"
          className={classes.name}
          aria-label={t("menu", { name })}
          rightSection={<IconChevronDown {...icon} />}
        >
          <span className={classes.nameText}>{name}</span>
          {document.path === null && (
            <Badge size="xs" variant="default" className={classes.badge}>
              {t("draft")}
            </Badge>
          )}
          {document.readOnly && (
            <Badge size="xs" variant="default" className={classes.badge}>
              {t("readOnly")}
            </Badge>
          )}
        </Button>
      }
    >
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconFilePlus {...icon} />} rightSection={keys("new")} onClick={newDocument}>
          {t("new")}
        </Menu.Item>
        <Menu.Item leftSection={<IconFolderOpen {...icon} />} rightSection={keys("open")} onClick={chooseAndOpen}>
          {t("open")}
        </Menu.Item>
        <Menu.Item leftSection={<IconDeviceFloppy {...icon} />} rightSection={keys("saveAs")} onClick={saveAs}>
          {t("saveAs")}
        </Menu.Item>
        <Menu.Item leftSection={<IconSparkles {...icon} />} onClick={openSample}>
          {t("sample")}
        </Menu.Item>
        {recent.length > 0 && (
          <>
            <Menu.Divider />
            <Menu.Label>{t("recent")}</Menu.Label>
            {recent.slice(0, MOST_RECENT).map((one) => (
              <Menu.Item
                key={one.path}
                leftSection={<IconFile {...icon} />}
                title={one.isDraft ? one.address : one.path}
                styles={{ itemLabel: { minWidth: 0 } }}
                onClick={() => openPath(one.path)}
              >
                <RecentText recent={one} />
              </Menu.Item>
            ))}
          </>
        )}
        <Menu.Divider />
        <Menu.Item leftSection={<IconX {...icon} />} onClick={closeDocument}>
          {t("close")}
        </Menu.Item>
      </Menu.Dropdown>
    </TippedMenu>
  );
}
