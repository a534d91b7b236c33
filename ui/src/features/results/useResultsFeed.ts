import { type RefObject, useEffect, useRef } from "react";

import { type DocumentStore, documentStore, isActive, tableVersionOf, useDocumentGeneration } from "../../app/document";
import { useActiveTab } from "../../app/window";
import { type DataGridHandle, PAGE_ROWS } from "../../components/DataGrid";
import { platform, toAppError } from "../../platform";
import { type LoadedView, loadedView } from "./loadedView";
import { adoptDocument, takeView, useResults, viewOf } from "./store";
import { ViewFeed } from "./ViewFeed";

/**
 * Keeps the store's view in step with sort, filter, search and the growing table, while the tab is seen. Answers how to
 * renew it.
 */
export function useResultsFeed(grid: RefObject<DataGridHandle | null>): () => void {
  const generation = useDocumentGeneration();
  const isSeen = useActiveTab() === "results";
  const sort = useResults((state) => state.sort);
  const filter = useResults((state) => state.filter);
  const search = useResults((state) => state.search);
  const feed = useRef<ViewFeed<LoadedView> | null>(null);

  useEffect(() => {
    adoptDocument(generation);
    const made = new ViewFeed<LoadedView>({
      load: (view, isFirst, isSame) =>
        isFirst
          ? platform().rows.view(view, PAGE_ROWS)
          : loadedView(view, isSame ? (grid.current?.seen() ?? null) : null),
      onInfo: ({ ready, shift, ...info }, shown) => takeView(info, shown, ready && shift ? { ready, shift } : {}),
      onBusy: (busy) => useResults.setState({ busy }),
      onError: (thrown) => {
        const error = toAppError(thrown);
        // A newer wish came in between, and will be answered.
        if (error.code !== "cancelled") useResults.setState({ error });
      },
    });
    feed.current = made;
    return () => made.close();
  }, [generation, grid]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new document begins with its own plain view.
  useEffect(() => {
    feed.current?.show(viewOf({ sort, filter, search }));
  }, [sort, filter, search, generation]);

  // Straight from the store: the rows are asked for while the window still draws what else is new.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new feed has to be told where the table stands.
  useEffect(() => {
    if (!isSeen) return;
    const tell = (state: DocumentStore) => feed.current?.tableMoved(tableVersionOf(state), isActive(state.progress));
    tell(documentStore.getState());
    return documentStore.subscribe((state, before) => {
      const isMoved = tableVersionOf(state) !== tableVersionOf(before);
      if (isMoved || isActive(state.progress) !== isActive(before.progress)) tell(state);
    });
  }, [isSeen, generation]);

  return () => feed.current?.renew();
}
