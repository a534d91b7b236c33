import { Button, Menu } from "@mantine/core";
import {
  IconBookmark,
  IconCheck,
  IconCursorText,
  IconDeviceFloppy,
  IconPlus,
  IconTable,
  IconTrash,
} from "@tabler/icons-react";
import { useEffect, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useShallow } from "zustand/react/shallow";
import { useDocumentGeneration, useIsReadOnly } from "../../../app/document";
import { notifyDone, notifyError } from "../../../app/notify";
import { confirm } from "../../../components/confirm";
import { FITTING } from "../../../components/fitting";
import { TippedMenu } from "../../../components/TippedMenu";
import { labelTip } from "../labelTip";
import classes from "../ResultsTab.module.css";
import { changeLook, FRESH_LOOK, lookOf, useResults } from "../store";
import { useTableColumns } from "../useShownColumns";
import { isShown } from "./namedLook";
import { askViewName, readViews, removeView, saveView, showView, useNamedViews } from "./store";

const icon = { size: "1rem", "aria-hidden": true } as const;

/** The views that have a name: show one, keep this one. */
export function ViewsMenu() {
  const { t } = useTranslation("views");
  const generation = useDocumentGeneration();
  const isReadOnly = useIsReadOnly();
  const { views, current } = useNamedViews();
  const look = useResults(useShallow(lookOf));
  const columns = useTableColumns();
  useEffect(() => void readViews(generation).catch(notifyError), [generation]);

  const shown = views.find(({ id }) => id === current);
  const isSame = useMemo(() => shown !== undefined && isShown(shown, look, columns), [shown, look, columns]);
  const remove = async () => {
    if (shown === undefined) return;
    const yes = await confirm({
      title: t("removeTitle", { name: shown.name }),
      text: t("removeText"),
      yes: t("remove"),
      isDanger: true,
    });
    if (yes) await removeView(shown.id);
  };
  const save = () => {
    if (shown === undefined) return;
    saveView(shown.name, shown.id).then(() => notifyDone(t("saved", { name: shown.name })), notifyError);
  };
  return (
    <TippedMenu
      position="bottom-end"
      shadow="md"
      width="16rem"
      withinPortal
      middlewares={FITTING}
      tip={labelTip(shown?.name ?? t("button"), shown !== undefined)}
      button={
        <Button
          variant="subtle"
          leftSection={<IconBookmark {...icon} />}
          className={classes.viewsButton}
          aria-label={shown ? t("openNamed", { name: shown.name }) : t("open")}
        >
          {shown ? (isSame ? shown.name : t("changed", { name: shown.name })) : t("button")}
        </Button>
      }
    >
      <Menu.Dropdown className={classes.menu}>
        <Menu.Item
          leftSection={<IconTable {...icon} />}
          onClick={() => {
            changeLook(() => FRESH_LOOK);
            useNamedViews.setState({ current: null });
          }}
        >
          {t("whole")}
        </Menu.Item>
        {views.length > 0 && (
          <Menu.RadioGroup
            value={isSame && shown ? String(shown.id) : ""}
            onChange={(id) => {
              const picked = views.find((view) => String(view.id) === id);
              if (picked) showView(picked);
            }}
          >
            {views.map((view) => (
              <Menu.RadioItem
                key={view.id}
                value={String(view.id)}
                checkIcon={<IconCheck {...icon} />}
                closeMenuOnClick
              >
                <span className={classes.menuTitle} title={view.name}>
                  {view.name}
                </span>
              </Menu.RadioItem>
            ))}
          </Menu.RadioGroup>
        )}
        <Menu.Divider />
        {shown && (
          <Menu.Item leftSection={<IconDeviceFloppy {...icon} />} disabled={isReadOnly || isSame} onClick={save}>
            {t("save", { name: shown.name })}
          </Menu.Item>
        )}
        <Menu.Item
          leftSection={<IconPlus {...icon} />}
          disabled={isReadOnly}
          onClick={() => askViewName({ view: null })}
        >
          {t("saveAs")}
        </Menu.Item>
        {shown && (
          <>
            <Menu.Item
              leftSection={<IconCursorText {...icon} />}
              disabled={isReadOnly}
              onClick={() => askViewName({ view: shown })}
            >
              {t("rename", { name: shown.name })}
            </Menu.Item>
            <Menu.Item leftSection={<IconTrash {...icon} />} disabled={isReadOnly} onClick={() => void remove()}>
              {t("removeThis", { name: shown.name })}
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </TippedMenu>
  );
}
