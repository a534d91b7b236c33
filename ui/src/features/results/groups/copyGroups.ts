import { openExport } from "../../../app/window";
import type { CopyFormat, GroupInfo, Grouping } from "../../../bindings";
import { platform, toAppError } from "../../../platform";
import { openAnalysis } from "../analysis";
import { copyCells } from "../copy";
import { renewedView } from "../renewedView";

/** The groups as a file, in the place of their dialog. */
export function exportGroups(grouping: Grouping): void {
  openAnalysis(null);
  openExport("groups", grouping);
}

/** Puts the whole table of groups on the clipboard. Groups that the backend knows no more are made again for it. */
export async function copyGroups(
  grouping: Grouping,
  info: GroupInfo | null,
  headers: boolean,
  format: CopyFormat = "tsv",
): Promise<void> {
  if (info === null) return;
  const write = (id: number) => platform().rows.groupCopy(id, format, headers);
  await copyCells({
    copy: () =>
      write(info.id).catch(async (thrown) => {
        if (toAppError(thrown).code !== "view_gone") throw thrown;
        return write((await renewedView((viewId) => platform().rows.group(viewId, grouping))).id);
      }),
    toFile: () => exportGroups(grouping),
  });
}
