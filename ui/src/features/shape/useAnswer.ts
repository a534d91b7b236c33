import { useCallback, useEffect, useRef, useState } from "react";
import { documentStore, useDocumentGeneration, useIsRunning, useTableVersion, useTest } from "../../app/document";
import type { AnswerTree, AppError } from "../../bindings";
import { platform, toAppError } from "../../platform";

/** Requests without an answer that are passed on the way to the next one. */
const MOST_PASSED = 50;

/** The answer before or after another one; null at either end. */
async function beside({ position: from, page }: AnswerTree, by: -1 | 1): Promise<AnswerTree | null> {
  const at = (position: number, of: number) => platform().shaping.tree(position, of);
  if (page + by >= 1) {
    const near = await at(from, page + by);
    if (near !== null) return near;
  }
  const { planned } = documentStore.getState().document?.counts ?? { planned: 0 };
  for (let passed = 1; passed <= MOST_PASSED; passed += 1) {
    const position = from + by * passed;
    if (position < 0 || position >= planned) return null;
    const found = await at(position, 1);
    if (found !== null) return found;
  }
  return null;
}

/** The answer that is looked at: undefined until it was asked for, null when there is none. */
export function useAnswer() {
  const generation = useDocumentGeneration();
  const version = useTableVersion();
  // While a run goes on the version moves all the time, and what is looked at stays what it is.
  const isRunning = useIsRunning();
  const moved = isRunning ? -1 : version;
  const test = useTest();
  const [answer, setAnswer] = useState<AnswerTree | null | undefined>(undefined);
  const [error, setError] = useState<AppError | null>(null);
  const [isMoving, setMoving] = useState(false);
  const seen = useRef(answer);
  seen.current = answer;

  // Once more after what was fetched changed: with the first rows there is a first answer.
  // biome-ignore lint/correctness/useExhaustiveDependencies: those are what changes the answers.
  useEffect(() => {
    let live = true;
    const at = seen.current;
    const ask = async () => {
      const found = await platform().shaping.tree(at?.position ?? null, at?.page ?? 1);
      // What was looked at may be gone with a run that started over.
      return found ?? (at ? await platform().shaping.tree(null, 1) : null);
    };
    ask().then(
      (found) => {
        if (!live) return;
        setError(null);
        setAnswer(found);
      },
      (thrown) => live && setError(toAppError(thrown)),
    );
    return () => {
      live = false;
    };
  }, [generation, moved, test]);

  const move = useCallback(async (by: -1 | 1) => {
    const from = seen.current;
    if (!from) return;
    setMoving(true);
    try {
      const next = await beside(from, by);
      if (next !== null) setAnswer(next);
    } catch (thrown) {
      setError(toAppError(thrown));
    }
    setMoving(false);
  }, []);

  return { answer, error, isMoving, move };
}
