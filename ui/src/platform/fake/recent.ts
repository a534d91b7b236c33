import type { RecentDocument } from "../../bindings";

/** What was opened before. */
export const RECENT: RecentDocument[] = [
  {
    path: "/home/ana/inventory.fetchgrid",
    name: "inventory",
    isDraft: false,
    openedAtMs: 1_763_600_000_000,
    address: "https://api.example.com/inventory/{type}",
    planned: 50_000,
    done: 15_668,
    unfinished: true,
  },
  {
    path: "/home/ana/drafts/draft-3.fetchgrid",
    name: "api.example.com",
    isDraft: true,
    openedAtMs: 1_763_500_000_000,
    address: "https://api.example.com/users/{user}",
    planned: 0,
    done: 0,
    unfinished: false,
  },
];
