import { notifications } from "@mantine/notifications";
import { useEffect } from "react";
import { openPath } from "../features/documents";
import { dropFile } from "../features/values";
import i18n from "../i18n";
import { type FileDrop, platform } from "../platform";
import { documentStore, isActive } from "./document";
import { placeholdersIn } from "./placeholders";

/** A document dropped anywhere is opened; any other file becomes the list that it was dropped on. */
function receive({ paths, x, y }: FileDrop): void {
  const [path] = paths;
  if (!path) return;
  if (/\.fetchgrid$/i.test(path)) {
    void openPath(path);
    return;
  }
  const { document: open, progress } = documentStore.getState();
  if (!open || open.readOnly || isActive(progress)) return;
  const card = document.elementFromPoint(x, y)?.closest<HTMLElement>("[data-list]");
  const placeholders = placeholdersIn(open.extraction.request);
  // With one list there is no doubt which one is meant.
  const placeholder = card?.dataset.list ?? (placeholders.length === 1 ? placeholders[0] : undefined);
  if (placeholder) dropFile(placeholder, path);
  else notifications.show({ message: i18n.t("values:dropWhere"), withBorder: true });
}

export function useFileDrop(): void {
  useEffect(() => {
    let isGone = false;
    let stop = () => {};
    platform()
      .files.onDrop(receive)
      .then((unlisten) => {
        if (isGone) unlisten();
        else stop = unlisten;
      })
      // Dropping is a convenience; every file can also be picked in a dialog.
      .catch((thrown) => console.warn("Files cannot be dropped on this window", thrown));
    return () => {
      isGone = true;
      stop();
    };
  }, []);
}
