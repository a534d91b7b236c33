import { edit } from "../../app/document";
import type { PageRule, Paging, PagingFound } from "../../bindings";

/** Pages of one request after which the model crate takes something to be wrong. */
export const GUARD = 10_000;

export function setPaging(change: Partial<Paging>): void {
  edit((extraction) => ({ ...extraction, paging: { ...extraction.paging, ...change } }));
}

export const onlyThisPage = (): void => setPaging({ rule: { kind: "single" }, total: null });

/** Takes a way to page that an answer shows. */
export const takeFound = ({ rule, totalPlace }: PagingFound): void => setPaging({ rule, total: totalPlace });

const USUAL: { [K in PageRule["kind"]]: Extract<PageRule, { kind: K }> } = {
  single: { kind: "single" },
  nextAddress: { kind: "nextAddress", path: "$.next" },
  linkHeader: { kind: "linkHeader" },
  cursor: { kind: "cursor", path: "$.next_cursor", parameter: "cursor" },
  pageNumber: { kind: "pageNumber", parameter: "page", first: 1, until: { kind: "empty" } },
  offset: { kind: "offset", parameter: "offset", step: null, until: { kind: "empty" } },
};

/** A rule of a kind to begin with: as the tested answer shows it, or as most APIs have it. */
export function usualRule(kind: PageRule["kind"], found: readonly PagingFound[]): PageRule {
  return found.find(({ rule }) => rule.kind === kind)?.rule ?? USUAL[kind];
}
