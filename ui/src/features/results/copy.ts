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

/** Puts the cells on the clipboard, and says how many there were; what is too much for it can be saved as a file. */
export async function copyRange({ areas }: Cells, headers: boolean, format: CopyFormat = "tsv"): Promise<void> {
  try {
    const selection = { areas: [...areas] };
    const cells = await renewedView((id) => platform().rows.copy(id, selection, format, headers));
    const [only] = areas;
    notifyDone(
      areas.length === 1 && only
        ? i18n.t("results:copied", { rows: only.toRow - only.fromRow, columns: only.columns.length })
        : i18n.t("results:copiedCells", { count: cells }),
    );
  } catch (thrown) {
    const { code } = toAppError(thrown);
    if (code === "cancelled") return;
    if (code === "too_large") await offerFile({ areas });
    else notifyError(thrown);
  }
}

/** A file takes what the clipboard does not. */
async function offerFile({ areas }: Cells): Promise<void> {
  const yes = await confirm({
    title: i18n.t("results:tooLarge.title"),
    text: i18n.t("results:tooLarge.text"),
    yes: i18n.t("results:tooLarge.save"),
  });
  if (!yes) return;
  const rows = useResults.getState().info?.rows ?? 0;
  const isAll = areas.length === 1 && areas[0]?.fromRow === 0 && areas[0].toRow >= rows;
  openExport(isAll ? "view" : "selection");
}
