import { platform, toAppError } from "../../platform";
import { takeView, useResults } from "./store";

/**
 * Asks something of the view that is shown. The table may have grown on, and the view be kept no longer; the newest one has
 * the same rows.
 */
export async function renewedView<T>(ask: (viewId: number) => Promise<T>): Promise<T> {
  const { info, shown } = useResults.getState();
  if (info !== null) {
    try {
      return await ask(info.id);
    } catch (thrown) {
      if (toAppError(thrown).code !== "view_gone") throw thrown;
    }
  }
  const next = await platform().rows.view(shown);
  takeView(next, shown);
  return await ask(next.id);
}
