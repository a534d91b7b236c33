import { useEffect, useRef } from "react";

import { useDocumentGeneration, useIsRunning, useTableVersion } from "../../app/document";
import { useActiveTab } from "../../app/window";
import { platform, toAppError } from "../../platform";
import { adoptDocument, useResults } from "./store";
import { ViewFeed } from "./ViewFeed";

/** Keeps the store's view in step with sort, search and the growing table, while the tab is seen. Answers how to renew it. */
export function useResultsFeed(): () => void {
  const generation = useDocumentGeneration();
  const version = useTableVersion();
  const isRunning = useIsRunning();
  const isSeen = useActiveTab() === "results";
  const sort = useResults((state) => state.sort);
  const search = useResults((state) => state.search);
  const feed = useRef<ViewFeed | null>(null);

  useEffect(() => {
    adoptDocument(generation);
    const made = new ViewFeed({
      load: (view) => platform().rows.view(view),
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

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new feed has to be told where the table stands.
  useEffect(() => {
    if (isSeen) feed.current?.tableMoved(version, isRunning);
  }, [version, isSeen, isRunning, generation]);

  return () => feed.current?.renew();
}
