import { notifyDone, notifyError } from "../../app/notify";
import type { GridRange } from "../../components/DataGrid";
import i18n from "../../i18n";
import { platform, toAppError } from "../../platform";
import { useResults } from "./store";

type Cells = Pick<GridRange, "fromRow" | "toRow" | "columns">;

/** Puts the cells on the clipboard as text for a spreadsheet, and says how many there were. */
export async function copyRange({ fromRow, toRow, columns }: Cells, headers: boolean): Promise<void> {
  const copy = async () => {
    const { info } = useResults.getState();
    if (info !== null) await platform().rows.copy(info.id, { fromRow, toRow, columns }, headers);
    return info !== null;
  };
  try {
    let done: boolean;
    try {
      done = await copy();
    } catch (thrown) {
      if (toAppError(thrown).code !== "view_gone") throw thrown;
      // The table grew on and the view is no longer kept; the newest one has the same rows.
      const { shown } = useResults.getState();
      useResults.setState({ info: await platform().rows.view(shown) });
      done = await copy();
    }
    if (done) notifyDone(i18n.t("results:copied", { rows: toRow - fromRow, columns: columns.length }));
  } catch (thrown) {
    notifyError(thrown);
  }
}
