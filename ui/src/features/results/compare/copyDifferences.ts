import type { CopyFormat } from "../../../bindings";
import { platform, toAppError } from "../../../platform";
import { copyCells } from "../copy";
import { startCompare, useCompare } from "./store";

/** Puts the differences that are shown on the clipboard. A comparison that the backend knows no more is made again for it. */
export const copyDifferences = (headers: boolean, format: CopyFormat = "tsv"): Promise<void> =>
  copyCells({
    copy: () =>
      write(headers, format).catch(async (thrown) => {
        if (toAppError(thrown).code !== "view_gone") throw thrown;
        await startCompare();
        return write(headers, format);
      }),
  });

async function write(headers: boolean, format: CopyFormat): Promise<number> {
  const { info, which } = useCompare.getState();
  return info === null ? 0 : platform().compare.copy(info.id, which, format, headers);
}
