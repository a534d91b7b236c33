import { create } from "zustand";
import { notifyError } from "../../app/notify";
import i18n from "../../i18n";
import { platform } from "../../platform";

interface Import {
  placeholder: string;
  path: string;
}

/** The file whose column is being chosen; null while the dialog is shut. */
export const useImport = create<{ open: Import | null }>(() => ({ open: null }));

export const closeImport = () => useImport.setState({ open: null });

const ENDINGS = ["csv", "tsv", "txt", "xlsx", "xlsm", "xls", "ods"];

/** Asks for a file with the values of a placeholder, then for the column. */
export async function askForFile(placeholder: string): Promise<void> {
  try {
    const path = await platform().files.pickOpen(i18n.t("values:pickTitle"), [
      { name: i18n.t("values:fileKind"), extensions: ENDINGS },
    ]);
    if (path) useImport.setState({ open: { placeholder, path } });
  } catch (thrown) {
    notifyError(thrown);
  }
}

/** A file was dropped on the list of a placeholder. */
export function dropFile(placeholder: string, path: string): void {
  useImport.setState({ open: { placeholder, path } });
}
