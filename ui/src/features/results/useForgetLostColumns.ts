import { useEffect } from "react";

import { useColumns } from "../../app/document";
import { withoutLost } from "./filter/tree";
import { dropFromLook, useResults } from "./store";

/** What is asked of a column that the shape does not make any more, or leaves out, could neither be seen nor taken back. */
export function useForgetLostColumns(): void {
  const columns = useColumns();
  const sort = useResults((state) => state.sort);
  const filter = useResults((state) => state.filter);
  useEffect(() => {
    if (columns.length === 0) return;
    const there = new Set(columns.flatMap(({ id, hidden }) => (hidden ? [] : [id])));
    const keys = sort.filter(({ column }) => there.has(column));
    const kept = withoutLost(filter, there);
    if (keys.length < sort.length || kept !== filter)
      dropFromLook({ sort: keys.length < sort.length ? keys : sort, filter: kept });
  }, [columns, sort, filter]);
}
