import { fetchAgain } from "../../app/document";
import { notifyError } from "../../app/notify";
import type { GridRange } from "../../components/DataGrid";
import { platform } from "../../platform";
import { useResults } from "./store";

/** Rows asked for at a time. */
const STEP = 1000;
/** More rows than this are a run of their own: Run again fetches them without naming each. */
export const MAX_AGAIN = 100_000;

/** Places in the plan of the requests that made some rows, each once: an answer may have made many. */
async function positionsOf({ areas }: Pick<GridRange, "areas">): Promise<number[]> {
  const { info } = useResults.getState();
  if (info === null) return [];
  const found = new Set<number>();
  for (const { fromRow, toRow } of areas)
    for (let offset = fromRow; offset < toRow; offset += STEP) {
      const { positions } = await platform().rows.page(info.id, offset, Math.min(STEP, toRow - offset), []);
      for (const position of positions) found.add(position);
    }
  return [...found];
}

/** Rows that are selected; those in several areas are counted with each. */
export const rowsOf = ({ areas }: Pick<GridRange, "areas">): number =>
  areas.reduce((sum, { fromRow, toRow }) => sum + toRow - fromRow, 0);

/** Fetches the requests behind the selected rows again; their answers take the old places. */
export async function fetchRowsAgain(range: Pick<GridRange, "areas">): Promise<void> {
  try {
    const positions = await positionsOf(range);
    if (positions.length > 0) await fetchAgain(positions);
  } catch (thrown) {
    notifyError(thrown);
  }
}
