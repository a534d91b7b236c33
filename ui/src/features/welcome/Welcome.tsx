import { ActionIcon, Badge, Button, Tooltip, UnstyledButton } from "@mantine/core";
import { IconFile, IconFilePlus, IconFolderOpen, IconPlayerPlay, IconX } from "@tabler/icons-react";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { formatShortDateTime } from "../../app/format";
import { withKeys } from "../../app/keys";
import { notifyError } from "../../app/notify";
import type { RecentDocument } from "../../bindings";
import { chooseAndOpen, forgetRecent, loadRecent, newDocument, openPath, openSample, useRecent } from "../documents";
import classes from "./welcome.module.css";

/** What is shown while no document is open: a way in for somebody new, and a way back for everybody else. */
export function Welcome() {
  const { t } = useTranslation("welcome");
  const recent = useRecent();
  useEffect(() => {
    loadRecent().catch(notifyError);
  }, []);

  return (
    <main className={classes.page}>
      <div className={classes.column}>
        <header>
          <h1 className={classes.title}>{t("title")}</h1>
          <p className={classes.what}>{t("what")}</p>
        </header>
        <div className={classes.start}>
          <Button
            size="md"
            autoFocus
            leftSection={<IconPlayerPlay size="1.25rem" aria-hidden />}
            aria-describedby="sample-text"
            onClick={openSample}
          >
            {t("sample")}
          </Button>
          <p id="sample-text" className={classes.dim}>
            {t("sampleText")}
          </p>
        </div>
        <div className={classes.ways}>
          <Tooltip label={withKeys(t("newText"), "new")}>
            <Button
              size="sm"
              variant="default"
              leftSection={<IconFilePlus size="1.125rem" aria-hidden />}
              onClick={newDocument}
            >
              {t("new")}
            </Button>
          </Tooltip>
          <Tooltip label={withKeys(t("openText"), "open")}>
            <Button
              size="sm"
              variant="default"
              leftSection={<IconFolderOpen size="1.125rem" aria-hidden />}
              onClick={chooseAndOpen}
            >
              {t("open")}
            </Button>
          </Tooltip>
        </div>
        <section aria-labelledby="recent-title">
          <h2 id="recent-title" className={classes.subtitle}>
            {t("recent")}
          </h2>
          {recent.length === 0 ? (
            <p className={classes.dim}>{t("none")}</p>
          ) : (
            <ul className={classes.recent}>
              {recent.map((one) => (
                <Recent key={one.path} recent={one} />
              ))}
            </ul>
          )}
        </section>
        <p className={classes.dim}>{t("private")}</p>
      </div>
    </main>
  );
}

function Recent({ recent }: { recent: RecentDocument }) {
  const { t } = useTranslation("welcome");
  const forget = t("forget", { name: recent.name });
  return (
    <li className={classes.item}>
      <UnstyledButton className={classes.open} title={recent.path} onClick={() => openPath(recent.path)}>
        <IconFile size="1.125rem" aria-hidden className={classes.icon} />
        <span className={classes.text}>
          <span className={classes.name}>
            {recent.name}
            {recent.isDraft && (
              <Badge size="xs" variant="default" className={classes.badge}>
                {t("draft")}
              </Badge>
            )}
          </span>
          <span className={classes.address}>{recent.address || t("noAddress")}</span>
        </span>
        <span className={classes.when}>{formatShortDateTime(recent.openedAtMs)}</span>
      </UnstyledButton>
      {!recent.isDraft && (
        <Tooltip label={forget}>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={forget}
            onClick={() => forgetRecent(recent.path).catch(notifyError)}
          >
            <IconX size="1rem" aria-hidden />
          </ActionIcon>
        </Tooltip>
      )}
    </li>
  );
}
