import { create } from "zustand";

import { notifyError } from "../../../app/notify";
import type { NamedView } from "../../../bindings";
import { platform } from "../../../platform";
import { changeLook, lookOf, useResults } from "../store";
import { lookOfView, viewOfLook } from "./namedLook";

interface NamedViewsState {
  /** The document whose views these are. */
  generation: number;
  views: NamedView[];
  /** The one that was chosen or saved last. */
  current: number | null;
  /** A name is being asked for: of a new view (null), or of one that has another. */
  asked: { view: NamedView | null } | null;
}

const NONE: NamedViewsState = { generation: -1, views: [], current: null, asked: null };

export const useNamedViews = create<NamedViewsState>(() => NONE);

export const askViewName = (asked: NamedViewsState["asked"]) => useNamedViews.setState({ asked });

export async function readViews(generation: number): Promise<void> {
  if (useNamedViews.getState().generation !== generation) useNamedViews.setState({ ...NONE, generation });
  const views = await platform().views.list();
  if (useNamedViews.getState().generation === generation) useNamedViews.setState({ views });
}

const table = () => useResults.getState().columns;

/** Shows the table as it was kept. */
export function showView(view: NamedView): void {
  changeLook(() => lookOfView(view, table()));
  useNamedViews.setState({ current: view.id });
}

/** Keeps the table as it is shown: under a new name, or in the place of a view. */
export async function saveView(name: string, id = 0): Promise<void> {
  const kept = viewOfLook(lookOf(useResults.getState()), table());
  const views = await platform().views.save({ id, name, ...kept });
  const saved = views.find((view) => (id === 0 ? view.name === name : view.id === id));
  useNamedViews.setState({ views, current: saved?.id ?? null });
}

export async function renameView(id: number, name: string): Promise<void> {
  useNamedViews.setState({ views: await platform().views.rename(id, name) });
}

export async function removeView(id: number): Promise<void> {
  try {
    const views = await platform().views.remove(id);
    useNamedViews.setState(({ current }) => ({ views, current: current === id ? null : current }));
  } catch (thrown) {
    notifyError(thrown);
  }
}
