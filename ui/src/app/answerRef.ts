/** One answer that was fetched: the place of its request in the plan, from 0, and its page, from 1. */
export interface AnswerRef {
  position: number;
  page: number;
}

export const isSameAnswer = (a: AnswerRef | undefined, b: AnswerRef | undefined): boolean =>
  a?.position === b?.position && a?.page === b?.page;
