import { ActionIcon, Button, UnstyledButton } from "@mantine/core";
import { IconFile, IconFilePlus, IconFolderOpen, IconPlayerPlay, IconX } from "@tabler/icons-react";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { documentName } from "../../app/documentName";
import { withKeys } from "../../app/keys";
import { notifyError } from "../../app/notify";
import type { RecentDocument } from "../../bindings";
import { confirm } from "../../components/confirm";
import i18n from "../../i18n";
import {
  chooseAndOpen,
  forgetRecent,
  loadRecent,
  newDocument,
  openPath,
  openSample,
  RecentText,
  useRecent,
} from "../documents";
import { Mark } from "./Mark";
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
      <div className={classes.columns}>
        <div className={classes.begin}>
          <header>
            <Mark className={classes.mark} />
            <h1 className={classes.title}>{t("title")}</h1>
            <p className={classes.what}>{t("what")}</p>
          </header>
          <div className={classes.start}>
            <Button
              size="md"
              autoFocus
              fullWidth
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
            <Button
              size="sm"
              variant="default"
              title={withKeys(t("newText"), "new")}
              leftSection={<IconFilePlus size="1.125rem" aria-hidden />}
              onClick={newDocument}
            >
              {t("new")}
            </Button>
            <Button
              size="sm"
              variant="default"
              title={withKeys(t("openText"), "open")}
              leftSection={<IconFolderOpen size="1.125rem" aria-hidden />}
              onClick={chooseAndOpen}
            >
              {t("open")}
            </Button>
          </div>
          <p className={classes.dim}>{t("private")}</p>
        </div>
        <section className={classes.past} aria-labelledby="recent-title">
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
      </div>
    </main>
  );
}

/** Takes a document off the list; a draft goes for good, as nothing else leads to it. */
async function forget(recent: RecentDocument): Promise<void> {
  const { path, isDraft } = recent;
  const isSure =
    !isDraft ||
    (await confirm({
      title: i18n.t("welcome:remove.title", { name: documentName(recent) }),
      text: i18n.t("welcome:remove.text"),
      yes: i18n.t("welcome:remove.yes"),
      isDanger: true,
    }));
  if (isSure) await forgetRecent(path).catch(notifyError);
}

function Recent({ recent }: { recent: RecentDocument }) {
  const { t } = useTranslation("welcome");
  const label = t(recent.isDraft ? "removeDraft" : "forget", { name: documentName(recent) });
  return (
    <li className={classes.item}>
      <UnstyledButton className={classes.open} title={recent.path} onClick={() => openPath(recent.path)}>
        <IconFile size="1.125rem" aria-hidden className={classes.icon} />
        <RecentText recent={recent} />
      </UnstyledButton>
      <ActionIcon variant="subtle" color="gray" aria-label={label} title={label} onClick={() => forget(recent)}>
        <IconX size="1rem" aria-hidden />
      </ActionIcon>
    </li>
  );
}
