import { create } from "zustand";

const useStore = create<{ attempts: number }>(() => ({ attempts: 0 }));

/** Grows whenever the user tried to run and was shown what is in the way: what hides it opens again. */
export const useAttempts = () => useStore((state) => state.attempts);
export const countAttempt = () => useStore.setState(({ attempts }) => ({ attempts: attempts + 1 }));
