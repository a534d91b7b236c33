import { create } from "zustand";

import { lastKept } from "../../../app/keptResult";
import type { ColumnKey, ComparedDocument, CompareInfo, CompareWhich } from "../../../bindings";
import { platform } from "../../../platform";

interface CompareState {
  /** The document that is compared with another. */
  generation: number;
  /** The kept result that was proposed last: it is not proposed twice. */
  proposed: string | null;
  earlier: ComparedDocument | null;
  keys: ColumnKey[];
  /** Columns that are compared; none for all. */
  columns: ColumnKey[];
  info: CompareInfo | null;
  which: CompareWhich;
}

const NONE: CompareState = {
  generation: -1,
  proposed: null,
  earlier: null,
  keys: [],
  columns: [],
  info: null,
  which: "differing",
};

/** With what the table is compared, and how; it stays while the document is open. */
export const useCompare = create<CompareState>(() => NONE);

export function adoptCompare(generation: number): void {
  if (useCompare.getState().generation !== generation) useCompare.setState({ ...NONE, generation });
}

export const keyText = ({ origin, name }: ColumnKey) => `${origin} ${name}`;
export const isSameKey = (a: ColumnKey, b: ColumnKey) => keyText(a) === keyText(b);

/** Looks into an earlier file; what tells its rows apart best is chosen to begin with. */
export async function lookAtEarlier(path: string): Promise<void> {
  const earlier = await platform().compare.look(path);
  useCompare.setState({ earlier, keys: earlier.keys, columns: [], info: null, which: "differing" });
}

/** Begins with the result that was kept last, if it is still there. */
export async function proposeKept(): Promise<void> {
  const path = lastKept();
  if (path === null || path === useCompare.getState().proposed) return;
  useCompare.setState({ proposed: path });
  await lookAtEarlier(path).catch(() => undefined);
}

export async function startCompare(): Promise<void> {
  const { earlier, keys, columns } = useCompare.getState();
  if (earlier === null || keys.length === 0) return;
  const info = await platform().compare.start({ path: earlier.path, keys, columns });
  if (useCompare.getState().earlier === earlier) useCompare.setState({ info });
}

/** Another choice makes another comparison. */
export const setCompareKeys = (keys: ColumnKey[]) => useCompare.setState({ keys, info: null });
export const setCompareColumns = (columns: ColumnKey[]) => useCompare.setState({ columns, info: null });
