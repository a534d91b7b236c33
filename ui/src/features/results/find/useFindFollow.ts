import { useDebouncedCallback } from "@mantine/hooks";
import { useEffect, useRef } from "react";

import { useDocumentGeneration } from "../../../app/document";
import { useResults } from "../store";
import { useShownColumns } from "../useShownColumns";
import { countMatches, forgetFind, useFind } from "./store";

/** While rows arrive the matches are counted anew at a slow pace. */
const COUNT_AFTER_MS = 200;
const RECOUNT_AFTER_MS = 1000;

/** Keeps what is found in step with the view: other rows are counted anew, and a hit moves with its row. */
export function useFindFollow(): void {
  const generation = useDocumentGeneration();
  const text = useFind((state) => state.text);
  const viewId = useResults((state) => state.info?.id);
  const shown = useResults((state) => state.shown);
  const columns = useShownColumns();
  const count = useDebouncedCallback(() => void countMatches(), COUNT_AFTER_MS);
  const recount = useDebouncedCallback(() => void countMatches(), RECOUNT_AFTER_MS);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another document is another search.
  useEffect(() => forgetFind, [generation]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: other rows or columns have other hits.
  useEffect(() => {
    if (useFind.getState().hit !== null) useFind.setState({ hit: null });
    if (text !== "") count();
  }, [text, shown, columns]);

  const before = useRef(viewId);
  useEffect(() => {
    if (before.current === viewId) return;
    before.current = viewId;
    const { hit } = useFind.getState();
    const { shift } = useResults.getState().moved;
    if (hit !== null && shift) useFind.setState({ hit: { ...hit, row: Math.max(0, hit.row + shift) } });
    if (useFind.getState().text !== "") recount();
  }, [viewId, recount]);
}
