import type { DocumentState } from "../../bindings";
import { resetWindow } from "../window";
import { cancelPending, flush } from "./editing";
import { refreshFrom } from "./refresh";
import { CLOSED, documentStore, IDLE } from "./store";

/** Takes a document that the backend just opened (or null: the welcome page) as the one to show. */
export async function adopt(document: DocumentState | null): Promise<void> {
  cancelPending();
  resetWindow();
  documentStore.setState((state) => ({
    ...CLOSED,
    loaded: true,
    document,
    progress: document?.progress ?? IDLE,
    generation: state.generation + 1,
  }));
  if (document) await flush(true);
}

/** After "Save as": the same contents under another name. Views of the old file are gone with it. */
export function moveTo(document: DocumentState): void {
  refreshFrom(document);
  documentStore.setState((state) => ({ generation: state.generation + 1 }));
}
