import { useMemo } from "react";
import { create } from "zustand";
import { documentStore, isActive, refreshFrom, useAppliedSteps } from "../../app/document";
import { changed, type History, redone, undone } from "../../app/history";
import { notifyError } from "../../app/notify";
import { shapeOf } from "../../app/shapeOf";
import type { AppError, ColumnKey, Shape, ShapePreview, ShapeStep } from "../../bindings";
import { platform, toAppError } from "../../platform";
import { useGoal } from "./goal";
import { ShapeFeed, type Wish } from "./ShapeFeed";
import { added, areEqual, columnOf } from "./steps";

interface ShapeWish extends Wish, History<ShapeStep[]> {}

interface ShapeState extends History<ShapeStep[]> {
  /** What the user wants while the table is not made so yet; null: what the document says. */
  wished: ShapeStep[] | null;
  /** The history as of the table as it stands, for when what is wished for comes to nothing. */
  settled: History<ShapeStep[]>;
  /** What the first answers come to, and by which steps; null before the first look. */
  preview: { result: ShapePreview; steps: ShapeStep[] } | null;
  isApplying: boolean;
  /** Cancel was pressed, and is being obeyed. */
  isGivingUp: boolean;
  /** Why the last change was not taken. */
  refusal: AppError | null;
  /** The column that a step was about just now, until the preview has pointed it out. */
  touched: ColumnKey | null;
}

const NO_HISTORY: History<ShapeStep[]> = { past: [], future: [] };

const FRESH: ShapeState = {
  ...NO_HISTORY,
  settled: NO_HISTORY,
  wished: null,
  preview: null,
  isApplying: false,
  isGivingUp: false,
  refusal: null,
  touched: null,
};

export const useShape = create<ShapeState>(() => FRESH);

let feed = made();

/** What is under way for one document has nothing to say of the next. */
function made(): ShapeFeed<ShapeWish> {
  const ours: ShapeFeed<ShapeWish> = new ShapeFeed({
    preview: (steps) => platform().shaping.preview(steps),
    apply: (steps) => platform().shaping.apply(steps),
    cancel: () => platform().shaping.cancel(),
    onPreview: (result, steps) => set({ preview: { result, steps } }),
    onApplying: (isApplying) => set({ isApplying }),
    onApplied: (document, { past, future }, isLast) => {
      if (feed !== ours) return;
      refreshFrom(document);
      set({ settled: { past, future }, ...(isLast ? { wished: null, past, future, isGivingUp: false } : {}) });
    },
    onRefused: (error) => {
      const { settled } = useShape.getState();
      set({ ...settled, wished: null, isGivingUp: false, refusal: error === null ? null : toAppError(error) });
      // What is seen is what was refused, unless the look itself failed.
      void look();
    },
  });
  const set = (change: Partial<ShapeState>) => {
    if (feed === ours) useShape.setState(change);
  };
  return ours;
}

documentStore.subscribe((state, before) => {
  if (state.generation === before.generation) return;
  if (useShape.getState().isApplying) feed.giveUp();
  feed = made();
  useShape.setState(FRESH);
  useGoal.setState({ goal: null, filter: "" });
});

/** The steps as the user wants them, for code outside React. */
export function currentSteps(): ShapeStep[] {
  return useShape.getState().wished ?? documentStore.getState().document?.steps ?? [];
}

export function useSteps(): ShapeStep[] {
  const applied = useAppliedSteps();
  return useShape((state) => state.wished) ?? applied;
}

/** What the steps come to. */
export function useWishedShape(): Shape {
  const steps = useSteps();
  return useMemo(() => shapeOf(steps), [steps]);
}

/** Whether the shape may not be changed: a run is going on, or the document is read-only. */
export const isLocked = (): boolean => {
  const { document, progress } = documentStore.getState();
  return document === null || document.readOnly || isActive(progress);
};

function want(steps: ShapeStep[], history: History<ShapeStep[]>): Promise<AppError | null> {
  if (isLocked() || areEqual(steps, currentSteps())) return Promise.resolve(null);
  useShape.setState({ wished: steps, ...history, refusal: null, isGivingUp: false });
  return feed.want({ steps, ...history }).then(() => useShape.getState().refusal);
}

/** Other steps: seen at once, then made of all answers. Answers why they were not taken, or null. */
export function changeSteps(next: ShapeStep[]): Promise<AppError | null> {
  return want(next, changed(useShape.getState(), currentSteps()));
}

/** One step more, as `added` takes it. `about`: the column that was in hand, to be pointed out in what comes of it. */
export function addStep(step: ShapeStep, about: ColumnKey | null = columnOf(step)): Promise<AppError | null> {
  useShape.setState({ touched: about });
  return changeSteps(added(currentSteps(), step));
}

/** Why a step cannot be taken at all, or null; nothing is changed. */
export async function refusalOf(step: ShapeStep): Promise<AppError | null> {
  try {
    await platform().shaping.preview(added(currentSteps(), step));
    return null;
  } catch (thrown) {
    return toAppError(thrown);
  }
}

/** A step more where it can be taken: for what was typed. */
export async function tryStep(step: ShapeStep): Promise<AppError | null> {
  return (await refusalOf(step)) ?? addStep(step);
}

/** A step from the menu of a column that is seen, and maybe elsewhere than in the Shape tab, which tells of refusals itself. */
export async function addStepAloud(step: ShapeStep): Promise<void> {
  const refusal = await addStep(step, null);
  if (refusal) notifyError(refusal);
}

function travel(go: typeof undone<ShapeStep[]>): void {
  const travelled = go(useShape.getState(), currentSteps());
  if (travelled === null) return;
  const { value, past, future } = travelled;
  void want(value, { past, future });
}

export const undoShaping = () => travel(undone);
export const redoShaping = () => travel(redone);

/** Puts the steps back as they were before what is under way. */
export function cancelShaping(): void {
  useShape.setState({ isGivingUp: true });
  feed.giveUp();
}

/** Looks at the first answers by the steps as they are. */
export async function look(): Promise<void> {
  if (documentStore.getState().document === null) return;
  const ours = feed;
  try {
    await ours.look(currentSteps());
  } catch (thrown) {
    if (feed === ours) useShape.setState(({ refusal }) => ({ refusal: refusal ?? toAppError(thrown) }));
  }
}
