import { useEffect, useRef } from "react";

import { type DocumentStore, documentStore, isActive, tableVersionOf, useDocumentGeneration } from "../../app/document";
import { useActiveTab } from "../../app/window";
import { PAGE_ROWS } from "../../components/DataGrid";
import { platform, toAppError } from "../../platform";
import { adoptDocument, useResults } from "./store";
import { ViewFeed } from "./ViewFeed";

/** Keeps the store's view in step with sort, search and the growing table, while the tab is seen. Answers how to renew it. */
export function useResultsFeed(): () => void {
  const generation = useDocumentGeneration();
  const isSeen = useActiveTab() === "results";
  const sort = useResults((state) => state.sort);
  const search = useResults((state) => state.search);
  const feed = useRef<ViewFeed | null>(null);

  useEffect(() => {
    adoptDocument(generation);
    const made = new ViewFeed({
      load: (view, isFirst) => platform().rows.view(view, isFirst ? PAGE_ROWS : 0),
      onInfo: (info, shown) => useResults.setState({ info, shown, error: null }),
      onBusy: (busy) => useResults.setState({ busy }),
      onError: (error) => useResults.setState({ error: toAppError(error) }),
    });
    feed.current = made;
    return () => made.close();
  }, [generation]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new document begins with its own plain view.
  useEffect(() => {
    feed.current?.show({ sort, search });
  }, [sort, search, generation]);

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
