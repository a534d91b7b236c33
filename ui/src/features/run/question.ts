import { create } from "zustand";
import { documentStore } from "../../app/document";
import type { Estimate, RunRequest } from "../../bindings";
import { platform } from "../../platform";

/** The question before a run that is large, over a quota, or may change something; null while nothing is asked. */
interface Question {
  estimate: Estimate;
  answer: (go: boolean) => void;
}

export const useQuestion = create<{ question: Question | null }>(() => ({ question: null }));

/** Answers the question that is open, if one is. */
export function closeQuestion(go: boolean): void {
  const { question } = useQuestion.getState();
  useQuestion.setState({ question: null });
  question?.answer(go);
}

/** Whether to start: asks the user where the estimate says so, and says yes at once where there is nothing to ask. */
export async function askFirst(request: RunRequest): Promise<boolean> {
  const { generation } = documentStore.getState();
  // A run that cannot be estimated says itself why it cannot start.
  const estimate = await platform()
    .runs.estimate(request)
    .catch(() => null);
  if (documentStore.getState().generation !== generation) return false;
  if (estimate === null || estimate.ask.length === 0) return true;
  closeQuestion(false);
  return new Promise((answer) => useQuestion.setState({ question: { estimate, answer } }));
}
