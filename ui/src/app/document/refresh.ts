import type { DocumentState } from "../../bindings";
import { platform } from "../../platform";
import { documentStore } from "./store";

/** Takes over name, path and counts of the same document and leaves the form alone. */
export function refreshFrom(document: DocumentState): void {
  documentStore.setState((state) => {
    if (!state.document) return {};
    const { extraction, table } = state.document;
    // A table that has not moved stays the same object: whatever shows its columns is not drawn anew.
    const isSame = table.version === document.table.version && state.document.path === document.path;
    return { document: { ...document, extraction, table: isSame ? table : document.table } };
  });
}

/** Asks the backend how the document stands (counts, columns, whether the plan is unchanged). */
export async function refresh(): Promise<DocumentState | null> {
  const generation = documentStore.getState().generation;
  const document = await platform().documents.state();
  if (document && documentStore.getState().generation === generation) refreshFrom(document);
  return document;
}
