import { create } from "zustand";
import type { RecentDocument } from "../../bindings";
import { platform } from "../../platform";

/** Recent files and drafts, newest first, as the backend last told. */
const useStore = create<{ recent: RecentDocument[] }>(() => ({ recent: [] }));

export const useRecent = () => useStore((state) => state.recent);

export async function loadRecent(): Promise<void> {
  useStore.setState({ recent: await platform().documents.recent() });
}

export async function forgetRecent(path: string): Promise<void> {
  useStore.setState({ recent: await platform().documents.forget(path) });
}
