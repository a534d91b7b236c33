import { notifyDone, notifyError } from "../../app/notify";
import { openExport } from "../../app/window";
import type { CopyFormat } from "../../bindings";
import { confirm } from "../../components/confirm";
import type { GridRange } from "../../components/DataGrid";
import i18n from "../../i18n";
import { platform, toAppError } from "../../platform";
import { renewedView } from "./renewedView";
import { useResults } from "./store";

type Cells = Pick<GridRange, "areas">;

/** Cells on their way to the clipboard. */
interface Copying {
  /** Answers how many there were. */
  copy: () => Promise<number>;
  /** How many there were, in words. */
  words?: (cells: number) => string;
  /** Saves them as a file, which takes what is too much for the clipboard. */
  toFile?: () => void;
}

const cellsCopied = (count: number) => i18n.t("results:copiedCells", { count });

/** Puts cells on the clipboard, and says how many there were; what is too much for it can be saved as a file. */
export async function copyCells({ copy, words = cellsCopied, toFile }: Copying): Promise<void> {
  try {
    notifyDone(words(await copy()));
  } catch (thrown) {
    const { code } = toAppError(thrown);
    if (code === "cancelled") return;
    if (code !== "too_large" || toFile === undefined) notifyError(thrown);
    else if (await isFileWanted()) toFile();
  }
}

const isFileWanted = () =>
  confirm({
    title: i18n.t("results:tooLarge.title"),
    text: i18n.t("results:tooLarge.text"),
    yes: i18n.t("results:tooLarge.save"),
  });

/** The same of cells of the table. */
export function copyRange({ areas }: Cells, headers: boolean, format: CopyFormat = "tsv"): Promise<void> {
  const [only] = areas;
  const size = only && { rows: only.toRow - only.fromRow, columns: only.columns.length };
  return copyCells({
    copy: () => renewedView((id) => platform().rows.copy(id, { areas: [...areas] }, format, headers)),
    ...(areas.length === 1 && size ? { words: () => i18n.t("results:copied", size) } : {}),
    toFile: () => {
      const rows = useResults.getState().info?.rows ?? 0;
      const isAll = areas.length === 1 && only?.fromRow === 0 && only.toRow >= rows;
      openExport(isAll ? "view" : "selection");
    },
  });
}
